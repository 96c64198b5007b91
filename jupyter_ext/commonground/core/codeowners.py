"""The areas of a CODEOWNERS file, in GitHub's and GitLab's syntax. Pure.

The package ``codeowners`` (0.9) was tried: it reads no owners of a GitLab section, drops
what it can't read without a word, and one unclosed bracket makes it refuse the whole file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .area import MAX_GLOBS, MAX_MEMBERS, MAX_NAME, MAX_TEAM, Area, slug
from .path_pattern import MAX_GLOB, Earlier, can_be_kept, folders_of, plain_parts, weight

MAX_AREAS = 24
"""Areas that a team can still use; a file that makes more of them is put together by folders."""
MIN_PART = 5
"""Lines of a folder that is an area of its own where not all beside it are."""


@dataclass(frozen=True, slots=True)
class CodeownersProblem:
    """A line of a CODEOWNERS file that was passed over, and why; line 0 is the whole file."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A pattern with its owners, in a section or in none."""

    glob: str
    people: tuple[str, ...]
    section: str


_WORD = re.compile(r"(?:\\.|[^ \t\\])+")
_ESCAPED = re.compile(r"\\([ #!@\[\]])")
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\s*\[\d+\])?(?P<owners>(?:[ \t].*)?)")
_LINE = re.compile(r"\r\n|\r|\n")
NOBODY = "nobody"
"""The area of the patterns that a file takes from their owners: those that name none."""


def parse_codeowners(text: str) -> tuple[tuple[Area, ...], tuple[CodeownersProblem, ...]]:
    """The areas of a CODEOWNERS file, and what was passed over.

    A GitLab section is an area. Elsewhere lines with the same owners make one, named after the
    first directory of its first pattern; where these are too many for a team, the lines of each
    folder. Names are the same in whatever case. The order of patterns is kept where it matters.
    A pattern without owners takes what it matches from those before: it is in an area of nobody.
    """
    problems: list[CodeownersProblem] = []
    lines = list(_lines(text, problems))
    areas = _areas(lines, _named_by_owners(lines))
    if len(areas) > MAX_AREAS:
        lines = [line for line in lines if line.people]
        areas = _areas(lines, _named_by_folders(lines))
        people = len({who.casefold() for line in lines for who in line.people})
        problems.append(
            CodeownersProblem(
                0,
                f"{len(lines)} patterns of {people} owners are put together by folder, each with "
                f"the {MAX_TEAM} who own most of it",
            )
        )
        areas = [_for_a_team(area, lines) for area in areas]
    fitting = [_fitting(area) for area in areas]
    if not _needs_order(fitting):
        fitting = [replace(area, order=()) for area in fitting]
    return tuple(fitting), tuple(problems)


def _lines(text: str, problems: list[CodeownersProblem]) -> Iterator[_Line]:
    section, section_owners = "", tuple[str, ...]()
    before = Earlier()
    for number, line in enumerate(_LINE.split(text.removeprefix("\ufeff")), 1):
        content = line.strip(" \t")
        if not content or content.startswith("#"):
            continue
        if match := _SECTION.fullmatch(content):
            section, section_owners = match["name"].strip(), _owners(_words(match["owners"]))
            continue
        word, *words = _words(content)
        people = _owners(words) or section_owners
        excepted = word.startswith("!") and not words and not section
        pattern = _unescaped(word.removeprefix("!") if excepted else word)
        meets = bool(people) or before.heaviest(pattern) is not None
        problem = _problem(pattern if excepted else word, pattern, people)
        if problem is None and meets and not (people and excepted):
            before.add(pattern, section)
            yield _Line(pattern, people, section)
        else:
            message = problem or "nobody is named for this pattern"
            problems.append(CodeownersProblem(number, message))


def _problem(word: str, pattern: str, people: Sequence[str]) -> str | None:
    """Why a line is passed over."""
    if word.startswith("!"):
        return "a pattern with ! is read only outside of sections and without owners"
    if pattern and not can_be_kept(pattern):
        return (
            f"the pattern is none that can be kept (a backslash, .. or over {MAX_GLOB} characters)"
        )
    if not pattern.strip("./"):
        return "the pattern matches no file; write * for all"
    if any(len(who) > MAX_NAME for who in people):
        return "an owner's name is too long"
    return None


def _owners(words: Sequence[str]) -> tuple[str, ...]:
    """Owners as they are called, also where commas part them."""
    return tuple(filter(None, (who.lstrip("@") for word in words for who in word.split(","))))


def _words(content: str) -> list[str]:
    """The words before a comment, with what escapes them."""
    words = []
    for word in _WORD.findall(content):
        if word.startswith("#"):
            break
        words.append(word)
    return words


def _unescaped(word: str) -> str:
    return _ESCAPED.sub(r"\1", word)


def _named_by_owners(lines: Sequence[_Line]) -> list[str]:
    """The area of each line: its section's, or that of all lines with the same owners."""
    sections: dict[str, str] = {}
    named: dict[frozenset[str], str] = {}
    taken: dict[str, None] = {}
    nobody = ""
    found = []
    for line in lines:
        if not line.people:
            name = nobody = nobody or _free([NOBODY], taken)
        elif line.section:
            key = line.section.casefold()
            name = sections.get(key) or _free([slug(line.section)], taken)
            sections[key] = name
        else:
            owners = frozenset(who.casefold() for who in line.people)
            name = named.get(owners) or _free(_places(line.glob), taken)
            named[owners] = name
        taken[name.casefold()] = None
        found.append(name)
    return found


def _places(glob: str) -> list[str]:
    """What an area may be called after a pattern: its first folder, else one further down."""
    folders = folders_of(glob) or plain_parts(glob)
    paths = ["/".join(folders[:end]) for end in range(1, len(folders) + 1)]
    return [slug(path) for path in paths] or ["everything"]


def _free(names: Sequence[str], taken: Mapping[str, object]) -> str:
    """The first name that is free, whatever its case; else the first one with a number."""
    for name in names:
        if name.casefold() not in taken:
            return name
    number = 2
    while f"{names[0]}-{number}".casefold() in taken:
        number += 1
    return f"{names[0]}-{number}"


def _named_by_folders(lines: Sequence[_Line]) -> list[str]:
    """The area of each line: the deepest folder, so that there are not too many of them.

    Of the folders at hand the one with the most lines is parted, as long as there is room; where
    there is not, those within it that have many lines.
    """
    folders = [folders_of(line.glob) for line in lines]
    homes = [path[:1] for path in folders]
    whole: set[tuple[str, ...]] = set()
    while True:
        sizes = Counter(home for home in homes if home and home not in whole)
        if not sizes:
            break
        largest, _ = sizes.most_common(1)[0]
        depth = len(largest) + 1
        inner = Counter(
            path[:depth] for path, home in zip(folders, homes, strict=True) if home == largest
        )
        chosen = set(inner)
        if len({*homes, *inner}) > MAX_AREAS:
            whole.add(largest)
            room = MAX_AREAS - len(set(homes))
            large = max(MIN_PART, round(len(lines) * 0.02))
            chosen = {path for path, count in inner.most_common(room) if count >= large}
        parted = [
            path[:depth] if home == largest and path[:depth] in chosen else home
            for path, home in zip(folders, homes, strict=True)
        ]
        if parted == homes:
            whole.add(largest)
        homes = parted
    return [slug("/".join(home)) if home else "everything" for home in homes]


def _areas(lines: Sequence[_Line], names: Sequence[str]) -> list[Area]:
    found: dict[str, Area] = {}
    for place, (line, name) in enumerate(zip(lines, names, strict=True)):
        area = found.get(name) or Area(name)
        known = {who.casefold() for who in area.members}
        fresh = [who for who in dict.fromkeys(line.people) if who.casefold() not in known]
        found[name] = Area(
            name,
            (*area.globs, line.glob),
            (*area.members, *fresh),
            (*area.order, place),
        )
    return list(found.values())


def _for_a_team(area: Area, lines: Sequence[_Line]) -> Area:
    """The area with those members alone who own most of it."""
    own = set(area.order)
    counts = Counter(who for n, line in enumerate(lines) if n in own for who in line.people)
    ranked = sorted(area.members, key=lambda who: -counts[who])
    return replace(area, members=tuple(ranked[:MAX_TEAM]))


def _fitting(area: Area) -> Area:
    """The area within its bounds: patterns that are too many become their folders."""
    area = replace(area, members=area.members[:MAX_MEMBERS])
    depth = max((len(folders_of(glob)) for glob in area.globs), default=0)
    while len(area.globs) > MAX_GLOBS and depth > 0:
        depth -= 1
        merged: dict[str, int] = {}
        for glob, place in zip(area.globs, area.order, strict=True):
            folders = folders_of(glob)
            short = f"/{'/'.join(folders[:depth])}/" if depth and len(folders) > depth else glob
            merged[short] = max(place, merged.get(short, 0))
        area = replace(area, globs=tuple(merged), order=tuple(merged.values()))
    return replace(area, globs=area.globs[:MAX_GLOBS], order=area.order[:MAX_GLOBS])


def _needs_order(areas: Sequence[Area]) -> bool:
    """Whether a later pattern says no more than an earlier one of another area that it may meet."""
    placed = sorted(
        (place, glob, area.name)
        for area in areas
        for place, glob in zip(area.order, area.globs, strict=True)
    )
    earlier = Earlier()
    for _, glob, area in placed:
        heaviest = earlier.heaviest(glob, area)
        if heaviest is not None and weight(glob) <= heaviest:
            return True
        earlier.add(glob, area)
    return False
