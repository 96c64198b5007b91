"""What the feature ``skills`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, part

if TYPE_CHECKING:
    from ...features.skills.views import SkillAnswer, SkillsAnswer


def skills() -> ApiCall[SkillsAnswer]:
    """Every skill that is found here, also those that can't be used, and why.

    All skills, by name. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "skills", "commonground.features.skills.views:SkillsAnswer", safe=True)


def skill(name: str) -> ApiCall[SkillAnswer]:
    """One skill with all that somebody agrees to: its text, its files, what the model may do.

    One skill. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", f"skills/{part(name)}", "commonground.features.skills.views:SkillAnswer", safe=True
    )
