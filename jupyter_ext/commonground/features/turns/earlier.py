"""What was said before a question: a thread, the answers that it follows up, the cells above it.

Reads turns as the asker may; it renders nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from ...core.conversation import Conversation, ConversationOf, Spoken
from ...core.fact import facts_about
from ...core.notebook import Notebooks
from ...core.prompt import Cell
from ...core.question import Question
from ...core.role import Member
from ...core.turn import Turn
from ...errors import UnknownId
from ...service.writer import ContextService
from .prompt import followed

TURN = "t_"
"""How the ids of turns begin."""
MOST_FOLLOWED = 20
"""Answers before a question that the model is shown."""
ReadTurn = Callable[[Member, str], Awaitable[tuple[Turn, int]]]
"""A turn by its id, for a member who may see it. Raises UnknownId."""


@dataclass(frozen=True, slots=True)
class Before:
    """What comes before a question: its conversation with those lines of it that its asker may be
    shown, the other cells above it, and the turn whose answer it goes on from.
    """

    talk: Conversation | None = None
    lines: Sequence[Spoken] = ()
    cells: Sequence[Cell] = ()
    follows: str | None = None


class PrecedingTalk:
    """``read_turn`` gives earlier turns to members who may see them."""

    def __init__(
        self,
        service: ContextService,
        notebooks: Notebooks,
        conversations: Sequence[ConversationOf],
        read_turn: ReadTurn,
    ) -> None:
        self._service = service
        self._notebooks = notebooks
        self._conversations = conversations
        self._read_turn = read_turn

    async def before(self, member: Member, question: Question) -> Before:
        """All of it, oldest first. A cell below others goes on from them, unless it begins anew."""
        cells: tuple[Cell, ...] = ()
        if question.path and question.cell and not question.edit:
            cells = await self._notebooks.above(question.path, question.cell)
        talk = self._talk(question)
        if talk is not None:
            shown = [cell for cell in cells if cell.turn not in talk.turns]
            lines = await self._lines(member, question, talk)
            return Before(talk, lines, self._kept(question, shown))
        earlier = await self._earlier(member, question, cells)
        ids = {turn.id for turn in earlier}
        cells = tuple(cell for cell in cells if cell.turn not in ids)
        follows = None if not earlier or question.begun else earlier[-1].id
        talk = followed(earlier)
        lines = [] if talk is None else talk.lines({t.id: t for t in earlier}, {})
        return Before(talk, lines, self._kept(question, cells), follows)

    def _kept(self, question: Question, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """The cells, without questions and answers where none of them is to be gone on from."""
        return tuple(cell for cell in cells if not (question.fresh and cell.turn))

    async def _earlier(
        self, member: Member, question: Question, cells: Sequence[Cell]
    ) -> list[Turn]:
        """The turns that it goes on from: of the cells above it, or those that it follows up."""
        own = question.beside  # which is another answer to the same question
        ids = [cell.turn for cell in cells if cell.turn and cell.turn != own]
        if question.fresh:
            ids = []
        private = question.visibility == "private"
        if ids:
            found = await self._readable(member, ids[-MOST_FOLLOWED:], private=private)
            earlier = [found[id] for id in dict.fromkeys(ids) if id in found]
        else:
            earlier = await self._followed(member, question)
        if question.begun is not None and question.begun.turn not in ids:
            found = await self._readable(member, [question.begun.turn], private=private)
            earlier += found.values()
        return earlier

    async def _followed(self, member: Member, question: Question) -> list[Turn]:
        """The answers that it follows up, one by one."""
        earlier: list[Turn] = []
        about = None if question.fresh else question.about
        while about is not None and about.startswith(TURN) and len(earlier) < MOST_FOLLOWED:
            found = await self._readable(member, [about], private=question.visibility == "private")
            if about not in found:
                break
            earlier.append(found[about])
            about = found[about].about
        return earlier[::-1]

    def _talk(self, question: Question) -> Conversation | None:
        """The thread that the question continues, or the message whose answer it waits for."""
        about = question.about
        facts = () if about is None else facts_about(self._service.shared(), about)
        return next((c for of in self._conversations if (c := of(facts)) is not None), None)

    async def _lines(
        self, member: Member, question: Question, talk: Conversation
    ) -> Sequence[Spoken]:
        """What was said in it. Only a private question is shown what is the asker's alone."""
        private = question.visibility == "private"
        ids = [turn for turn in talk.turns if turn != question.beside]
        turns = await self._readable(member, ids, private=private)
        return talk.lines(turns, self._entries(member))

    def _entries(self, member: Member) -> dict[str, tuple[str, str]]:
        """Title and text of the live entries that reach the member, by id."""
        return {
            str(entry.id): (entry.standing[-1].title, entry.standing[-1].body)
            for snapshot in self._service.view(member)
            for entry in snapshot.entries.values()
            if entry.live
        }

    async def _readable(
        self, member: Member, ids: Iterable[str], *, private: bool
    ) -> dict[str, Turn]:
        """Those of the turns that this question may be shown."""
        found: dict[str, Turn] = {}
        for turn_id in ids:
            with suppress(UnknownId):
                turn, _ = await self._read_turn(member, turn_id)
                if private or turn.visibility == "shared":
                    found[turn_id] = turn
        return found
