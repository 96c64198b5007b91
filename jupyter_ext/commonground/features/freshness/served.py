"""The repository that the served folder lies in, as it is now, and what became of places in it.

Asks git and reads files; which entries there are is not known here.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...code.git import git, top_of
from ...code.mainline import MainLine, files_now, main_line, submodules_now
from ...code.plain_files import read_file
from ...code.symbols import Definition, outline
from .anchors import CodeAnchor, JudgedAnchor
from .references import references_in
from .repository import Cause, RepositoryHistory, WorkFiles
from .resolution import resolve
from .told import commit_said

SECONDS = 30.0
MOST_BYTES = 2 * 1024 * 1024
"""Of a file whose definitions are read."""


Stamp = tuple[int, int, int]
"""When a file was written, when that or its mode was changed (ns), and its size."""
GONE: Stamp = (0, 0, -1)
"""Of a file that is not there."""


class ServedRepository:
    """``look`` reads what changed; the rest answers from what was read last."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._top: Path | None = None
        self._head = ""
        self._history = RepositoryHistory(MainLine())
        self._files = WorkFiles(())
        self._digests: dict[str, tuple[Stamp, str, Mapping[str, Definition]]] = {}

    @property
    def head(self) -> str:
        """The commit of the work tree; empty where there is none."""
        return self._head

    @property
    def known(self) -> bool:
        """Whether git knows the folder."""
        return self._top is not None

    async def look(self) -> None:
        """Read what changed. Raises OSError, TimeoutError where git does not answer."""
        if self._top is None:
            self._top = await top_of(self._root)
        if self._top is None:
            return
        head = await self._commit(self._top)
        if head != self._head:
            self._history = RepositoryHistory(await main_line(self._top))
            self._head = head
        self._files = WorkFiles(await files_now(self._top), await submodules_now(self._top))

    async def changed(self) -> bool:
        """Whether the commit or a file that was read is another one now. Costs next to nothing."""
        if self._top is None or not self._digests:
            return False
        stamps = {path: kept[0] for path, kept in self._digests.items()}
        if await asyncio.to_thread(self._stamps, stamps) != stamps:
            return True
        return await self._commit(self._top) != self._head

    async def _commit(self, top: Path) -> str:
        """The commit of the work tree; empty before the first."""
        how = ("rev-parse", "--verify", "--quiet", "HEAD")
        return (await git(top, *how, seconds=SECONDS, fine=(0, 1))).strip()

    def _stamps(self, paths: Iterable[str]) -> dict[str, Stamp]:
        assert self._top is not None
        return {path: _stamp(self._top / path) for path in paths}

    async def anchors_in(self, text: str) -> list[CodeAnchor]:
        """The places that a text names, each as it is now; what is ambiguous is none."""
        return await asyncio.to_thread(self._anchors_in, text)

    def _anchors_in(self, text: str) -> list[CodeAnchor]:
        references = [ref for line in text.splitlines() for ref in references_in(line)]
        found: dict[str, CodeAnchor] = {}
        for reference in references:
            target = None
            if reference.kind == "path" and not reference.glob:
                target = resolve(reference, "", self._files).target
            if target is not None and self._files.is_file(target):
                found.setdefault(target, self.tied(CodeAnchor(target)))
        for reference in references:
            for path in list(found) if reference.kind == "symbol" else ():
                name = self._qualified(path, reference.parts[-1])
                if name is not None:
                    anchor = self.tied(CodeAnchor(path, name))
                    found.setdefault(anchor.name, anchor)
        return list(found.values())

    def _qualified(self, path: str, name: str) -> str | None:
        """The one definition of that last name in a file."""
        _, defined = self._outline(path)
        same = [each for each in defined if each.rpartition(".")[2] == name]
        return same[0] if len(same) == 1 else None

    def tied(self, anchor: CodeAnchor) -> CodeAnchor:
        """The anchor with the commit and the digest of now; without them where it is not there."""
        digest = self._digest(anchor)
        if not digest:
            return anchor
        return CodeAnchor(anchor.path, anchor.symbol, self._head, digest, anchor.hand)

    def confirmed(self, anchor: CodeAnchor) -> CodeAnchor | None:
        """The anchor of an entry that a person said holds; None: there is nothing to be tied to."""
        plain = replace(anchor, again="")
        here = self.tied(replace(plain, commit="", digest=""))
        if here.digest:
            return here
        if anchor.again == "there":
            return plain
        moved = None if self._outline(anchor.path)[0] else self._cause(plain)
        if moved is None or moved.new_place is None or not moved.sure:
            return None
        there = self.tied(CodeAnchor(moved.new_place, anchor.symbol, hand=anchor.hand))
        return there if there.digest else None

    def _digest(self, anchor: CodeAnchor) -> str:
        whole, defined = self._outline(anchor.path)
        if not anchor.symbol:
            return whole
        found = defined.get(anchor.symbol)
        return "" if found is None else found.digest

    def _outline(self, path: str) -> tuple[str, Mapping[str, Definition]]:
        """The digest of a file's content and its definitions by name; empty where it is gone."""
        assert self._top is not None
        file = self._top / path
        stamp = _stamp(file)
        kept = self._digests.get(path)
        if kept is not None and kept[0] == stamp:
            return kept[1], kept[2]
        try:
            data, whole = self._content(path)
        except OSError:
            self._digests[path] = stamp, "", {}
            return "", {}
        read = None if data is None else outline(path, data)
        digest = (read.digest if read is not None else "") or whole
        defined = {} if read is None else {one.name: one for one in read.definitions}
        self._digests[path] = stamp, digest, defined
        return digest, defined

    def _content(self, path: str) -> tuple[bytes | None, str]:
        """What is parsed of a file, and a digest of it; of a large one, its beginning and size.

        A link is the text that it holds, as for git: what it leads to may lie anywhere. Raises
        OSError.
        """
        assert self._top is not None
        file = self._top / path
        if file.parent.resolve() != self._top.resolve() / Path(path).parent:
            raise OSError(f"{path} lies behind a link")
        if file.is_symlink():
            return None, _digest_of(os.fsencode(os.readlink(file)))
        data = read_file(file, MOST_BYTES + 1)
        if len(data) <= MOST_BYTES:
            return data, _digest_of(data)
        return None, _digest_of(data + str(os.lstat(file).st_size).encode())

    async def judged(self, anchors: Sequence[CodeAnchor]) -> tuple[JudgedAnchor, ...]:
        """What became of each."""
        return await asyncio.to_thread(lambda: tuple(map(self._judged, anchors)))

    def _judged(self, anchor: CodeAnchor) -> JudgedAnchor:
        place = self._opened(anchor.path)
        whole, defined = self._outline(anchor.path)
        if not whole:
            return self._gone(anchor)
        found = defined.get(anchor.symbol)
        if anchor.symbol and found is None and not anchor.digest:
            said = f"{anchor.symbol} was not found in {anchor.path}."
            return JudgedAnchor(anchor, "unanchored", said, open=place)
        if anchor.symbol and found is None:
            said = f"{anchor.symbol} is no longer defined in {anchor.path}."
            return JudgedAnchor(anchor, "broken", said, open=place)
        line = None if found is None else found.start
        if anchor.digest and self._digest(anchor) != anchor.digest:
            return JudgedAnchor(anchor, "touched", self._touched(anchor), None, place, line)
        return JudgedAnchor(anchor, "fresh", "", None, place, line)

    def _gone(self, anchor: CodeAnchor) -> JudgedAnchor:
        if not anchor.digest and not self._history.names.ever(anchor.path):
            said = f"{anchor.path} leads to no file, and never did."
            return JudgedAnchor(anchor, "unanchored", said)
        cause = self._cause(anchor)
        if cause is None:
            return JudgedAnchor(anchor, "broken", f"{anchor.path} is gone from the folder.")
        said = f"{anchor.path} is gone since {commit_said(cause.commit)}."
        if cause.new_place is None:
            return JudgedAnchor(anchor, "broken", said)
        said = f"{said} It is {'now' if cause.sure else 'probably now'} {cause.new_place}."
        place = self._opened(cause.new_place)
        return JudgedAnchor(anchor, "broken", said, cause.new_place, place)

    def _cause(self, anchor: CodeAnchor) -> Cause | None:
        """Why its file is gone, as far as git knows."""
        tied = self._history.index_of(anchor.commit)
        if tied is None:  # it was tied by hand after the file had gone
            tied = self._history.names.last_seen(anchor.path)
        return None if tied is None else self._history.cause(anchor.path, tied, self._files)

    def _touched(self, anchor: CodeAnchor) -> str:
        last = self._history.last_change(anchor.path)
        tied = self._history.index_of(anchor.commit)
        said = f"{anchor.name} was changed since this was written"
        committed = tied is not None and self._history.changes_since(anchor.path, tied)
        if last is None or not committed:
            return f"{said}, in what is not committed yet."
        return f"{said}, last by {commit_said(last)}."

    def _opened(self, path: str) -> str | None:
        """The path from the served folder; None for one that lies outside of it."""
        assert self._top is not None
        try:
            return (self._top.resolve() / path).relative_to(self._root).as_posix()
        except ValueError:
            return None


def _stamp(file: Path) -> Stamp:
    """How a file is told from what it was; no link is followed."""
    try:
        found = file.lstat()
    except (OSError, ValueError):
        return GONE
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size


def _digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
