"""What the feature ``summaries`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.summaries.commands import Source
    from ...features.summaries.views import GroupsAnswer, SummariesAnswer, SummaryTextView


def propose_summary(
    title: str,
    sources: Sequence[Source],
    kind: Literal["convention", "decision", "work", "discussion", "knowledge"],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Propose one entry for several: once it is accepted it takes their place.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "propose_summary",
        {"title": title, "sources": sources, "kind": kind},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        area=area,
    )


def undo_summary(entry: str, *, reason: str | None = None) -> ApiCall[OutcomeView]:
    """Let the entries stand again that a summary took the place of; the summary is retired.

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent("undo_summary", {"entry": entry}, reason=reason)


def summaries() -> ApiCall[SummariesAnswer]:
    """Summaries that wait for the owner, and those that took the place of several entries.

    Summaries that wait, and those that took the place of their sources. Raises our errors, each
    with its ``remedy``.
    """
    return ApiCall(
        "GET", "summaries", "commonground.features.summaries.views:SummariesAnswer", safe=True
    )


def look() -> ApiCall[GroupsAnswer]:
    """Look for small entries that speak of one subject; no model is asked.

    Groups that may become one entry each, the largest first. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall("POST", "summaries/look", "commonground.features.summaries.views:GroupsAnswer")


def draft(entries: Sequence[str]) -> ApiCall[SummaryTextView]:
    """A text for several entries, to edit and propose: by a capable model, or as an extract.

    A text to edit; `model` null: an extract of the sources, and `why` says why. `missing` are
    numbers of the sources that the text does not name. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST",
        "summaries/draft",
        "commonground.features.summaries.views:SummaryTextView",
        body={"entries": entries},
    )
