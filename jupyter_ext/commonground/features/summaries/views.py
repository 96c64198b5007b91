"""What is answered of summaries."""

from __future__ import annotations

from ...core.entry import SharedKind
from ...core.views import View
from .writer import EntryGroup, MadeSummary, SmallEntry


class SummedEntryView(View):
    """An entry that is, or may be, summed up: its version, and what that says."""

    entry: str
    revision: str
    title: str
    body: str


class GroupView(View):
    """Small entries that speak of one subject, the most central one first."""

    kind: SharedKind
    area: str | None
    sources: tuple[SummedEntryView, ...]


class GroupsAnswer(View):
    """Groups that may become one entry each, the largest first."""

    groups: tuple[GroupView, ...]


class SummaryTextView(View):
    """A text to edit; ``model`` null: an extract of the sources, and ``why`` says why.

    ``missing`` are numbers of the sources that the text does not name.
    """

    title: str
    body: str
    model: str | None
    why: str
    missing: tuple[str, ...]


class MadeView(View):
    """A summary that waits for the owner or ``holds``, and what it sums up."""

    entry: str
    title: str
    holds: bool
    sources: tuple[SummedEntryView, ...]


class SummariesAnswer(View):
    """Summaries that wait, and those that took the place of their sources."""

    summaries: tuple[MadeView, ...]


def source_of(one: SmallEntry) -> dict[str, str]:
    """As it is answered."""
    said = one.said
    return {
        "entry": one.entry.id,
        "revision": said.id,
        "title": said.title,
        "body": said.body,
    }


def group_view(group: EntryGroup) -> GroupView:
    """As it is answered."""
    sources = [source_of(one) for one in group.members]
    return GroupView.of(kind=group.kind, area=group.area, sources=sources)


def made_view(made: MadeSummary) -> MadeView:
    """As it is answered."""
    sources = [source_of(one) for one in made.sources]
    return MadeView.of(
        entry=made.entry.id, title=made.said.title, holds=made.holds, sources=sources
    )
