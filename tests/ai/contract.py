"""What every Model keeps, as tests: a new one subclasses ``ModelContract`` and is its fixture."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Literal

import anyio
import anyio.lowlevel
import pytest
from pydantic import BaseModel, Field

from commonground.ai.base import Counted, Done, Model, Piece, TextPiece
from commonground.core.prompt import Prompt
from commonground.errors import ModelError

DEADLINE = 60.0


class Form(BaseModel):
    tabs: Literal["yes", "no"]
    quote: str = Field("", max_length=20)


async def read(model: Model, prompt: Prompt) -> list[Piece]:
    """Every piece of an answer."""
    with anyio.fail_after(DEADLINE):
        async with model.stream(prompt) as pieces:
            return [piece async for piece in pieces]


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, TextPiece))


async def first_text(pieces: AsyncIterator[Piece]) -> str:
    """The next text of a stream, whatever was counted before it."""
    return await anext(piece.text async for piece in pieces if isinstance(piece, TextPiece))


class ModelContract:
    pytestmark = pytest.mark.anyio

    async def test_an_answer_is_texts_and_then_exactly_one_done(
        self, model: Model, prompt: Prompt
    ) -> None:
        pieces = [p for p in await read(model, prompt) if not isinstance(p, Counted)]
        assert [type(piece) for piece in pieces] == [TextPiece] * (len(pieces) - 1) + [Done]
        assert text_of(pieces).strip()
        assert all(piece.text for piece in pieces if isinstance(piece, TextPiece))

    async def test_done_counts_tokens_and_says_why_it_ended(
        self, model: Model, prompt: Prompt
    ) -> None:
        done = (await read(model, prompt))[-1]
        assert isinstance(done, Done)
        assert done.usage.tokens_in > 0
        assert done.usage.tokens_out > 0
        assert done.usage.tokens_cached <= done.usage.tokens_in
        assert done.stop_reason in ("end_turn", "max_tokens")

    async def test_info_names_the_model_and_its_limits(self, model: Model) -> None:
        assert model.info.name
        assert model.info.label
        assert model.info.window > 0

    async def test_the_same_prompt_gets_the_same_answer(self, model: Model, prompt: Prompt) -> None:
        assert text_of(await read(model, prompt)) == text_of(await read(model, prompt))

    async def test_leaving_after_the_first_piece_leaves_the_model_usable(
        self, model: Model, prompt: Prompt
    ) -> None:
        with anyio.fail_after(DEADLINE):
            async with model.stream(prompt) as pieces:
                first = await first_text(pieces)
        assert first
        assert isinstance((await read(model, prompt))[-1], Done)

    async def test_a_cancelled_ask_leaves_the_model_usable(
        self, model: Model, prompt: Prompt
    ) -> None:
        with anyio.fail_after(DEADLINE), anyio.CancelScope() as scope:
            async with model.stream(prompt) as pieces:
                await anext(pieces)
                scope.cancel()
                await anyio.lowlevel.checkpoint()
        assert scope.cancelled_caught
        assert isinstance((await read(model, prompt))[-1], Done)

    async def test_two_asks_at_once_both_get_their_answer(
        self, model: Model, prompt: Prompt
    ) -> None:
        answers: list[list[Piece]] = []

        async def ask() -> None:
            answers.append(await read(model, prompt))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask)
            tasks.start_soon(ask)
        assert [isinstance(pieces[-1], Done) for pieces in answers] == [True, True]

    async def test_an_error_in_the_readers_block_comes_out_as_it_is(
        self, model: Model, prompt: Prompt
    ) -> None:
        async def read_and_fail() -> None:
            async with model.stream(prompt) as pieces:
                await anext(pieces)
                raise LookupError("mine")

        with pytest.raises(LookupError, match="mine"):
            await read_and_fail()

    async def test_a_form_is_filled_by_its_rules_or_not_at_all(
        self, model: Model, prompt: Prompt
    ) -> None:
        with anyio.fail_after(DEADLINE), suppress(ModelError):
            filled = await model.fill(prompt, Form)
            assert filled.form is None or filled.form.tabs in ("yes", "no")
            assert filled.usage.tokens_in > 0

    async def test_closing_twice_is_fine(self, model: Model) -> None:
        await model.close()
        await model.close()
