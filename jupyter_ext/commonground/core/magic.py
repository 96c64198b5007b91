"""What stands in a cell: the magics of ours that its source holds, and the values in a question.

The server checks with it that a request really stands in the cell that ran. How a magic's line is
read is declared by each verb: see ``syntax.py``.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import InvalidCommand

MagicName = Literal["ai", "cg", "compare"]

PRIVATE_ELSEWHERE = (
    "Nothing was sent. What stands in a shared notebook is seen by everyone, so a private question "
    "is asked in the Private tab of the Common Ground side panel, where the question and its "
    "answer are yours alone."
)
NOTE_ELSEWHERE = (
    "Nothing was saved. What stands in a shared notebook is seen by everyone, so private notes are "
    "written in the Private tab of the Common Ground side panel."
)


@dataclass(frozen=True, slots=True)
class Magic:
    """One use of ``%%ai``, ``%%cg`` or ``%cg`` in a cell's source."""

    name: MagicName
    cell_magic: bool
    line: str
    body: str = ""

    def same_as(self, other: Magic) -> bool:
        """Equal but for white space at the ends, which IPython's own transforms change."""
        return (self.name, self.cell_magic, self.line.strip(), self.body.strip()) == (
            other.name,
            other.cell_magic,
            other.line.strip(),
            other.body.strip(),
        )


def magics_in(source: str) -> tuple[Magic, ...]:
    """Our magics in a cell's source, in order.

    A cell magic takes the whole cell. A line magic counts where its line starts with it (after
    white space or ``name =``); one that is built at run time does not stand in the source.
    """
    lines = source.splitlines(keepends=True)  # as IPython does; the body keeps its own ends
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return ()
    names: tuple[MagicName, ...] = get_args(MagicName)
    for name in names:
        rest = _after(lines[0], f"%%{name}")
        if rest is not None:
            return (Magic(name, True, rest, "".join(lines[1:])),)
    if lines[0].startswith("%%"):
        return ()
    return tuple(magic for line in _statements(lines) if (magic := _line_magic(line)) is not None)


def _statements(lines: list[str]) -> Iterator[str]:
    """The lines at which a statement may begin: none inside a string or brackets, or continued.

    As IPython does, it takes a magic's own line as it is: a quote in it opens nothing.
    """
    quote, depth, continued = "", 0, False
    for line in lines:
        if not quote and not depth and not continued:
            yield line
            if line.lstrip().startswith(("%", "!")):
                continue
        quote, depth = _after_line(line, quote, depth)
        continued = not quote and line.rstrip("\r\n").endswith("\\")


_TOKEN = re.compile(r"\\.|\"\"\"|'''|[\"'#(\[{)\]}]", re.DOTALL)


def _after_line(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The triple quote that is open after a line of Python, and how many brackets are."""
    short = ""
    for token in _TOKEN.findall(line):
        if quote or short:
            if token == (quote or short):
                quote = short = ""
        elif token == "#":
            break
        elif token in ("'''", '"""'):
            quote = token
        elif token in ("'", '"'):
            short = token
        elif token in ("(", "[", "{"):
            depth += 1
        elif token in (")", "]", "}"):
            depth = max(0, depth - 1)
    return quote, depth


def _line_magic(line: str) -> Magic | None:
    text = line.strip()
    if "=" in text and not text.startswith("%"):
        target, _, value = text.partition("=")
        if not target.strip().isidentifier():
            return None
        text = value.strip()
    rest = _after(text, "%cg")
    return None if rest is None else Magic("cg", False, rest)


def _after(line: str, prefix: str) -> str | None:
    if not line.startswith(prefix):
        return None
    rest = line[len(prefix) :]
    return rest.strip() if not rest or rest[0].isspace() else None


def titled(text: str) -> tuple[str, str]:
    """A title of at most 200 characters, and the whole text as body where it had to be cut."""
    try:
        unquoted = shlex.split(text)
        if len(unquoted) == 1 and text[0] in "\"'":
            text = unquoted[0]
    except ValueError:
        pass
    return (text, "") if len(text) <= 200 else (text[:199].rstrip() + "…", text)


def title_and_body(text: str, below: str) -> tuple[str, str]:
    """What is written as a title and a body: by its line, or else by the first line below it."""
    if not text and below.strip():
        text, _, below = below.strip().partition("\n")
    if not text.strip():
        return "", ""
    title, more = titled(text.strip())
    return title, "\n\n".join(filter(None, (more, below.strip())))


def fill_in(template: str, values: Mapping[str, str], limit: int = 1_000_000) -> str:
    """Put values in place of ``{name}``; every other brace is text.

    A ``{name}`` that the kernel had no value for stays as it is. Raises InvalidCommand as soon as
    the text would have more than ``limit`` characters.
    """
    parts: list[str] = []
    position = size = 0
    for name, start, end in placeholders(template):
        if name in values:
            parts += [template[position:start], values[name]]
            position = end
            size += len(parts[-2]) + len(parts[-1])
            if size > limit:
                raise InvalidCommand(
                    f"With the values of its variables the question has over {limit:,} characters.",
                    "Name fewer variables, or shorter ones.",
                )
    return "".join([*parts, template[position:]])


NAMED = "@"
"""What a variable's name begins with among the values, where the question names it so."""


def named_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values of variables that the question names with a sign, by name."""
    return {
        name.removeprefix(NAMED): text for name, text in values.items() if name.startswith(NAMED)
    }


def placeholders(template: str) -> tuple[tuple[str, int, int], ...]:
    """Each ``{identifier}`` with its place: name, start, end."""
    found = []
    start = template.find("{")
    while start != -1:
        end = template.find("}", start)
        if end == -1:
            break
        name = template[start + 1 : end]
        if name.isidentifier():
            found.append((name, start, end + 1))
        start = template.find("{", start + 1)
    return tuple(found)
