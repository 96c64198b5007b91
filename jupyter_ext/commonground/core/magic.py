"""What stands in a cell: the magics of ours that its source holds, and their arguments.

The kernel reads its own arguments with this and the server checks with it that a request really
stands in the cell that ran. Pure text work; it runs nothing.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import InvalidCommand
from .entry import SHARED_KINDS, SharedKind

MagicName = Literal["ai", "cg", "compare"]
CgVerb = Literal["status", "share", "note", "context", "help"]
CG_VERBS: tuple[CgVerb, ...] = get_args(CgVerb)
SERVER_VERBS: tuple[str, ...] = (
    "announce",
    "ask",
    "handoff",
    "inbox",
    "ack",
    "answer",
    "reply",
    "takeover",
    "thread",
    "constraint",
    "compare",
    "option",
    "adr",
    "sprint",
)
"""Verbs that the server carries out; see ``server/verbs.py``."""

PRIVATE_ELSEWHERE = (
    "Nothing was sent. What stands in a shared notebook is seen by everyone, so a private question "
    "is asked in the Private tab of the Common Ground side panel, where the question and its "
    "answer are yours alone."
)
NOTE_ELSEWHERE = (
    "Nothing was saved. What stands in a shared notebook is seen by everyone, so private notes are "
    "written in the Private tab of the Common Ground side panel."
)

HELP = """\
**Common Ground** in a cell:

| write | and |
|---|---|
| `%%ai` and the question below it | ask the model; everyone in the notebook sees the answer grow |
| `%%ai --insert` | also put the answer's code into new cells below |
| `%%ai --vars` | put values of variables in place of `{name}`; without it, braces are text |
| `%%ai --thread NAME` | ask in a thread: several people, the model knows who said what |
| `%cg constraint --thread NAME TEXT` | what answers in that thread have to respect, in your name |
| `%cg thread NAME` | who takes part in a thread, and whose constraints hold |
| `%cg share --kind decision TEXT` | add to the team's context (kinds: convention, decision, work, \
discussion, knowledge) |
| `%%cg share --kind decision TITLE` and a body below it | the same, with a longer text |
| `%cg announce @all TEXT` | tell people (`@name`), areas (`#area`) or all; each acknowledges |
| `%cg ask @name --due 2h TEXT` | ask; question and answer become a discussion of the team |
| `%%cg handoff @name TITLE`, below it `schema:`, `interface:`, `examples:`, `files:`, `left:` \
| hand work over; open until it is taken over |
| `%cg handoff today` | what was decided, is open, is new and has to be watched today |
| `%cg inbox` | what waits for you, and what you wait for |
| `%cg ack "TITLE"`, `%cg reply "TITLE" TEXT`, `%cg answer "TITLE" TEXT`, \
`%cg takeover "TITLE" TEXT` | acknowledge, reply, answer, or say what you take over |
| `%%compare` and a goal with options below it | have designs written side by side; \
`%cg compare help` tells more |
| `%cg sprint` | the sprint: goal, your tasks, who waits for whom; see `%cg sprint help` |
| `%cg context` | what the team's context holds |
| `%cg status` | who you are here, which model answers |
| `%cg note TEXT` | a private note: in a plain IPython only; in a notebook use the side panel |

Private questions are asked in the side panel, never in a cell.
"""


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


@dataclass(frozen=True, slots=True)
class AiArguments:
    """Flags of ``%%ai``, and the thread that the question belongs to."""

    insert: bool = False
    vars: bool = False
    private: bool = False
    help: bool = False
    thread: str | None = None


def ai_arguments(line: str) -> AiArguments:
    """Flags of an ``%%ai`` line. Raises InvalidCommand for any other word."""
    flags = {"--insert", "--vars", "--private", "--help"}
    thread, line = thread_in(line)
    words = line.split()
    unknown = [w for w in words if w not in flags]
    if unknown:
        raise InvalidCommand(
            f"%%ai does not know {unknown[0]!r}.",
            "Its flags are --insert, --vars, --thread NAME and --help; the question goes on the "
            "lines below.",
        )
    return AiArguments(**{word[2:]: True for word in words}, thread=thread)


_THREAD = re.compile(
    r"(?:^|\s)--thread(?:=|\s+)(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'-][^\s\"']*))(?=\s|$)"
)


def thread_in(line: str) -> tuple[str | None, str]:
    """The name behind ``--thread`` (quoted, or one word), and the line without it."""
    match = _THREAD.search(line)
    if match is None:
        return None, line
    name = next(filter(None, match.groups())).strip()
    return name, f"{line[: match.start()]} {line[match.end() :]}"


@dataclass(frozen=True, slots=True)
class CgArguments:
    """A verb of ``%cg`` with what follows it; ``kind`` and ``title``/``body`` for ``share``.

    For the server's own verbs ``title`` is the rest of the line, and ``body`` what is below it.
    """

    verb: str
    kind: SharedKind = "knowledge"
    title: str = ""
    body: str = ""


def cg_arguments(line: str, body: str = "") -> CgArguments:
    """A verb and its arguments from a ``%cg`` line (and the body of ``%%cg``).

    Raises InvalidCommand, saying what would be right.
    """
    verb, rest = [*line.split(None, 1), "", ""][:2]
    if not verb:
        return CgArguments("help")
    known = {v: v for v in CG_VERBS}
    if verb in SERVER_VERBS:
        return CgArguments(verb, title=rest.strip(), body=body)
    if verb not in known:
        every = ", ".join((*CG_VERBS, *SERVER_VERBS))
        raise InvalidCommand(f"%cg does not know {verb!r}.", f"It knows: {every}. Try %cg help.")
    if verb not in ("share", "note"):
        return CgArguments(known[verb])
    kind, text = _kind(rest.strip()) if verb == "share" else ("knowledge", rest.strip())
    if not text and body.strip():
        text, _, body = body.strip().partition("\n")
    if not text:
        raise InvalidCommand(
            f"There is nothing to {'share' if verb == 'share' else 'note'}.",
            f"Write the text behind it: %cg {verb} TEXT",
        )
    title, more = titled(text)
    return CgArguments(known[verb], kind, title, "\n\n".join(p for p in (more, body.strip()) if p))


def _kind(rest: str) -> tuple[SharedKind, str]:
    if not rest.startswith("--"):
        return "knowledge", _without_options(rest)
    words = rest.split(None, 2)
    if words[0].startswith("--kind="):
        words = ["--kind", words[0][7:], *rest.split(None, 1)[1:]]
    if words[0] != "--kind" or len(words) < 2:
        raise InvalidCommand(
            f"share does not know {words[0]!r}.", "Its only option is --kind KIND."
        )
    for kind in SHARED_KINDS:
        if kind == words[1].strip("'\""):
            return kind, _without_options(words[2] if len(words) > 2 else "")
    raise InvalidCommand(f"There is no kind {words[1]!r}.", f"Kinds: {', '.join(SHARED_KINDS)}.")


def _without_options(text: str) -> str:
    """The text, unless what was meant as the option stands in it and would be ignored."""
    if _MISPLACED.search(text):
        raise InvalidCommand(
            "--kind comes before the text, once.", "Write: %cg share --kind KIND TEXT"
        )
    return text


_MISPLACED = re.compile(r"(?:^|\s)(?:--|\u2014|\u2013)kind(?:[\s=]|$)|^(?:-k\s|kind=)")


def titled(text: str) -> tuple[str, str]:
    """A title of at most 200 characters, and the whole text as body where it had to be cut."""
    try:
        unquoted = shlex.split(text)
        if len(unquoted) == 1 and text[0] in "\"'":
            text = unquoted[0]
    except ValueError:
        pass
    return (text, "") if len(text) <= 200 else (text[:199].rstrip() + "…", text)


def fill_in(template: str, values: dict[str, str], limit: int = 1_000_000) -> str:
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
