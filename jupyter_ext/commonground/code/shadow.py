"""What git would say to merging two pieces of work, tried in a repository that is thrown away.

It borrows the objects of the real one and nothing else: no configuration, hook, filter or merge
driver of it is read, nothing is written into it, and nothing is fetched.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .git import end, git

Contents = Mapping[bytes, bytes | None]
"""By path what one side's file holds; None where it is deleted. Renames are a pair of both."""
_NOBODY = {
    "GIT_AUTHOR_NAME": "nobody",
    "GIT_AUTHOR_EMAIL": "nobody@localhost",
    "GIT_AUTHOR_DATE": "2000-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "nobody",
    "GIT_COMMITTER_EMAIL": "nobody@localhost",
    "GIT_COMMITTER_DATE": "2000-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


@dataclass(frozen=True, slots=True)
class TornFile:
    """A file that git leaves to a person; ``kind`` in git's words, such as ``contents``."""

    path: str
    kind: str = ""


async def shadow_merge(
    root: Path,
    base: str,
    ours: Contents,
    theirs: Contents,
    *,
    seconds: float,
    their_base: str | None = None,
) -> tuple[TornFile, ...]:
    """The files in conflict if both were merged; nothing where git merges them by itself.

    ``base`` is a commit of the repository that ``root`` is in, and ``their_base`` that of the other
    side where it is another one. Raises OSError where git is missing, older than 2.38, or does not
    have such a commit, and TimeoutError after so many ``seconds``.
    """
    async with asyncio.timeout(seconds):
        objects = await git(root, "rev-parse", "--git-path", "objects", seconds=seconds)
        commits = []
        for one in (base, their_base or base):
            named = ("rev-parse", "--verify", "--end-of-options", f"{one}^{{commit}}")
            commits.append((await git(root, *named, seconds=seconds)).split()[-1])
        form = await git(root, "rev-parse", "--show-object-format", seconds=seconds)
        with TemporaryDirectory(prefix="commonground-shadow-") as folder:
            place = Path(folder)
            shadow = _Shadow(place)
            await shadow.run(
                "init", "--bare", "-q", "--template=", f"--object-format={form.strip()}"
            )
            shadow.borrow((root / objects.rstrip("\n")).resolve())
            await shadow.attributes(commits[0])
            sides = zip(commits, (ours, theirs), strict=True)
            tips = [await shadow.commit(commit, side) for commit, side in sides]
            return _torn(await shadow.merge(*tips))


class _Shadow:
    """A bare repository in an empty folder."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def borrow(self, objects: Path) -> None:
        """Read what that folder of objects holds, too."""
        info = self._place / "objects" / "info"
        info.mkdir(parents=True, exist_ok=True)
        (info / "alternates").write_bytes(os.fsencode(objects) + b"\n")

    async def attributes(self, base: str) -> None:
        """Take over what the repository's own file says of merging (union, binary)."""
        status, text = await self._ask("cat-file", "blob", f"{base}:.gitattributes")
        if status == 0:
            info = self._place / "info"
            info.mkdir(exist_ok=True)
            (info / "attributes").write_bytes(text)

    async def commit(self, base: str, side: Contents) -> str:
        """A commit on the base that holds one side's files."""
        await self.run("read-tree", base)
        rows = [await self._row(path, text) for path, text in side.items()]
        await self.run("update-index", "-z", "--index-info", given=b"".join(rows))
        tree = await self.run("write-tree")
        return _word(await self.run("commit-tree", "-p", base, "-m", "shadow", _word(tree)))

    async def _row(self, path: bytes, text: bytes | None) -> bytes:
        if text is None:
            return b"0 0000000000000000000000000000000000000000\t" + path + b"\0"
        blob = await self.run("hash-object", "-w", "--stdin", "--no-filters", given=text)
        return b"100644 " + blob.strip() + b"\t" + path + b"\0"

    async def merge(self, ours: str, theirs: str) -> bytes:
        """What ``git merge-tree`` says."""
        status, answer = await self._ask("merge-tree", "--write-tree", "-z", ours, theirs)
        if status not in (0, 1):
            raise OSError(f"git merge-tree failed with status {status}")
        return answer if status else b""

    async def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git says; OSError where it refuses."""
        status, answer = await self._ask(*arguments, given=given)
        if status:
            raise OSError(f"git {arguments[0]} failed with status {status}")
        return answer

    async def _ask(self, *arguments: str, given: bytes = b"") -> tuple[int, bytes]:
        process = await asyncio.create_subprocess_exec(
            "git",
            *arguments,
            cwd=self._place,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            env={**_without_git(), **_NOBODY, "GIT_DIR": str(self._place)},
        )
        try:
            answer, _ = await process.communicate(given)
        finally:
            await end(process)
        return process.returncode or 0, answer


def _without_git() -> dict[str, str]:
    """The environment without what may point at another repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def _word(answer: bytes) -> str:
    return answer.decode("ascii").strip()


def _torn(answer: bytes) -> tuple[TornFile, ...]:
    """The files of an answer with ``-z``: tree, entries (`mode object stage TAB path`), an empty
    field, then messages: a count, so many paths, a kind, a text."""
    fields = answer.split(b"\0")
    if len(fields) < 2:
        return ()
    end = fields.index(b"", 1)
    kinds = _kinds(fields[end + 1 :])
    paths = dict.fromkeys(entry.partition(b"\t")[2] for entry in fields[1:end])
    paths |= dict.fromkeys(kinds)
    return tuple(TornFile(os.fsdecode(path), kinds.get(path, "")) for path in paths)


def _kinds(fields: list[bytes]) -> dict[bytes, str]:
    """By path what kind of conflict a message names."""
    found: dict[bytes, str] = {}
    while fields and fields[0].isdigit():
        count = int(fields[0])
        paths, kind = fields[1 : 1 + count], fields[1 + count].decode("utf-8", "replace")
        fields = fields[3 + count :]
        if kind.startswith("CONFLICT"):
            for path in paths[:1]:
                found.setdefault(path, kind.removeprefix("CONFLICT").strip(" ()"))
    return found
