"""The files that an answer holds: its fenced blocks, each under the path that it names.

A path stands in the block's info string, in its first line as a comment, or in the line above it.
One that would lead out of the tree is refused. Files are parsed, never run; where one does not
parse, that is said with its line.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from ...core.path import MAX_PATH, safe_path

MAX_FILES = 100
MAIN = "main.py"
"""Where Python code goes that names no path: the module that a check is given."""

_PYTHON = frozenset({"", "python", "py", "python3", "ipython"})
_MARKDOWN = MarkdownIt("commonmark")
_MARKDOWN.core.ruler.enableOnly(["normalize", "block"])  # where blocks are, and nothing in them
_NEWLINE = re.compile(r"\r\n?|\n")
_FENCE_END = re.compile(r"[\s>]*(?:`{3,}|~{3,})\s*")
_WORD = r"[\w.@+-]+"
_PATH = re.compile(rf"(?:\.?/)?(?:{_WORD}/)*{_WORD}\.[A-Za-z][A-Za-z0-9]{{0,9}}")
_SUSPICIOUS = re.compile(r"[^\s`*:\"'=]*[/\\][^\s`*:\"'=]*")
_COMMENT = re.compile(
    r"\s*(?:#|//|--|;|/\*+|<!--|\"\"\"|')\s*(?:file(?:name)?:\s*)?(?P<path>\S+?)\s*(?:\*/|-->|\"\"\")?\s*",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"[\s#*`>_-]*(?:file(?:name)?:?\s*)?[`*\"']*(?P<path>\S+?)[`*\"']*:?[`*]*\s*", re.I
)


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong with a file, and where; ``line`` None where it is the whole of it."""

    path: str
    message: str
    line: int | None = None

    def to_wire(self) -> dict[str, object]:
        """JSON: the fields as they are."""
        return {"path": self.path, "line": self.line, "message": self.message}


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by path, in the order of the answer; what is wrong with them; what was left out."""

    files: Mapping[str, str]
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def parses(self) -> bool:
        """Whether there is something, and all of it can be read."""
        return bool(self.files) and not self.problems


@dataclass(frozen=True, slots=True)
class _Block:
    """A fenced block: its info string, its text, the line above it, and whether it ended."""

    info: str
    text: str
    above: str
    whole: bool


def tree_of(answer: str) -> Tree:
    """The files in a Markdown answer, or in plain code that a person pasted."""
    blocks = list(_blocks(answer))
    if not blocks and _is_python(answer):
        return Tree({MAIN: _ended(answer)})
    files: dict[str, str] = {}
    problems: list[FileProblem] = []
    notes: list[str] = []
    placed = [(block, *_path_of(block)) for block in blocks]
    named = any(path for _, path, _ in placed)
    for block, path, refused in placed:
        if refused:
            problems.append(FileProblem(refused, "this path leads out of the prototype: left out"))
            continue
        path = path or (None if named else _unnamed(block, files))
        if path is None:
            notes.append("A block without a path was left out.")
        elif _in_the_way(path, files):
            problems.append(FileProblem(path, "it is a file and a folder at once: left out"))
        elif len(files) >= MAX_FILES and path not in files:
            problems.append(FileProblem(path, f"there are more than {MAX_FILES} files: left out"))
        else:
            if path in files:
                notes.append(f"{path} is there twice; the last one counts.")
            files[path] = _ended(_without_path(block.text, path))
            if not block.whole:
                problems.append(FileProblem(path, "the answer was cut off in this file"))
    return Tree(files, (*problems, *broken(files)), tuple(dict.fromkeys(notes)))


def broken(files: Mapping[str, str]) -> tuple[FileProblem, ...]:
    """Where files do not parse: Python, JSON and TOML."""
    found = (_problem(path, text) for path, text in files.items())
    return tuple(problem for problem in found if problem is not None)


def _blocks(markdown: str) -> Iterator[_Block]:
    """The fenced blocks, also those in lists and quotations; an empty one that did not end is none.

    An answer that still grows ends in a block without its closing fence.
    """
    lines = _NEWLINE.split(markdown)
    for token in _MARKDOWN.parse(markdown):
        if token.type == "fence" and token.map is not None:
            begin, end = token.map
            above = next((line for line in reversed(lines[:begin]) if line.strip(" \t>")), "")
            if _FENCE_END.fullmatch(above):
                above = ""  # what belongs to the block before
            whole = end - begin > 1 and _closes(lines[end - 1], token.markup)
            if whole or token.content.strip():
                yield _Block(token.info.strip(), token.content.removesuffix("\n"), above, whole)


def _closes(line: str, fence: str) -> bool:
    """Whether a block's last line is its closing fence: at least as long as the opening one."""
    closing = line.lstrip(" \t>").rstrip()
    return closing.startswith(fence) and not closing.strip(fence[0])


def _path_of(block: _Block) -> tuple[str | None, str | None]:
    """The block's path, or the one that it asks for and must not have."""
    first = block.text.lstrip("\n").partition("\n")[0]
    for candidate in (*_in_info(block.info), *_in_comment(first), *_in_line_above(block.above)):
        path = safe_path(candidate)
        if path is None:
            return None, candidate[:MAX_PATH]
        return path, None
    return None, None


def _in_info(info: str) -> Iterator[str]:
    for number, word in enumerate(info.replace("{", " ").replace("}", " ").split()):
        _, named, value = word.partition("=")
        value = (value if named else word).strip("\"'")
        if not named and ":" in value:
            value = value.partition(":")[2]
        if (number or named or ":" in word or "." in value) and _looks_like_path(value):
            yield value


def _in_comment(line: str) -> Iterator[str]:
    match = _COMMENT.fullmatch(line)
    if match and _looks_like_path(match["path"]):
        yield match["path"]


def _in_line_above(line: str) -> Iterator[str]:
    match = _ABOVE.fullmatch(line)
    if match and _looks_like_path(match["path"].strip("`*:")):
        yield match["path"].strip("`*:")


def _looks_like_path(text: str) -> bool:
    """A file's name with an ending; or something with slashes, which is then allowed or refused."""
    return bool(_PATH.fullmatch(text)) or (
        bool(_SUSPICIOUS.fullmatch(text)) and "." in text and "://" not in text
    )


def _unnamed(block: _Block, files: Mapping[str, str]) -> str | None:
    """Where Python code goes in an answer that names no path at all."""
    language = block.info.split()[0].lower() if block.info.split() else ""
    if language not in _PYTHON or not block.text.strip():
        return None
    return MAIN if MAIN not in files else f"part_{len(files) + 1}.py"


def _without_path(text: str, path: str) -> str:
    """The text without a first line that only named it."""
    first, _, rest = text.lstrip("\n").partition("\n")
    named = [found.removeprefix("./") for found in _in_comment(first)]
    return rest.lstrip("\n") if path in named else text


def _in_the_way(path: str, files: Iterable[str]) -> bool:
    """Whether one is a folder of the other, or they differ in case alone."""
    for other in files:
        if other != path and other.casefold() == path.casefold():
            return True
        a, b = PurePosixPath(path), PurePosixPath(other)
        if a in b.parents or b in a.parents:
            return True
    return False


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else ""


def _is_python(text: str) -> bool:
    """Whether a text without any block is code: prose of one word would be, too."""
    tree = parsed(text)
    return tree is not None and any(not isinstance(node, ast.Expr) for node in tree.body)


def parsed(text: str) -> ast.Module | None:
    """Python as its tree; None where it does not parse."""
    try:
        return _python(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _python(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the answer's code, not ours
        return ast.parse(text)


def _problem(path: str, text: str) -> FileProblem | None:
    try:
        match PurePosixPath(path).suffix:
            case ".py":
                _python(text)
            case ".json":
                json.loads(text)
            case ".toml":
                tomllib.loads(text)
    except SyntaxError as error:
        return FileProblem(path, error.msg, error.lineno)
    except json.JSONDecodeError as error:
        return FileProblem(path, error.msg, error.lineno)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return FileProblem(path, str(error), int(line[1]) if line else None)
    except (ValueError, RecursionError, MemoryError):
        return FileProblem(path, "it can't be parsed")
    return None
