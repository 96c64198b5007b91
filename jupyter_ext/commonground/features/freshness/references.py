"""What a line of Markdown names of the code: paths, and symbols that are unlike plain words.

Pure. It says what looks like a reference and where it stands; whether there is such a thing is
for ``resolution`` to say, which needs to know a tree. In doubt it finds too much: what never
resolved is held against nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote

ReferenceKind = Literal["path", "symbol"]
ReferenceForm = Literal["code", "link", "command", "bare"]
"""A code span, the target of a link, an argument in a code span of several words, plain text."""
LEAST_LENGTH = 6
"""Characters of a symbol: shorter ones are names of too many things."""
MOST_LENGTH = 2_000
"""Characters of a line that are read; longer ones are data, not prose."""


@dataclass(frozen=True, slots=True)
class CodeReference:
    """A path or a symbol, as a line names it.

    ``name`` is normalised: without ``./``, line numbers, fragments and what stands around it; a
    path that ends in ``/`` is a folder. ``parts`` are the names of a symbol that must all be
    defined. ``column`` counts characters from 0, and ``length`` those that were written.
    ``line`` is the first line that it speaks of, counted from 1.
    """

    kind: ReferenceKind
    form: ReferenceForm
    name: str
    column: int
    length: int
    parts: tuple[str, ...] = ()
    line: int | None = None

    @property
    def glob(self) -> bool:
        """Whether it speaks of all paths of a pattern."""
        return self.kind == "path" and "*" in self.name


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of characters that may be one reference."""

    form: ReferenceForm
    text: str
    column: int


_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)")
_LINK = re.compile(r"\]\(\s*(?:<([^<>]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))[^()]*\)")
_DEFINED = re.compile(r"^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)")
_HTML = re.compile(r"\b(?:href|src)\s*=\s*[\"']([^\"']+)[\"']")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>\"'`)\]]*|\bwww\.[^\s)]+", re.IGNORECASE)
_WORD = re.compile(r"[^\s`\"'(),;<>|=\[\]{}*\u2500-\u257f]+(?:\{[\w,.-]+\}[^\s`\"'(),;<>|=]*)?")
_PATH = re.compile(r"(?:\.{1,2}/)*/?[\w.@+~$-][\w.@+ ~$\[\]()*-]*(?:/[\w.@+ ~$\[\]()*-]+)*/?")
_FILE = re.compile(r"\.?[\w@+-][\w.@+-]*\.[A-Za-z][A-Za-z0-9]{0,11}")
_KNOWN_NAMES = frozenset(
    ["Makefile", "Dockerfile", "Containerfile", "Jenkinsfile", "Procfile", "Justfile", "LICENSE"]
)
_LINES = re.compile(
    r"(?:\#L(?P<a>\d+)(?:-L?\d+)?|:(?P<b>\d+)(?::\d+)?(?:[-\u2013]L?\d+)?|::[\w.\[\]:-]+|[#?].*)$"
)
_SYMBOL = re.compile(r"@?[A-Za-z_$][\w$]*(?:(?:\.|::|\#|->)[A-Za-z_$][\w$]*)*")
_CALLED = re.compile(
    r"^(?:(?:async|def|class|func|fn|function|new|await)\s+)?([\w.:$#@>-]+?)(?:<[^<>]*>)?\(.*\)[;:]?$"
)
_MIXED = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}[a-z]|_")
_AROUND = ".,;:!?\"'"
_BEFORE = ",;:!?\"'"


def references_in(line: str) -> tuple[CodeReference, ...]:
    """What the line names, in the order in which it stands there."""
    found = [ref for piece in _pieces(line[:MOST_LENGTH]) for ref in _read(piece)]
    if line.count("`") % 2:  # a code span goes on over the line's end: from the line before, too
        found += [
            replace(ref, column=ref.column - 1)
            for piece in _pieces("`" + line[:MOST_LENGTH])
            for ref in _read(piece)
            if ref.column
        ]
    unique = {(ref.kind, ref.name, ref.column): ref for ref in found}
    return tuple(sorted(unique.values(), key=lambda ref: ref.column))


def _pieces(line: str) -> Iterator[_Piece]:
    """Code spans, then links, then the words between them. Addresses of the web are none."""
    rest = line
    for match in (*_LINK.finditer(line), *_DEFINED.finditer(line), *_HTML.finditer(line)):
        place = next(n for n, group in enumerate(match.groups(), 1) if group is not None)
        yield _Piece("link", match[place], match.start(place))
        rest = _blank(rest, match.start(place), match.end(place))
    for match in _CODE.finditer(line):
        yield from _in_code(match[2], match.start(2))
        rest = _blank(rest, match.start(), match.end())
    for match in _ADDRESS.finditer(rest):
        rest = _blank(rest, *match.span())
    for match in _WORD.finditer(rest):
        yield _Piece("bare", match[0], match.start())


def _blank(line: str, begin: int, end: int) -> str:
    return line[:begin] + " " * (end - begin) + line[end:]


def _in_code(code: str, column: int) -> Iterator[_Piece]:
    """One piece for one word or a call; else one for each word that may be an argument."""
    stripped = code.strip()
    start = column + code.index(stripped) if stripped else column
    if not re.search(r"\s", stripped) or _CALLED.match(stripped):
        yield _Piece("code", stripped, start)
        return
    clean = _ADDRESS.sub(lambda match: " " * len(match[0]), code)
    for match in _WORD.finditer(clean):
        yield _Piece("command", match[0], column + match.start())


def _read(piece: _Piece) -> Iterator[CodeReference]:
    if piece.form == "link":
        yield from _paths(piece, unquote(piece.text))
        return
    text = piece.text.lstrip(_BEFORE).rstrip(_AROUND) if piece.form != "code" else piece.text
    found = list(_paths(piece, text)) if _looks_like_path(text, piece.form) else []
    yield from found
    if piece.form == "code" and not (found and ("/" in text or _known_ending(text))):
        yield from _symbol(piece)


def _paths(piece: _Piece, text: str) -> Iterator[CodeReference]:
    """One for each name that braces stand for; none for an address, a flag or a placeholder."""
    if re.match(r"[a-z][a-z0-9+.-]*:(?!\d|:)|//|#|-|~|\$", text, re.IGNORECASE):
        return
    lines = _LINES.search(text)
    number = (lines["a"] or lines["b"]) if lines else None
    bare = text[: lines.start()] if lines else text
    for each in _expanded(bare):
        name = normalised(each)
        if name and _PATH.fullmatch(name) and "..." not in name:
            shown = int(number) if number else None
            yield CodeReference("path", piece.form, name, piece.column, len(piece.text), line=shown)


def normalised(path: str) -> str:
    """A path without ``./`` and double slashes, and without what punctuation stands around it."""
    path = path.strip().strip("\"'").rstrip(".,;:!?")
    path = re.sub(r"/{2,}", "/", path.replace("\\", "/"))
    path = re.sub(r"(?:^|(?<=/))\./", "", path)
    return "" if path in (".", "..", "/") else path


def _expanded(path: str) -> list[str]:
    """``a.{ts,tsx}`` as ``a.ts`` and ``a.tsx``."""
    match = re.search(r"\{([^{},]+(?:,[^{},]+)+)\}", path)
    if match is None:
        return [path]
    return [
        whole
        for option in match[1].split(",")
        for whole in _expanded(path[: match.start()] + option.strip() + path[match.end() :])
    ]


def _looks_like_path(text: str, form: ReferenceForm) -> bool:
    """By its slashes or its ending; a bare word needs both, or the name that a file has."""
    plain = _LINES.sub("", text)
    last = plain.rstrip("/").rpartition("/")[2]
    named = bool(_FILE.fullmatch(last.replace("*", "x").split("{")[0] + "x" * ("{" in last)))
    if form == "bare":
        return named and (_slashed(plain) or last.isupper() or _known_ending(last))
    return _slashed(plain) or named or last in _KNOWN_NAMES or _hidden(last)


def _slashed(text: str) -> bool:
    return "/" in text.strip("/") or (text.endswith("/") and len(text) > 1)


def _hidden(name: str) -> bool:
    return re.fullmatch(r"\.[A-Za-z][\w.-]{2,}", name) is not None


_ENDINGS = frozenset(
    [
        "md",
        "mdx",
        "rst",
        "txt",
        "py",
        "pyi",
        "ipynb",
        "ts",
        "tsx",
        "js",
        "jsx",
        "mjs",
        "cjs",
        "go",
        "rs",
        "java",
        "kt",
        "c",
        "h",
        "cc",
        "cpp",
        "hpp",
        "cs",
        "rb",
        "php",
        "sql",
        "sh",
        "bash",
        "ps1",
        "yml",
        "yaml",
        "toml",
        "json",
        "jsonc",
        "ini",
        "cfg",
        "lock",
        "html",
        "css",
        "scss",
        "svg",
        "proto",
        "graphql",
        "tf",
    ]
)


def _known_ending(name: str) -> bool:
    return name.rpartition(".")[2].lower() in _ENDINGS


def _symbol(piece: _Piece) -> Iterator[CodeReference]:
    called = _CALLED.match(piece.text)
    text = called[1] if called else piece.text.removesuffix("()")
    if not _SYMBOL.fullmatch(text):
        return
    parts = tuple(p for p in re.split(r"\.|::|#|->", text.lstrip("@")) if distinctive(p))
    if parts:
        yield CodeReference("symbol", "code", text, piece.column, len(piece.text), parts)


def distinctive(name: str) -> bool:
    """Whether a name is unlike a word of prose: of mixed case or with an underscore, not short."""
    return len(name) >= LEAST_LENGTH and bool(_MIXED.search(name)) and name.strip("_$") != ""
