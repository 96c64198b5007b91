"""The demo model with the team's words before its own: without a key, too, the context answers.

A question for conventions, decisions, work or open questions is answered from what a tool lists,
and the small model is not asked. Any other gets what matters of the entries above its prose.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from ..core.prompt import Prompt, trim
from ..core.turn import Usage
from . import extract
from .base import Done, Filled, Form, Model, ModelInfo, Piece, TextPiece

WINDOW = 8_000
"""Tokens of input that are read for extracts. The small model is given far less of it."""
SYSTEM = "You help a team of developers. Answer the question in a few plain sentences."
MAX_ASIDE = 2_000
"""Characters of the cells and of the question, each, that the small model is given."""


class DemoModel:
    """A Model over the embedded one, which is started for prose only."""

    def __init__(self, inner: Model) -> None:
        self._inner = inner

    @property
    def inner(self) -> Model:
        """The model that writes the prose."""
        return self._inner

    @property
    def info(self) -> ModelInfo:
        """As the embedded one's, with room for what is quoted."""
        return replace(self._inner.info, window=WINDOW, tools=True)

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """Answer by extract, or by prose below one. Raises ModelError."""
        asked = extract.asked_for(extract.question_of(prompt))
        async with AsyncExitStack() as stack:
            if asked.kind is not None:
                pieces = _listing(prompt, asked)
            else:
                prose = await stack.enter_async_context(self._inner.stream(_small(prompt)))
                pieces = _beside(prompt, asked, prose)
            stack.push_async_callback(pieces.aclose)
            yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """As the embedded one does: it refuses."""
        return await self._inner.fill(prompt, form)

    async def close(self) -> None:
        """Stop the process. Idempotent."""
        await self._inner.close()


async def _listing(prompt: Prompt, asked: extract.DemoQuestion) -> AsyncGenerator[Piece, None]:
    """First what is to be looked up; with its results, or without such a tool, the answer."""
    offered = any(tool.name == extract.LIST_TOOL for tool in prompt.tools)
    if offered and not prompt.rounds and not prompt.last:
        uses = extract.uses_for(asked)
        said = [{"type": "tool_use", "id": u.id, "name": u.name, "input": {}} for u in uses]
        yield Done(Usage(), "tool_use", uses, tuple(said))
        return
    if prompt.rounds:
        texts = [result.text for one in prompt.rounds for result in one.results]
        found = [*extract.said_in_results(texts)]
    else:
        kinds = {asked.kind, "discussion" if asked.kind == "question" else asked.kind}
        found = [one for one in extract.said_in_prompt(prompt) if one.kind in kinds]
    yield TextPiece(extract.listed(asked, found))
    yield Done(Usage(), "end_turn")


async def _beside(
    prompt: Prompt, asked: extract.DemoQuestion, prose: AsyncIterator[Piece]
) -> AsyncGenerator[Piece, None]:
    if "```" not in prompt.question:  # what is to be written in a given form stands alone
        shown = extract.beside(asked, [*extract.said_in_prompt(prompt)])
        yield TextPiece(f"{shown}\n\n{extract.before_prose(asked)}\n\n")
    async for piece in prose:
        yield piece


def _small(prompt: Prompt) -> Prompt:
    """The question, what matters for it, and the end of what stands above: it fits and is fast."""
    asked = extract.asked_for(extract.question_of(prompt))
    near = extract.about(asked.words, extract.said_in_prompt(prompt))[: extract.MOST_NEAR]
    notes = "\n".join(f"{one.title}. {one.body}".strip()[:MAX_ASIDE] for one in near)
    return Prompt(
        SYSTEM,
        notes and f"The team's notes:\n{notes}",
        trim(prompt.situation, MAX_ASIDE),
        trim(prompt.question, MAX_ASIDE),
    )
