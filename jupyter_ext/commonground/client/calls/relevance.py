"""What the feature ``relevance`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.relevance.views import RelevantAnswer


def relevant(*, text: str = "", path: str | None = None) -> ApiCall[RelevantAnswer]:
    """The entries that concern a text, best first, each with its reason; and the best others.

    What of the team's context concerns a text, and why. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        "relevant",
        "commonground.features.relevance.views:RelevantAnswer",
        query={**given(text=text, path=path)},
        safe=True,
    )
