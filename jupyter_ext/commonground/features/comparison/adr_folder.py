"""The folder of decision records: a decision's file, the next number, what supersedes what.

Pure: the folder's files in, the files to write out. A file of ours says in its last line which
decision and version it holds, and whether somebody has changed it since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...core.entry import Entry
from ...core.ids import RevisionId
from ...core.revision import Revision
from .adr import Name, file_name, record_file, with_link

_NUMBERED = re.compile(r"(\d{4,})-[^/]*\.md")
_MARK = re.compile(r"\n\[//\]: # \(common-ground (\S+) (\S+) ([0-9a-f]{16})\)\n\Z")
_SUPERSEDED = re.compile(r"\n\* Superseded by \[ADR-[^\n]*")
_STATUS = re.compile(r"(?<=\A---\n)status: [^\n]*")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of ours: the decision and version in it, and whether it is as we wrote it."""

    path: str
    text: str
    entry: str
    version: str
    untouched: bool


@dataclass(slots=True)
class Folder:
    """Files by name. ``written`` collects what is to be written, by name."""

    files: Mapping[str, str]
    written: dict[str, str] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)
    """Files of ours that nobody has changed: they may be written anew."""

    def add(self, entry: Entry, name: Name) -> None:
        """The decision's files: one for each version that stands, and what it supersedes."""
        for head in entry.standing:
            self._add(entry, head, name)

    def _add(self, entry: Entry, head: Revision, name: Name) -> None:
        mine = [one for one in self._ours() if one.entry == entry.id]
        versions = {revision.id: revision for revision in entry.revisions.values()}
        standing = {other.id for other in entry.standing}
        others = standing - {head.id}
        same = [
            one
            for one in mine
            if _title(versions, one.version) == head.title and one.version not in others
        ]
        path = same[-1].path if same else self._unmarked(head) or self._new(head)
        before = [
            one
            for one in mine
            if one.path != path and one.version not in standing and _gives_way(one, path)
        ]
        links = [_link(one.path) for one in before]
        self.written[path] = marked(record_file(entry, head, name, links), entry, head)
        for one in before:
            text = superseded(one.text, _link(path))
            self.written[one.path] = _marked(text, one.entry, one.version)

    def _ours(self) -> list[RecordFile]:
        found = (_written(path, text) for path, text in sorted(self.files.items()))
        known = [one for one in found if one is not None]
        self.ours |= {one.path for one in known if one.untouched}
        return known

    def _unmarked(self, head: Revision) -> str | None:
        """A file without our last line (an older export) that has just this title and name."""
        for path in sorted(self.files):
            match = _NUMBERED.fullmatch(path)
            same = match is not None and path == file_name(int(match[1]), head.title)
            if same and path not in self.written and _MARK.search(self.files[path]) is None:
                return path
        return None

    def _new(self, head: Revision) -> str:
        """The next number, which is in no other file: readers of records refuse a second one."""
        numbers = [int(m[1]) for p in (*self.files, *self.written) if (m := _NUMBERED.fullmatch(p))]
        return file_name(max(numbers, default=0) + 1, head.title)


def folder_with(files: Mapping[str, str], entries: Iterable[Entry], name: Name) -> Folder:
    """What the folder becomes with these decisions, oldest first."""
    folder = Folder(files)
    for entry in entries:
        folder.add(entry, name)
    return folder


def marked(text: str, entry: Entry, head: Revision) -> str:
    """A file with our last line: no program shows it."""
    return _marked(text, entry.id, head.id)


def _marked(text: str, entry: str, version: str) -> str:
    body = _MARK.sub("", text).rstrip("\n") + "\n"
    return f"{body}\n[//]: # (common-ground {entry} {version} {_digest(body)})\n"


def superseded(text: str, link: str) -> str:
    """The record with that status, and with the link in its text: some readers look only there."""
    said = _STATUS.sub(f"status: superseded by {link}", text, count=1)
    body = _SUPERSEDED.sub("", said).rstrip("\n")
    return with_link(body, f"Superseded by {link}")


def _written(path: str, text: str) -> RecordFile | None:
    mark = _MARK.search(text)
    if mark is None or not _NUMBERED.fullmatch(path):
        return None
    body = text[: mark.start() + 1]
    return RecordFile(path, body, mark[1], mark[2], _digest(body) == mark[3])


def _gives_way(one: RecordFile, path: str) -> bool:
    """Whether it is superseded by that record, or by none yet."""
    status = _STATUS.search(one.text)
    said = "" if status is None else status[0]
    return "superseded by" not in said or _link(path) in said


def _digest(body: str) -> str:
    return hashlib.sha256(body.rstrip("\n").encode("utf-8", "replace")).hexdigest()[:16]


def _title(versions: Mapping[RevisionId, Revision], version: str) -> str | None:
    found = versions.get(RevisionId(version))
    return None if found is None else str(found.title)


def _link(path: str) -> str:
    """A record as MADR names it in a status: ``[ADR-0002](0002-title.md)``."""
    number = _NUMBERED.fullmatch(path)
    return f"[ADR-{number[1] if number else path}]({path})"
