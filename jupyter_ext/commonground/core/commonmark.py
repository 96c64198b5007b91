"""The Markdown of an answer, read by one CommonMark parser: its code blocks, as all find them.

The browser reads with the same rules (``core/codeblocks.ts``); ``tests/data/markdown.json`` holds
both against one table. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")
_PYTHON = re.compile(r"|(?:i?python|py)-?(?:\d+(?:\.\d+)*)?")
"""Labels of Python; a block without a label counts, too."""
_SHELL = frozenset({"bash", "sh", "shell"})
_MARKDOWN = frozenset({"markdown", "md"})
_LANGUAGE = re.compile(r"\{?[.=]?([^\s{},:;=]*)")
_SPACE = " \t\r\n"


class CodeCell(NamedTuple):
    """A cell of a notebook that a block becomes."""

    cell_type: Literal["code", "markdown"]
    source: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced block. ``language`` is lower case, empty where none is named.

    ``closed`` tells whether its closing fence is there: an answer may be cut off in a block.
    """

    language: str
    source: str
    closed: bool

    @property
    def cell(self) -> CodeCell | None:
        """The cell that it becomes; None where no cell can be made of it, or not of all of it."""
        if not self.closed or not self.source.strip():
            return None
        if self.language in _MARKDOWN:
            return CodeCell("markdown", self.source)
        if self.language in _SHELL:
            return CodeCell("code", f"%%bash\n{self.source}")
        return CodeCell("code", self.source) if _PYTHON.fullmatch(self.language) else None


def block_tokens(markdown: str) -> list[Token]:
    """The blocks of a text, with the lines that they stand on; nothing inside them is read."""
    return _BLOCKS.parse(f"{markdown}\n")


def code_blocks(markdown: str) -> tuple[CodeBlock, ...]:
    """Every fenced block, in order: in lists and quotes too, without their marks.

    An indented block is none: it quotes code, and fences inside it are part of the quotation.
    """
    found = [token for token in block_tokens(markdown) if token.type == "fence"]
    return tuple(
        CodeBlock(_language(token), token.content.rstrip(_SPACE), _is_closed(token))
        for token in found
    )


def cells(markdown: str) -> tuple[CodeCell, ...]:
    """The cells that the blocks become: Python, a shell's script under ``%%bash``, Markdown."""
    return tuple(cell for block in code_blocks(markdown) if (cell := block.cell) is not None)


def _language(token: Token) -> str:
    found = _LANGUAGE.match(token.info.strip(_SPACE))
    return found[1].lower() if found else ""


def _is_closed(token: Token) -> bool:
    """Whether it stands on one line more than its opening fence and its text."""
    first, end = token.map or (0, 0)
    return end - first == token.content.count("\n") + 2
