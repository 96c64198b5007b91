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


def unanchor(entry: str, path: str, *, symbol: str = "") -> ApiCall[OutcomeView]:
    """Say that an entry does not speak of a place. A version that names it ties it again.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("unanchor", {"entry": entry, "path": path}, symbol=symbol)


def reanchor(entry: str, old: str, new: str) -> ApiCall[OutcomeView]:
    """Tie an entry to the new place of a file that was renamed. The same back again undoes it.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("reanchor", {"entry": entry, "old": old, "new": new})


def still_holds(
    entry: str, *, revision: str | None = None, gone: bool = False
) -> ApiCall[OutcomeView]:
    """Say that an entry still holds: the server ties it to its code as that is now. With ``gone``,
    which is the context owner's, also where that code is gone: the entry moves with a file
    that git saw renamed, and is no longer tied to the rest.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("still_holds", {"entry": entry}, revision=revision, gone=gone)


def opened(entry: str) -> ApiCall[OutcomeView]:
    """Say that an entry was opened by a link: it is used. Once a week is on record, unnamed.

    Least role: reader. Raises our errors, each with its ``remedy``.
    """
    return sent("opened", {"entry": entry})


def freshness() -> ApiCall[FreshnessAnswer]:
    """The entries that are tied to code, and why they are not fresh; yours that nobody uses.

    The entries that are tied to code, of those that reach you; what you are asked of others.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", "freshness", "commonground.features.freshness.views:FreshnessAnswer", safe=True
    )
