"""The loop of tools: ask, carry out what the model asks for, ask again with the results, to an end.

It knows no tool and changes nothing; what a toolbox gives goes back to the model as it is.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol

from ..core.prompt import Prompt, unseen
from ..core.tool import Round, ToolResult, ToolSpec, ToolUse
from ..core.turn import Usage
from ..errors import ModelError, PicturesRefused, ToolsRefused
from .base import Counted, Done, Model, Piece, TextPiece, ThinkingPiece

FULL = 0.8
"""Of the model's window: a larger prompt leaves no room for what further tools would say."""


@dataclass(frozen=True, slots=True)
class ToolBounds:
    """How far one answer may go with tools.

    ``rounds`` of asking and ``calls`` in all; ``tokens`` in and out, and US ``dollars`` where a
    rate is known. ``seconds`` is for each call. Where one is reached, the model is asked once more,
    to answer with what it has.
    """

    rounds: int = 8
    calls: int = 24
    tokens: int = 400_000
    dollars: float = 1.0
    seconds: float = 30.0


class Toolbox(Protocol):
    """Carries out what the model asks for. Cancelling it stops what it does."""

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """What a model is told that can use tools: the same for everybody, in the same order."""
        ...

    async def carry_out(self, uses: Sequence[ToolUse]) -> Sequence[ToolResult]:
        """What each of them gave, in order. Raises nothing that a tool is to blame for."""
        ...

    def keep_to(self, names: frozenset[str]) -> None:
        """Have no others any more, by name, until the answer ends."""
        ...


class NoTools:
    """For whoever has none."""

    specs: tuple[ToolSpec, ...] = ()

    def keep_to(self, names: frozenset[str]) -> None:
        """There is nothing to leave out."""

    async def carry_out(self, uses: Sequence[ToolUse]) -> Sequence[ToolResult]:
        """There is no such tool."""
        return [ToolResult(use.id, "There is no such tool.", failed=True) for use in uses]


class ToolLoop:
    """One answer, over as many rounds as it takes. ``reached`` says which bound ended its tools.

    ``refused``: the model's server took none, so the answer was asked for without; ``unseen`` are
    the pictures that it did not take either.

    ``cost`` gives US dollars for usage, None where nobody knows.
    """

    def __init__(
        self,
        toolbox: Toolbox,
        bounds: ToolBounds,
        cost: Callable[[Usage], float | None] = lambda usage: None,
    ) -> None:
        self._toolbox = toolbox
        self._bounds = bounds
        self._cost = cost
        self._calls = 0
        self._ended: list[Usage] = []
        self._latest = Usage()
        self.reached: str | None = None
        self.refused = False
        self.unseen = 0

    @property
    def cost(self) -> float | None:
        """US dollars so far, each round at its own rate; None where no rate is known."""
        return self._priced(lambda usage: usage)

    @property
    def saved(self) -> float | None:
        """US dollars that the provider's cache saved so far; None where no rate is known."""
        cost, uncached = self.cost, self._priced(lambda usage: usage.uncached)
        return None if cost is None or uncached is None else uncached - cost

    def _priced(self, of: Callable[[Usage], Usage]) -> float | None:
        found = [self._cost(of(usage)) for usage in (*self._ended, self._latest)]
        known = [dollars for dollars in found if dollars is not None]
        return sum(known) if known else None

    @asynccontextmanager
    async def stream(self, model: Model, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """As ``Model.stream``: texts in order and one ``Done``, with the usage of all rounds."""
        if prompt.only is not None:
            self._toolbox.keep_to(prompt.only)
        tools = self._toolbox.specs if model.info.tools else ()
        prompt, first = replace(prompt, tools=tools), None
        async with AsyncExitStack() as stack:
            while first is None:
                pieces = self._pieces(model, prompt)
                stack.push_async_callback(pieces.aclose)
                try:
                    first = await anext(pieces)
                except (ToolsRefused, PicturesRefused) as refusal:
                    prompt = self._without(prompt, refusal)
            yield _with_first(first, pieces)

    def _without(self, prompt: Prompt, refusal: ModelError) -> Prompt:
        """The prompt without what was refused. Raises the refusal where it has none of it."""
        if isinstance(refusal, ToolsRefused) and prompt.tools:
            self.refused = True
            return replace(prompt, tools=())
        if isinstance(refusal, PicturesRefused) and prompt.pictures:
            self.unseen = len(prompt.pictures)
            return unseen(prompt)
        raise refusal

    async def _pieces(self, model: Model, prompt: Prompt) -> AsyncGenerator[Piece, None]:
        said = False
        while True:
            done, apart = None, said
            async with model.stream(prompt) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Done):
                        done = piece
                    elif isinstance(piece, Counted):
                        self._latest = piece.usage
                        yield Counted(self._whole)
                    elif isinstance(piece, ThinkingPiece):
                        yield piece
                    else:
                        if apart:
                            yield TextPiece("\n\n")
                        apart, said = False, True
                        yield piece
            assert done is not None  # the contract of a model
            self._latest = done.usage
            if done.stop_reason != "tool_use" or not done.uses or not prompt.tools or prompt.last:
                yield replace(done, usage=self._whole)
                return
            yield Counted(self._whole)
            prompt = await self._next(model, prompt, done)
            self._ended.append(self._latest)
            self._latest = Usage()

    async def _next(self, model: Model, prompt: Prompt, done: Done) -> Prompt:
        """The prompt with what the tools gave; the last one, where a bound is reached."""
        left = self._bounds.calls - self._calls
        now, later = done.uses[:left], done.uses[left:]
        self._calls += len(now)
        results = [*await self._toolbox.carry_out(now)]
        results += [ToolResult(use.id, "Too many calls in one answer.", True) for use in later]
        rounds = (*prompt.rounds, Round(done.said, results))
        self.reached = self._bound_reached(model, len(rounds), done.usage)
        tools = self._toolbox.specs  # a tool may have left the others out
        return replace(prompt, rounds=rounds, tools=tools, last=self.reached is not None)

    def _bound_reached(self, model: Model, rounds: int, latest: Usage) -> str | None:
        bounds, usage = self._bounds, self._whole
        checks = (
            (rounds >= bounds.rounds, f"{bounds.rounds} rounds"),
            (self._calls >= bounds.calls, f"{bounds.calls} calls"),
            (usage.tokens_in + usage.tokens_out >= bounds.tokens, f"{bounds.tokens:,} tokens"),
            ((self.cost or 0.0) >= bounds.dollars, f"{bounds.dollars:.2f} US dollars"),
            (latest.tokens_in >= FULL * model.info.window, "the model's window"),
        )
        return next((what for reached, what in checks if reached), None)

    @property
    def _whole(self) -> Usage:
        """What was counted in all rounds."""
        return sum(self._ended, self._latest)


async def _with_first(first: Piece, pieces: AsyncIterator[Piece]) -> AsyncGenerator[Piece, None]:
    yield first
    async for piece in pieces:
        yield piece
