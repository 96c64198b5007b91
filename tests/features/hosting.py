"""A whole host in memory, with every feature and its runners, for what goes through several."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from commonground.ai.base import Model
from commonground.ai.offers import ModelOffers, NoOffers
from commonground.core.notebook import NoNotebooks, NotebookCell, Notebooks
from commonground.core.prompt import Cell
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.core.turn import Turn
from commonground.features.turns.runner import TurnRunner
from commonground.registry import features
from commonground.service.host import Host, Options
from commonground.service.text_files import TextFile
from commonground.service.writer import ContextService


class NoFiles:
    """No file is read or written by a verb here."""

    async def read(self, name: str, beside: str | None, encoding: str = "") -> TextFile:
        raise NotImplementedError

    async def write(
        self, name: str, beside: str | None, text: str, *, overwrite: bool, encoding: str = "utf-8"
    ) -> str:
        raise NotImplementedError


class OneNotebook(NoNotebooks):
    """A notebook that somebody has open."""

    def __init__(self, path: str, *sources: str) -> None:
        self.path = path
        self.sources = list(sources)

    async def above(self, path: str, cell: str) -> tuple[Cell, ...]:
        return tuple(one.cell for one in await self.cells_of(path) or ())

    async def cells_of(self, path: str) -> tuple[NotebookCell, ...] | None:
        if path != self.path:
            return None
        cells = enumerate(self.sources)
        return tuple(NotebookCell(f"c{n}", Cell("code", source)) for n, source in cells)


@asynccontextmanager
async def hosted(
    service: ContextService,
    model: Model,
    root: Path,
    *,
    notebooks: Notebooks | None = None,
    options: Options | None = None,
    offers: ModelOffers | None = None,
) -> AsyncIterator[Host]:
    """The host of a service that runs."""
    host = Host(
        service=service,
        choose_model=lambda: model,
        costing=lambda usage: 0.0,
        notebooks=notebooks or NoNotebooks(),
        files=NoFiles(),
        root=root,
        secret=b"0" * 32,
        parse_command=features().parse_command,
        brief=features().brief,
        conversations=features().conversations,
        searched=features().searched,
        tools=features().tools,
        options=options or Options(judge=False),
        offers=offers or NoOffers(),
    )
    features().build(host)
    async with AsyncExitStack() as stack:
        for runner in host.runners:
            await stack.enter_async_context(runner)
        yield host


async def answered(host: Host, member: Member, text: str, **fields: Any) -> Turn:
    """The turn of a question, at its end."""
    given = {"visibility": "shared", "source": "sidebar", **fields}
    turn = await host.turns.ask(member, Question(text, **given))
    *_, last = [piece async for piece in host.turns.follow(member, turn.id)]
    assert isinstance(last, Turn)
    return last


def running(host: Host) -> TurnRunner:
    return host.find(TurnRunner)


def results(turn: Turn) -> Sequence[str]:
    """What each call of the turn gave."""
    return [call.result for call in turn.calls]
