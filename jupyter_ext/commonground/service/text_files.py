"""The files of the served folder, as features read and write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class ListedFiles(Protocol):
    """The files of the served folder that a model may read."""

    async def paths(self) -> Sequence[str]:
        """All of them, in order. Raises InvalidCommand where that can't be known."""
        ...


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text, with its byte order mark, and how it was encoded."""

    text: str
    encoding: str


class TextFiles(Protocol):
    """Text files of the served folder, by their names beside a notebook."""

    async def read(self, name: str, beside: str | None, encoding: str = "") -> TextFile:
        """A file's text. Raises InvalidCommand, saying why it can't be had."""
        ...

    async def write(
        self, name: str, beside: str | None, text: str, *, overwrite: bool, encoding: str = "utf-8"
    ) -> str:
        """Write it; where it is now. Raises InvalidCommand where it may not be written."""
        ...
