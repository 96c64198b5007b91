"""The scripted fake: rules, pieces, gates, failures and scripts on disk."""

from __future__ import annotations

import json
from pathlib import Path

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.base import Counted, TextPiece
from commonground.ai.scripted import DEFAULT_ANSWER, ScriptedModel, from_setting, split
from commonground.core.prompt import Prompt
from commonground.errors import ModelBusy, ModelError, SetupError

from .contract import read, text_of

ASK = Prompt("", "", "", "What about tabs?")


@given(st.text(max_size=200), st.integers(1, 9))
def test_pieces_joined_are_the_answer(text: str, words: int) -> None:
    pieces = split(text, words)
    assert "".join(pieces) == text
    assert all(pieces)


def test_the_default_answer_has_markdown_and_a_python_block() -> None:
    assert "**" in DEFAULT_ANSWER
    assert "```python\n" in DEFAULT_ANSWER
    code = DEFAULT_ANSWER.split("```python\n")[1].split("```")[0]
    compile(code, "answer", "exec")


@pytest.mark.anyio
async def test_the_first_rule_that_fits_answers_and_prompts_are_kept() -> None:
    model = ScriptedModel([("spaces", "No."), ("tabs", "Yes, tabs."), ("tabs", "Never.")])
    assert text_of(await read(model, ASK)) == "Yes, tabs."
    assert text_of(await read(model, Prompt("", "", "tabs", "else"))) == DEFAULT_ANSWER
    assert model.prompts[0] is ASK
    assert len(model.prompts) == 2


@pytest.mark.anyio
async def test_a_gate_holds_each_piece_until_it_opens() -> None:
    reached, opened = anyio.Event(), anyio.Event()

    async def gate(number: int) -> None:
        if number == 1:
            reached.set()
            await opened.wait()

    model = ScriptedModel(default="one two", words=1, gate=gate)
    seen: list[object] = []

    async def ask() -> None:
        async with model.stream(ASK) as pieces:
            async for piece in pieces:
                if not isinstance(piece, Counted):
                    seen.append(piece)

    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(ask)
            await reached.wait()
            assert seen == [TextPiece("one")]
            assert model.open_streams == 1
            opened.set()
    assert seen[1] == TextPiece(" two")
    assert model.open_streams == 0


@pytest.mark.anyio
@pytest.mark.parametrize("after", [0, 2, 99])
async def test_it_fails_after_so_many_pieces_and_never_ends_well(after: int) -> None:
    failure = ModelBusy("busy", "wait")
    model = ScriptedModel(default="a b c", words=1, fail_after=after, failure=failure)
    seen: list[object] = []

    async def ask() -> None:
        async with model.stream(ASK) as pieces:
            async for piece in pieces:
                if not isinstance(piece, Counted):
                    seen.append(piece)

    with pytest.raises(ModelBusy) as caught:
        await ask()
    assert caught.value is failure
    assert seen == [TextPiece("a"), TextPiece(" b"), TextPiece(" c")][:after]
    assert model.open_streams == 0


@pytest.mark.anyio
async def test_a_script_on_disk_decides(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(
        json.dumps({"rules": [["tabs", "Yes."]], "default": "Hm.", "words": 1, "delay": 0})
    )
    model = from_setting(f"scripted:{script}")
    assert text_of(await read(model, ASK)) == "Yes."
    assert text_of(await read(model, Prompt("", "", "", "else"))) == "Hm."
    script.write_text(json.dumps({"fail_after": 0, "failure": "auth"}))
    with pytest.raises(ModelError) as caught:
        await read(from_setting(f"scripted:{script}"), ASK)
    assert caught.value.code == "model_auth"


@pytest.mark.anyio
async def test_a_script_says_nothing_while_its_file_to_hold_it_is_there(tmp_path: Path) -> None:
    held = tmp_path / "held"
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"hold": str(held), "default": "one"}))
    held.touch()
    model = from_setting(f"scripted:{script}")
    with anyio.move_on_after(0.2) as waiting:
        await read(model, ASK)
    assert waiting.cancelled_caught
    held.unlink()
    assert text_of(await read(model, ASK)) == "one"


@pytest.mark.parametrize(
    "content", [None, "{", "[]", '{"rulez": []}', '{"words": 0}', '{"failure": "odd"}']
)
def test_a_script_that_cannot_be_read_says_which_file(tmp_path: Path, content: str | None) -> None:
    script = tmp_path / "script.json"
    if content is not None:
        script.write_text(content)
    with pytest.raises(SetupError) as caught:
        from_setting(f"scripted:{script}")
    assert "script.json" in caught.value.message
    assert caught.value.remedy


def test_scripted_alone_needs_no_file() -> None:
    assert from_setting("scripted").answer_to("anything") == DEFAULT_ANSWER
