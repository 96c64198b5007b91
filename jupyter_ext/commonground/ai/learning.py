"""What a model of somebody's own server can do, found out by small requests rather than assumed.

Of the provider's own models that is known. Behind a base URL, and on this machine, anything may
answer: three requests of a few words say whether it uses tools, reads pictures and fills forms.
"""

from __future__ import annotations

import asyncio
import base64
import re
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Literal, Protocol, runtime_checkable

from pydantic import BaseModel

from ..core.picture import CellPicture
from ..core.prompt import Prompt
from ..core.tool import ToolSpec
from ..core.turn import Usage
from ..errors import ModelRequest
from .base import Ability, Counted, Done, Filled, Form, Model, ModelInfo, Piece, TextPiece

SYSTEM = "You are being tested. Do what is asked, with as few words as you can."
TOOL = ToolSpec(
    "note_colour",
    "Notes a colour. Call it once.",
    {
        "type": "object",
        "properties": {"colour": {"type": "string"}},
        "required": ["colour"],
        "additionalProperties": False,
    },
)
_RED = re.compile(r"\bred\b", re.IGNORECASE)
SIDE = 64
"""Pixels of a side of the picture that is shown: small, and above what vision encoders refuse."""


class Capital(BaseModel):
    """The form that is to be filled in."""

    capital: Literal["Paris"]


@dataclass(frozen=True, slots=True)
class Abilities:
    """What it was found to do; None: it could not be found out, so what was assumed stands."""

    tools: bool | None = None
    sees: bool | None = None
    forms: bool | None = None

    @property
    def lacks(self) -> tuple[Ability, ...]:
        """What it was found not to do."""
        found: dict[Ability, bool | None] = {
            "tools": self.tools,
            "pictures": self.sees,
            "forms": self.forms,
        }
        return tuple(name for name, can in found.items() if can is False)


@runtime_checkable
class Learns(Protocol):
    """A model of which something is to be found out."""

    @property
    def learned(self) -> bool:
        """Whether that is done."""
        ...

    async def learn(self) -> Usage:
        """Do it, once; what it used. Raises ModelError where the server can't be asked now."""
        ...


class LearningModel:
    """The model, which says of itself what it was found to do."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._found = Abilities()
        self.learned = False
        self._one_at_a_time = asyncio.Lock()

    @property
    def info(self) -> ModelInfo:
        """Name, label and limits, and what it can do as far as that is known."""
        info, found = self._model.info, self._found
        return replace(
            info,
            tools=info.tools if found.tools is None else found.tools,
            sees=info.sees if found.sees is None else found.sees,
            forms=info.forms if found.forms is None else found.forms,
            lacks=found.lacks,
        )

    async def learn(self) -> Usage:
        """Find out what it can do, once. Raises ModelError where the server can't be asked now."""
        async with self._one_at_a_time:
            if self.learned:
                return Usage()
            tools, of_tools = await _uses_tools(self._model)
            sees, of_picture = await _sees(self._model)
            forms, of_form = await _fills(self._model)
            self._found, self.learned = Abilities(tools, sees, forms), True
            return of_tools + of_picture + of_form

    @asynccontextmanager
    async def stream(self, prompt: Prompt) -> AsyncIterator[AsyncIterator[Piece]]:
        """As the model does."""
        async with self._model.stream(prompt) as pieces:
            yield pieces

    async def fill(self, prompt: Prompt, form: type[Form]) -> Filled[Form]:
        """As the model does."""
        return await self._model.fill(prompt, form)

    async def close(self) -> None:
        """As the model does."""
        await self._model.close()


def red_square() -> CellPicture:
    """A red square as a PNG."""
    rows = (b"\0" + b"\xff\0\0" * SIDE) * SIDE
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return CellPicture("image/png", base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode())


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


async def _uses_tools(model: Model) -> tuple[bool, Usage]:
    """Whether it calls the one that it is told to call."""
    question = "<question>Call the tool note_colour with the colour red.</question>"
    try:
        _, done = await _asked(model, Prompt(SYSTEM, "", "", question, tools=(TOOL,)))
    except ModelRequest:
        return False, Usage()
    return any(use.name == TOOL.name for use in done.uses), done.usage


async def _sees(model: Model) -> tuple[bool, Usage]:
    """Whether it names the colour of a picture."""
    question = "<question>Which colour has the square in the picture? One word.</question>"
    try:
        said, done = await _asked(model, Prompt(SYSTEM, "", "", question, pictures=(red_square(),)))
    except ModelRequest:
        return False, Usage()
    return _RED.search(said) is not None, done.usage


async def _fills(model: Model) -> tuple[bool, Usage]:
    """Whether it answers in JSON as it is asked to."""
    question = '<question>Fill in {"capital": ...} with the capital of France, as JSON.</question>'
    try:
        filled = await model.fill(Prompt(SYSTEM, "", "", question), Capital)
    except ModelRequest:
        return False, Usage()
    return filled.form is not None, filled.usage


async def _asked(model: Model, prompt: Prompt) -> tuple[str, Done]:
    said, usage = list[str](), Usage()
    async with model.stream(prompt) as pieces:
        async for piece in pieces:
            if isinstance(piece, TextPiece):
                said.append(piece.text)
            elif isinstance(piece, Counted):
                usage = piece.usage
            elif isinstance(piece, Done):
                return "".join(said), piece
    return "".join(said), Done(usage, "end_turn")
