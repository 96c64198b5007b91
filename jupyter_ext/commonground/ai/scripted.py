"""The shipped fake: a model that answers by rules, for tests, demonstrations and notebooks.

Deterministic: the same prompt gives the same pieces and the same usage. It needs no network.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core.prompt import Prompt
from ..core.tool import ToolUse
from ..core.turn import Usage
from ..errors import ModelAuth, ModelBroken, ModelBusy, ModelError, ModelRequest, SetupError
from .base import Counted, Done, Filled, Form, ModelInfo, Piece, TextPiece, ThinkingPiece, read_form

DEFAULT_ANSWER = """\
This is the **scripted model**: it answers from a script, not from what you asked.

- It reads the team's context, like every model here.
- It always gives this answer, unless a rule in its script fits the question.

```python
totals = {name: len(name) for name in ("alpha", "beta")}
print(totals)
```

Set `ANTHROPIC_API_KEY` where the server starts to ask a model that thinks.
"""

_FAILURES: dict[str, Callable[[], ModelError]] = {
    "auth": lambda: ModelAuth("Scripted: the key was not accepted.", "Set a valid key."),
    "request": lambda: ModelRequest("Scripted: the request was refused.", "Change the question."),
    "busy": lambda: ModelBusy("Scripted: the rate limit is reached.", "Wait, then ask again."),
    "broken": lambda: ModelBroken("Scripted: the answer broke off.", "Ask again."),
}

SHOWN = "shown:"
"""How a rule begins that looks at the whole prompt, not at the question alone."""
Gate = Callable[[int], Awaitable[None]]
"""Awaited before the piece with that number (from 0) is yielded; tests hold a stream with it."""
_HELD_LOOK = 0.05
"""Seconds between two looks whether a script's ``hold`` is still there."""


class ScriptedCall(BaseModel):
    """A use of a tool that the script plays: the input as JSON, or as the text of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str
    input: dict[str, Any] | str = {}

    @property
    def json_text(self) -> str:
        """The input as a model would write it."""
        return self.input if isinstance(self.input, str) else json.dumps(self.input)


class ScriptedUse(BaseModel):
    """``calls`` are made as soon as the model is shown ``when``, in a prompt or a tool's result."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: str
    calls: list[ScriptedCall]


class ScriptedModel:
    """A Model whose first rule with a substring of the question gives the answer.

    Where the prompt has tools, the first of ``uses`` that fits what is new to the model is played
    before that: so it can be the one that believes whatever it reads.

    ``prompts`` holds every prompt it received, ``open_streams`` how many are being read.
    With ``fail_after`` it raises ``failure`` after that many pieces (0: before the first one).
    ``words`` is how many words a piece has, ``delay`` the seconds before each piece. ``demo`` is
    what it says of itself: features that need judgement leave a demo model alone. ``thinking`` is
    what it thinks before each answer.
    """

    def __init__(
        self,
        rules: Iterable[tuple[str, str]] = (),
        *,
        default: str = DEFAULT_ANSWER,
        words: int = 3,
        delay: float = 0.0,
        gate: Gate | None = None,
        fail_after: int | None = None,
        failure: ModelError | None = None,
        window: int = 100_000,
        name: str = "scripted",
        demo: bool = True,
        stop_reason: str = "end_turn",
        uses: Iterable[ScriptedUse] = (),
        label: str = "scripted model",
        thinking: str = "",
    ) -> None:
        self._uses = tuple(uses)
        self._thinking = thinking
        tools = bool(self._uses)
        self.info = ModelInfo(name, label, "scripted", window, demo=demo, tools=tools)
        self.prompts: list[Prompt] = []
        self.open_streams = 0
        self._rules = tuple(rules)
        self._default = default
        self._words = words
        self._delay = delay
        self._gate = gate
        self._fail_after = fail_after
        self._failure = failure
        self._stop_reason = stop_reason

    def answer_to(self, question: str, shown: str = "") -> str:
        """The whole answer, as the rules have it; some look at all that is ``shown``."""
        for part, text in self._rules:
            what, _, wanted = part.rpartition(SHOWN)
            if (part in question) if wanted == part else (not what and wanted in shown):
                return text
        return self._default

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """Answer by the first rule that fits."""
        self.prompts.append(prompt)
        self.open_streams += 1
        pieces = self._pieces(prompt)
        try:
            yield pieces
        finally:
            self.open_streams -= 1
            await pieces.aclose()

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """The answer of the first rule that fits, read as JSON. Counted in ``open_streams`` too."""
        self.prompts.append(prompt)
        self.open_streams += 1
        try:
            await self._pause(0)
        finally:
            self.open_streams -= 1
        if self._fail_after is not None:
            raise self._error()
        answer = self.answer_to(prompt.question, _all_of(prompt))
        return Filled(read_form(answer, form), Usage(_shown(prompt), count(answer)))

    async def close(self) -> None:
        """Nothing to release."""

    async def _pieces(self, prompt: Prompt) -> AsyncGenerator[Piece, None]:
        calls = self._calls(prompt)
        said = self.answer_to(prompt.question, _all_of(prompt))
        answer = f"I use {calls[0].tool}." if calls else said
        shown = _shown(prompt) + sum(map(count, _results(prompt)))
        self._fail_at(0)
        yield Counted(Usage(shown))
        for text in split(self._thinking, self._words):
            yield ThinkingPiece(text)
        for number, text in enumerate(split(answer, self._words)):
            self._fail_at(number)
            await self._pause(number)
            yield TextPiece(text)
        if self._fail_after is not None:
            raise self._error()
        usage = Usage(shown, count(answer))
        yield _waiting(prompt, usage, answer, calls) if calls else Done(usage, self._stop_reason)

    def _calls(self, prompt: Prompt) -> list[ScriptedCall]:
        """What it asks of tools, by what it has just been shown."""
        if not prompt.tools or prompt.last:
            return []
        latest = [*prompt.shared, *prompt.own]
        if prompt.rounds:
            latest = [result.text for result in prompt.rounds[-1].results]
        fitting = (u.calls for u in self._uses if any(u.when in text for text in latest))
        return next(fitting, [])

    async def _pause(self, number: int) -> None:
        if self._gate is not None:
            await self._gate(number)
        await anyio.sleep(self._delay)

    def _fail_at(self, number: int) -> None:
        if self._fail_after is not None and number >= self._fail_after:
            raise self._error()

    def _error(self) -> ModelError:
        return self._failure or _FAILURES["broken"]()


def _all_of(prompt: Prompt) -> str:
    return "\n".join((*prompt.shared, *prompt.own))


def _results(prompt: Prompt) -> list[str]:
    return [result.text for one in prompt.rounds for result in one.results]


def _waiting(prompt: Prompt, usage: Usage, text: str, calls: Iterable[ScriptedCall]) -> Done:
    """The end of a message that waits for these calls."""
    place = len(prompt.rounds)
    uses = tuple(
        ToolUse(f"use_{place}_{number}", call.tool, call.json_text)
        for number, call in enumerate(calls)
    )
    asked = [{"type": "tool_use", "id": use.id, "name": use.name, "input": {}} for use in uses]
    return Done(usage, "tool_use", uses, ({"type": "text", "text": text}, *asked))


def split(text: str, words: int) -> list[str]:
    """Pieces of at most so many words with the space around them; joined they give ``text``."""
    found = re.findall(r"\s*\S+|\s+", text)
    return ["".join(found[i : i + words]) for i in range(0, len(found), words)]


def _shown(prompt: Prompt) -> int:
    return sum(map(count, (*prompt.shared, *prompt.own)))


def count(text: str) -> int:
    """A stand-in for tokens: one for every four characters begun."""
    return -(-len(text) // 4)


def _held_by(file: Path) -> Gate:
    async def gone(_: int) -> None:
        while await anyio.Path(file).exists():  # noqa: ASYNC110 - a file wakes nobody
            await anyio.sleep(_HELD_LOOK)

    return gone


class _Script(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rules: list[tuple[str, str]] = []
    uses: list[ScriptedUse] = []
    default: str = DEFAULT_ANSWER
    words: int = Field(3, ge=1)
    delay: float = Field(0.0, ge=0.0, le=60.0)
    name: str = "scripted"
    label: str = "scripted model"
    thinking: str = ""
    hold: str = ""
    fail_after: int | None = Field(None, ge=0)
    failure: str = Field("broken", pattern="^(auth|request|busy|broken)$")
    demo: bool = True


def from_setting(setting: str) -> ScriptedModel:
    """The model for ``scripted`` or ``scripted:FILE.json``. Raises SetupError.

    The file is an object with any of ``rules`` (a list of ``[substring, answer]``), ``uses``
    (a list of ``{"when": substring, "calls": [{"tool": name, "input": {...}}]}``), ``default``,
    ``words``, ``delay``, ``thinking`` (before each answer), ``name``, ``label``, ``fail_after``,
    ``failure`` (auth, request, busy, broken), ``demo`` and ``hold`` (a path: while there is such a
    file, the model says nothing further). A substring that begins with ``shown:`` is looked for in
    all that the model is shown.
    """
    _, _, path = setting.partition(":")
    if not path:
        return ScriptedModel()
    try:
        raw: Any = json.loads(Path(path).expanduser().read_text(encoding="utf-8"))
        script = _Script.model_validate(raw)
    except (OSError, ValueError, ValidationError) as error:
        raise SetupError(
            f"The script of the scripted model can't be read: {path} ({type(error).__name__}).",
            "Correct the file, or set COMMONGROUND_MODEL=scripted to do without one.",
        ) from None
    return ScriptedModel(
        script.rules,
        default=script.default,
        words=script.words,
        delay=script.delay,
        gate=_held_by(Path(script.hold)) if script.hold else None,
        fail_after=script.fail_after,
        failure=_FAILURES[script.failure](),
        uses=script.uses,
        name=script.name,
        label=script.label,
        thinking=script.thinking,
        demo=script.demo,
    )
