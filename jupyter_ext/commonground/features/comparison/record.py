"""Comparisons as they stand in the shared record: found, read with one's own scores, added to."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.command import Command
from ...core.entry import Entry
from ...core.fact import facts_about
from ...core.ids import EntryId, member_room
from ...core.role import Member, Role, require
from ...errors import UnknownId
from ...service.events import FactsEvent
from ...service.facilitating import facilitates, invited
from ...service.jobs import LongJobs
from ...service.writer import ContextService
from .fold import comparison_in, comparisons_in, with_own_scores
from .model import Comparison, current_of


class ComparisonRecord:
    """The comparisons of one service."""

    def __init__(self, service: ContextService) -> None:
        self._service = service

    def all(self, find: str = "") -> tuple[Comparison, ...]:
        """Every comparison, newest first; with ``find`` those in which all its words occur."""
        words = find.casefold().split()
        known = comparisons_in(self._service.shared())
        return tuple(c for c in reversed(known) if _mentions(c, words))

    async def get(self, member: Member, key: str) -> Comparison:
        """A comparison with this member's own sealed scores. Raises UnknownId."""
        comparison = comparison_in(self._service.shared(), key)
        if comparison is None:
            raise UnknownId("There is no such comparison.")
        if member.anonymous:
            return comparison
        own = await self._service.snapshot(member, member_room(member.username))
        return with_own_scores(comparison, facts_about([own], key))

    async def current(self, member: Member, path: str | None) -> Comparison:
        """The comparison that is meant where none is named. Raises UnknownId.

        ``path`` is the notebook's, from where somebody asks.
        """
        comparison = current_of(self.all(), path)
        if comparison is None:
            raise UnknownId(
                "Nothing is being compared.", "Begin with a cell that starts with %%compare."
            )
        return await self.get(member, comparison.id)

    def entry(self, key: str) -> Entry | None:
        """The shared entry of that id."""
        candidates = (snapshot.entries.get(EntryId(key)) for snapshot in self._service.shared())
        return next((entry for entry in candidates if entry is not None), None)

    def state_of(self, key: str) -> str:
        """The status of what an entry says today, in a word."""
        entry = self.entry(key)
        return "gone" if entry is None or not entry.heads else entry.heads[-1].status

    def decisions(self) -> list[Entry]:
        """Every shared decision, oldest first."""
        entries = (entry for s in self._service.shared() for entry in s.entries.values())
        decisions = (entry for entry in entries if entry.kind == "decision")
        return sorted(decisions, key=lambda entry: (entry.created_at, entry.id))

    def invited(self, comparison: Comparison) -> int:
        """How many may score it."""
        return invited(self._service, comparison.scored, comparison.area)

    def may_reveal(self, member: Member, comparison: Comparison) -> bool:
        """Whether the member may show its secret scores to all."""
        return facilitates(self._service, member, comparison.by)

    def require(self, member: Member, role: Role) -> None:
        """Raises NotAllowed where the member's role today is a lesser one."""
        require(self._service.acting(member), role)

    async def run(self, member: Member, command: Command, source: str = "comparison") -> str:
        """Carry out a command about a comparison; the comparison's id. Errors are the service's."""
        outcome = await self._service.run(member, command, source=source)
        assert outcome.thing is not None
        return outcome.thing

    @property
    def jobs(self) -> LongJobs:
        """Where what takes long is told of."""
        return self._service.jobs

    def tell_running(self, key: str) -> None:
        """Tell everybody that a run of the comparison began or ended."""
        self._service.tell(FactsEvent.of(about=[key], names=["compare:running"]))


def _mentions(comparison: Comparison, words: Sequence[str]) -> bool:
    texts = [comparison.goal, *(c.name for c in comparison.criteria)]
    texts += [t for o in comparison.options for t in (o.name, o.sketch, *o.constraints)]
    texts += [d.reason for d in comparison.decisions]
    text = " ".join(texts).casefold()
    return all(word in text for word in words)
