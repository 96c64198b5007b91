"""Which symbols are still named in code, which were defined once, and what took them away.

Asks git for words and a parser for definitions; only names that no code holds any more are looked
for in the past, so that most repositories are asked very little.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from ...code.git import git
from ...code.symbols import definitions

_DOCUMENTS = (".md", ".mdx", ".mdc", ".markdown", ".rst", ".adoc", ".txt")
_NO_DOCUMENTS = tuple(f":(exclude,icase)*{ending}" for ending in _DOCUMENTS)
_WORD = re.compile(rb"[A-Za-z_$][\w$]{4,}")
MOST_BYTES = 4 * 1024 * 1024
"""Of a file of code that is read."""
NAMES_AT_ONCE = 40
"""Names of one question: git compares each with every line."""
MOST_FILES = 25
"""Files of one name that are parsed to find its definition."""
SECONDS = 120.0
"""How long one question to git may take."""


async def named_now(root: Path, files: Iterable[str], names: Collection[str]) -> frozenset[str]:
    """Those of the names that any of the files but documents holds as a word."""
    code = [path for path in files if not path.lower().endswith(_DOCUMENTS)]
    return await asyncio.to_thread(_held, root, code, frozenset(names)) if names else frozenset()


def _held(root: Path, files: Iterable[str], names: frozenset[str]) -> frozenset[str]:
    """One pass over all files: many names cost no more than one."""
    missing = {name.encode() for name in names}
    for path in files:
        if not missing:
            break
        try:
            if (root / path).stat().st_size > MOST_BYTES:
                continue
            data = (root / path).read_bytes()
        except OSError:  # a submodule, a broken link, a file that went meanwhile
            continue
        missing -= {*_WORD.findall(data)}
    return names - {name.decode() for name in missing}


async def defined_then(root: Path, commit: str, names: Collection[str]) -> Mapping[str, str]:
    """Where each of the names was defined at that commit, for those that were. Raises OSError."""
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    ordered = sorted(names)
    for start in range(0, len(ordered), NAMES_AT_ONCE):
        async with _patterns(ordered[start : start + NAMES_AT_ONCE]) as file:
            found = await git(
                root, "grep", "-I", "-o", "-w", "-F", "-f", file, commit, "--", ".",
                *_NO_DOCUMENTS, seconds=SECONDS, fine=(0, 1),
            )  # fmt: skip
        for line in found.splitlines():
            path, _, name = line.removeprefix(f"{commit}:").rpartition(":")
            if name in names and len(places[name]) < MOST_FILES:
                places[name][path] = None
    return await _definitions(root, commit, places)


async def _definitions(
    root: Path, commit: str, places: Mapping[str, Iterable[str]]
) -> Mapping[str, str]:
    wanted = {path for paths in places.values() for path in paths}
    defined: dict[str, str] = {}
    for path in sorted(wanted):
        with suppress(OSError, TimeoutError):  # an object that was not fetched
            text = await git(root, "show", f"{commit}:{path}", seconds=SECONDS)
            for name in await asyncio.to_thread(_names, path, text):
                if name in places:
                    defined.setdefault(name, path)
    return defined


_SHOWS = re.compile(
    r"(?:^|/)(?:examples?|samples?|demos?|docs?|fixtures|snippets|tutorials?)/", re.I
)
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|__tests__|e2e|specs?)/|(?:^|/)test_|[._](?:test|spec)\.", re.I
)


def _names(path: str, text: str) -> set[str]:
    """The last parts of what a file defines; of a test's file, only those of tests.

    What an example or a test defines for itself is no part of the product: a tutorial that has
    something of the same name does not speak of it.
    """
    if _SHOWS.search(path):
        return set()
    found = {
        one.name.rpartition(".")[2] for one in definitions(path, text.encode("utf-8", "replace"))
    }
    return {name for name in found if "test" in name.lower()} if _TESTS.search(path) else found


async def taken_away(root: Path, name: str, path: str, since: str) -> str | None:
    """The last commit of the main line that changed how often a name stands in a file."""
    with suppress(OSError, TimeoutError):
        found = await git(
            root, "log", "-1", "-s", "--first-parent", "--diff-merges=first-parent", "--format=%H",
            f"-S{name}", f"{since}..HEAD", "--", path, seconds=SECONDS,
        )  # fmt: skip
        return found.strip() or None
    return None


@asynccontextmanager
async def _patterns(names: Iterable[str]) -> AsyncIterator[str]:
    """A file with a name on each line, as ``git grep`` reads them."""
    with tempfile.NamedTemporaryFile("w", suffix=".names", encoding="utf-8") as file:
        file.write("\n".join(sorted(names)) + "\n")
        file.flush()
        yield file.name
