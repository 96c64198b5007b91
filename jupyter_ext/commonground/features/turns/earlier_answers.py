"""The answers of earlier turns, for whoever asks the same again: those that stand by themselves.

What goes on from something else (a thread, a message, another answer, a skill) is an answer there
only. A private turn is kept in its asker's own room, and in no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...core.bundle import DEMO, answer_markdown
from ...core.entry import Entry
from ...core.ids import Room, member_room
from ...core.markdown import inline
from ...core.precedent import AnswerStanding, EarlierAnswer, PrecedentKind
from ...core.question import TRIAL
from ...core.role import Member
from ...core.turn import Turn
from ...errors import UnknownId
from ...service.host import Host, Wanted
from .rating import ratings_in
from .search import RoomTurns

FRESH = "What the AI was shown of the team's context has not changed."


class EarlierAnswers:
    """Use as ``async with EarlierAnswers(host)``."""

    kind: PrecedentKind = "turn"

    def __init__(self, host: Host) -> None:
        self._host = host
        self._turns = RoomTurns(host.service, _earlier)

    async def __aenter__(self) -> EarlierAnswers:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs."""

    async def answers(self, room: Room) -> Mapping[str, EarlierAnswer | None]:
        """The questions that were answered there. Raises StoreError."""
        return await self._turns(room)

    async def standing(self, member: Member, key: str) -> AnswerStanding | None:
        """How an answer stands; None where it is not theirs to read, or people thought little of
        it."""
        try:
            turn, _ = await self._host.turns.turn(member, key)
        except UnknownId:
            return None
        if _earlier(turn) is None or not await self._is_liked(member, turn):
            return None
        known, refuted = self._changes(member, turn)
        if refuted:
            return None
        said = [*known, *await self._news(member, turn)]
        why = " ".join(dict.fromkeys(said))
        return AnswerStanding("touched" if said else "fresh", why or FRESH, answer_markdown(turn))

    async def _is_liked(self, member: Member, turn: Turn) -> bool:
        service = self._host.service
        rooms = list(service.shared())
        if turn.visibility == "private":
            rooms.append(await service.snapshot(member, member_room(member.username)))
        thumbs = [one.value for one in ratings_in(rooms) if one.turn == turn.id]
        return thumbs.count("down") <= thumbs.count("up") or not thumbs

    def _changes(self, member: Member, turn: Turn) -> tuple[list[str], bool]:
        """What became of what the AI was shown, and whether anything of it turned out not so."""
        states = self._host.code_states
        known = {} if states is None else states.known_states()
        entries = {id: entry for entry in self._entries(member) for id in entry.revisions}
        said, refuted = [], False
        for revision in turn.shown:
            entry = entries.get(revision)
            if entry is None:
                said.append("An entry that the AI was shown was changed since.")
                continue
            state = known.get(entry.id)
            refuted = refuted or (state is not None and state.refuted)
            if revision not in {one.id for one in entry.standing if one.speaks}:
                title = entry.revisions[revision].title
                said.append(f"“{inline(title)}” was changed since.")
            elif state is not None and (state.touched or state.broken):
                said.append(state.cause)
        return said, refuted

    async def _news(self, member: Member, turn: Turn) -> list[str]:
        """What would be shown today for the words of the question, and was not there then."""
        chooser = self._host.chooser
        if chooser is None:
            return []
        paths = () if turn.path is None else (turn.path,)
        found = await chooser.choose(member, Wanted(turn.question, paths))
        by_words = {one.entry for one in found.chosen if one.reason in ("words", "author")}
        new = (
            entry
            for entry in self._entries(member)
            if entry.id in by_words and entry.created_at > turn.at and entry.live
        )
        return [f"“{inline(entry.standing[-1].title)}” was added since." for entry in new]

    def _entries(self, member: Member) -> Iterator[Entry]:
        for room in self._host.service.view(member):
            yield from room.entries.values()


def _earlier(turn: Turn) -> EarlierAnswer | None:
    """The turn as an earlier answer; None where it is none that stands by itself."""
    by_itself = (turn.about, turn.beside, turn.continues, turn.skill) == (None, None, None, None)
    serious = turn.source != TRIAL and not turn.model_label.startswith(DEMO)
    if turn.status != "complete" or not turn.text.strip() or not by_itself or not serious:
        return None
    return EarlierAnswer(
        turn.id, turn.question, turn.asker, turn.at, path=turn.path, cell=turn.cell
    )
