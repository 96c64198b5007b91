"""What the feature ``search`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.search.views import FindAnswer


def find(
    *, text: str = "", kinds: Sequence[str] = (), since: str | None = None, limit: int = 20
) -> ApiCall[FindAnswer]:
    """Look through all that you may read, with typing errors forgiven: the best first.

    The best hits, how many there are, and how many of each kind whatever kind is asked for.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "find",
        "commonground.features.search.views:FindAnswer",
        body={**given(text=text, kinds=kinds, since=since, limit=limit)},
        safe=True,
    )
