"""What the feature ``precedents`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.precedents.views import AskedBeforeAnswer


def asked_before(
    question: str, visibility: Literal["shared", "private"], *, path: str | None = None
) -> ApiCall[AskedBeforeAnswer]:
    """The finding or earlier answer of the team (for a private question also of your own) that
    answers a question already; no model is asked.

    The answer that there is already; null in any doubt. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST",
        "asked-before",
        "commonground.features.precedents.views:AskedBeforeAnswer",
        body={"question": question, "visibility": visibility, **given(path=path)},
        safe=True,
    )
