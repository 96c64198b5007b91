"""What the feature ``exceptions`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall

if TYPE_CHECKING:
    from ...features.exceptions.views import ExceptionsAnswer


def exceptions() -> ApiCall[ExceptionsAnswer]:
    """What the owner lets through the gate: fingerprints with rule, reason, who and when.

    All exceptions, oldest first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", "exceptions", "commonground.features.exceptions.views:ExceptionsAnswer", safe=True
    )
