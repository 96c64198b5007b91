"""What the feature ``freshness`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.freshness.views import FreshnessAnswer


def anchor(entry: str, path: str, *, symbol: str = "") -> ApiCall[OutcomeView]:
    """Say that an entry speaks of a file, or of something that is defined in it.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("anchor", {"entry": entry, "path": path}, symbol=symbol)


def reanchor(entry: str, old: str, new: str) -> ApiCall[OutcomeView]:
    """Tie an entry to the new place of a file that was renamed. The same back again undoes it.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("reanchor", {"entry": entry, "old": old, "new": new})


def freshness() -> ApiCall[FreshnessAnswer]:
    """The entries that are tied to code, with what became of it and why.

    The entries that are tied to code, of those that reach you. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET", "freshness", "commonground.features.freshness.views:FreshnessAnswer", safe=True
    )
