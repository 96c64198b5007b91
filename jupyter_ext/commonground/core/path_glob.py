"""Patterns of paths, matched in steps that grow with the path alone, whatever the pattern. Pure.

A pattern is read as git reads it (``gitignore``). What has matched so far is a set of bits that
each character of a name moves on, so that no pattern makes anybody go back and try again.
"""

from __future__ import annotations

from collections.abc import Iterator

from .bracket import Bracket, bracket_at

ANY_NAMES = "**"
_MOST_KNOWN = 256
"""Characters whose bits are remembered for one part of a pattern."""


class NamePattern:
    """One part of a pattern, between slashes: which names of folders and files it matches.

    Without ``brackets`` a ``[`` stands for itself. What is malformed matches nothing.
    """

    def __init__(self, part: str, *, brackets: bool) -> None:
        self._count = 0
        self._any = 0
        self._loops = 0
        self._literal: dict[str, int] = {}
        self._brackets: dict[Bracket, int] = {}
        self._known: dict[str, int] = {}
        for piece in _pieces("?*" if part == "*" else part, brackets=brackets):
            self._add(piece)

    def _add(self, piece: str | Bracket | None) -> None:
        bit = 1 << self._count
        if piece == "*":
            self._loops |= bit
            return
        self._count += 1
        if isinstance(piece, Bracket):
            self._brackets[piece] = self._brackets.get(piece, 0) | bit
        elif piece == "?":
            self._any |= bit
        elif piece is not None:
            char = piece[-1]  # behind a backslash, if there is one
            self._literal[char] = self._literal.get(char, 0) | bit

    def matches(self, name: str) -> bool:
        """Whether it matches the whole name."""
        states = 1
        for char in name:
            states = (states & self._where(char)) << 1 | (states & self._loops)
            if not states:
                return False
        return bool(states >> self._count & 1)

    def _where(self, char: str) -> int:
        """The places of the pattern that this character fits."""
        known = self._known.get(char)
        if known is None:
            known = self._any | self._literal.get(char, 0)
            for bracket, places in self._brackets.items():
                if bracket.has(char):
                    known |= places
            if len(self._known) < _MOST_KNOWN:
                self._known[char] = known
        return known


def _pieces(part: str, *, brackets: bool) -> Iterator[str | Bracket | None]:
    """Wildcards, brackets and characters, escaped ones with their backslash; None fits nothing."""
    at = 0
    while at < len(part):
        char = part[at]
        if char == "\\":
            yield part[at : at + 2] if at + 1 < len(part) else None
            at += 2
        elif char == "[" and brackets:
            bracket, at = bracket_at(part, at)
            yield bracket
        else:
            yield char if char in "*?" else f"\\{char}"
            at += 1


class PathPattern:
    """A whole pattern: which paths it matches, and what lies below them.

    As git has it, but ``docs/*`` has no more than what lies in ``docs`` itself.
    """

    def __init__(self, glob: str, *, brackets: bool = True) -> None:
        self._count = 0
        self._loops = 0
        self._below = 0
        self._literal: dict[str, int] = {}
        self._wild: dict[str, tuple[int, NamePattern]] = {}
        parts = _parts(glob)
        for part in parts[:-1]:
            self._add(part, brackets=brackets)
        last = parts[-1] if parts else ""
        if last == ANY_NAMES:
            self._below = 1 << self._count
            self._count += 1
        elif last:
            self._add(last, brackets=brackets)
        self._exact = last == "*"
        if not self._exact:
            self._loops |= 1 << self._count
        self._empty = not parts

    def _add(self, part: str, *, brackets: bool) -> None:
        bit = 1 << self._count
        if part == ANY_NAMES:
            self._loops |= bit
            return
        self._count += 1
        if not set(part) & set("*?[\\") or (not brackets and not set(part) & set("*?\\")):
            self._literal[part] = self._literal.get(part, 0) | bit
            return
        places, pattern = self._wild.get(part) or (0, NamePattern(part, brackets=brackets))
        self._wild[part] = places | bit, pattern

    def matches(self, path: str) -> bool:
        """Whether it speaks of the path; with or without a slash or ``./`` in front."""
        plain = path.removeprefix("/") if path.startswith("/") else path.removeprefix("./")
        if self._empty or not plain:
            return False
        states = 1
        for name in (plain.removesuffix("/") if self._exact else plain).split("/"):
            states = (states & self._where(name, states)) << 1 | (states & self._loops)
            if not states:
                return False
        return bool(states >> self._count & 1)

    def _where(self, name: str, states: int) -> int:
        """The places of the pattern that this name fits, among those that it has come to."""
        found = self._below | self._literal.get(name, 0)
        for places, pattern in self._wild.values():
            if places & states and pattern.matches(name):
                found |= places
        return found


def _parts(glob: str) -> list[str]:
    """Its parts, with the ``**`` that git reads into it; none where it matches nothing."""
    text = glob if glob.endswith("\\ ") else glob.rstrip()
    if not text:
        return []
    parts = text.split("/")
    if not parts[0]:
        del parts[0]
    elif parts[0] != ANY_NAMES and not any(parts[1:]) and len(parts) <= 2:
        parts.insert(0, ANY_NAMES)
    if parts[-1]:
        return parts
    parts[-1] = ANY_NAMES
    folders = len(parts) > 1 and all(part == ANY_NAMES for part in parts)
    return ["*", ANY_NAMES] if folders else parts  # ``**/``: not what lies at the top
