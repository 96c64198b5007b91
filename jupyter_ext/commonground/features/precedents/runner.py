"""Finds the answer that a question has already, among those that its asker may be told of.

The earlier questions of each room are ranked by themselves: a member's own are never beside
another's. The ranking proposes a few, ``sameness`` decides, and each source says whether its answer
still stands. It writes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from ...ai.embedding import HashedWords, Nearness
from ...core.ids import TEAM, Room, area_room, member_room
from ...core.precedent import EarlierAnswer, Precedent
from ...core.role import Member
from ...core.turn import Visibility
from ...errors import CommonGroundError
from ...service.answer_source import AnswerSource
from ...service.host import Host
from ...service.tasks import Tasks
from ..relevance.model import Rankable, Sought
from ..relevance.ranking import Ranking
from .sameness import Asking, asking, asks_the_same, is_answered

log = logging.getLogger(__name__)

CANDIDATES = 8
"""Earlier answers of each room that are compared with a question."""
AT_A_TIME = 500
"""Earlier answers that one stretch in a thread takes in."""


class EarlierQuestions:
    """One source's answers of one room, ranked by their words. Several threads may ask."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._ranking = Ranking()
        self._known: dict[str, EarlierAnswer] = {}

    def catch_up(self, answers: Mapping[str, EarlierAnswer | None]) -> bool:
        """Take in what is other than here, a part of it; whether there is more."""
        with self._turn:
            return self._take_in(answers)

    def _take_in(self, answers: Mapping[str, EarlierAnswer | None]) -> bool:
        for gone in [id for id in self._known if answers.get(id) is None]:
            self._ranking.drop(gone)
            del self._known[gone]
        other = (
            one for id, one in answers.items() if one is not None and self._known.get(id) is not one
        )
        taken = list(islice(other, AT_A_TIME))
        for one in taken:
            self._known[one.id] = one
            self._ranking.put(Rankable(one.id, one.said, one.body, at=one.at))
        return len(taken) == AT_A_TIME

    def near(self, question: str) -> list[EarlierAnswer]:
        """The few that share most words with it, best first."""
        with self._turn:
            ranked = self._ranking.rank(Sought(question), CANDIDATES)
            found = [self._known[one.id] for one in ranked if one.words]
        return found[:CANDIDATES]


class Precedents:
    """Use as ``async with Precedents(host)``: leaving ends what still reads."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._nearness = host.nearness or Nearness(HashedWords)
        self._rooms: dict[tuple[str, Room], EarlierQuestions] = {}
        self._tasks = Tasks()

    async def __aenter__(self) -> Precedents:
        self._tasks.start(self._read_ahead())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    async def precedent_for(
        self,
        member: Member,
        question: str,
        visibility: Visibility,
        place: tuple[str | None, str | None] = (None, None),
    ) -> Precedent | None:
        """The best one, or None in any doubt. Raises StoreError."""
        wanted = asking(question)
        if not wanted.alone:
            return None
        found: list[tuple[AnswerSource, EarlierAnswer]] = []
        for source in self._host.answer_sources:
            for room in self._rooms_of(member, visibility):
                known = await self._current(source, room)
                near = await asyncio.to_thread(known.near, question)
                found += [(source, one) for one in near if not _is_at(one, place)]
        for source, one in await asyncio.to_thread(self._judged, question, wanted, found):
            standing = await source.standing(member, one.id)
            if standing is not None:
                name = self._host.name_of(one.by)
                return Precedent(
                    source.kind, one.id, one.said, one.by, name, one.at,
                    standing.state, standing.why, standing.answer, one.path, one.cell,
                )  # fmt: skip
        return None

    def _rooms_of(self, member: Member, visibility: Visibility) -> Sequence[Room]:
        """What everybody may read; for a private question also what is the asker's own."""
        rooms = [snapshot.room for snapshot in self._host.service.view(member)]
        if visibility == "private" and not member.anonymous:
            rooms.append(member_room(member.username))
        return list(dict.fromkeys([TEAM, *rooms]))

    async def _current(self, source: AnswerSource, room: Room) -> EarlierQuestions:
        answers = await source.answers(room)
        known = self._rooms.setdefault((source.kind, room), EarlierQuestions())
        while await asyncio.to_thread(known.catch_up, answers):
            pass
        return known

    def _judged(
        self,
        question: str,
        wanted: Asking,
        found: Iterable[tuple[AnswerSource, EarlierAnswer]],
    ) -> list[tuple[AnswerSource, EarlierAnswer]]:
        """Those that answer it, findings first, of the others the most alike, the newest first."""
        pairs = list(found)
        if not pairs:
            return []
        rows = self._nearness.rows([question, *(one.said for _, one in pairs)])
        likeness = [float(rows[0] @ row) for row in rows[1:]]
        fitting = [
            (source.kind != "finding", -round(like, 2), -one.at, number)
            for number, ((source, one), like) in enumerate(zip(pairs, likeness, strict=True))
            if answers_it(wanted, source.kind, one, like)
        ]
        return [pairs[number] for *_, number in sorted(fitting)]

    async def _read_ahead(self) -> None:
        rooms = (TEAM, *map(area_room, self._host.service.areas()))
        try:
            for source in self._host.answer_sources:
                for room in rooms:
                    await self._current(source, room)
        except CommonGroundError as error:
            log.warning("Earlier answers will be read with the next question: %s", error)


def answers_it(wanted: Asking, kind: str, one: EarlierAnswer, likeness: float) -> bool:
    """Whether an earlier answer answers what is wanted."""
    said = asking(one.said)
    if kind == "turn":
        return asks_the_same(wanted, said, likeness)
    return is_answered(wanted, said, asking(f"{one.said}\n{one.body}"), likeness)


def _is_at(one: EarlierAnswer, place: tuple[str | None, str | None]) -> bool:
    """Whether it is the answer of the cell that asks: who runs that again wants another one."""
    path, cell = place
    return cell is not None and (one.path, one.cell) == (path, cell)
