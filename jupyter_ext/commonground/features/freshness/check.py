"""Checks documents of a real repository: each reference, from the day it was written to today.

Reads files and asks git; what a verdict means, and how it is printed, is said elsewhere.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...code.mainline import (
    LineOrigin,
    MainLine,
    files_now,
    main_line,
    origins,
    submodules_now,
)
from ...core.encoding import decoded
from ...errors import InvalidCommand
from .exempt import lines_of_today, records_change
from .findings import CheckReport, DocumentFinding, HistoryKnown
from .judgement import Freshness, judge
from .references import CodeReference, references_in
from .repository import Cause, RepositoryHistory, WorkFiles
from .resolution import resolve
from .symbols import defined_then, named_now, taken_away

AT_ONCE = 3
"""Questions to git at a time."""
MOST_BYTES = 2 * 1024 * 1024
"""Of a document: a larger one was made by a program."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference in a line of a document, and where that line is from."""

    document: str
    line: int
    reference: CodeReference
    written: int | None
    """The commit of the main line, by number; None for what is not committed."""
    written_in: str


@dataclass(frozen=True, slots=True)
class _Lost:
    """A symbol that no code names any more: the file that defined it, and what took it away."""

    path: str
    commit: str | None


async def check(root: Path, documents: Iterable[str]) -> CheckReport:
    """What documents say of the repository whose top is ``root``; they are paths below it.

    Raises OSError, TimeoutError where git does not answer.
    """
    line = await main_line(root)
    history = RepositoryHistory(line)
    files, submodules = await files_now(root), await submodules_now(root)
    now = WorkFiles(files, submodules)
    judged, exempt = _parted(documents)
    mentions, problems = await _mentions(root, judged, line)
    names = {p for m in mentions for p in m.reference.parts}
    named = await named_now(root, files, names)
    lost = await _lost(root, [m for m in mentions if _is_lost(m, named)], history)
    found = [
        _symbol_finding(m, named, lost, history)
        if m.reference.kind == "symbol"
        else _path_finding(m, history, now)
        for m in mentions
    ]
    known: HistoryKnown = "shallow" if line.shallow else "full" if line.commits else "none"
    return CheckReport(found, len(judged), len(exempt), known, tuple(problems))


def check_without_history(
    root: Path, documents: Iterable[str], files: Iterable[str]
) -> CheckReport:
    """As ``check``, for a folder that git knows nothing of: links that lead nowhere are broken.

    Other names may be of anything, so nothing is said of them where they fit nothing.
    """
    tree = WorkFiles(tuple(files))
    judged, exempt = _parted(documents)
    found, problems = [], []
    for document in judged:
        try:
            text = _read(root / document)
        except (OSError, InvalidCommand) as problem:
            problems.append(f"{document} can't be read: {problem}")
            continue
        for number, reference in _references(text):
            if reference.kind == "path":
                found.append(_existing(document, number, reference, tree))
    return CheckReport(found, len(judged), len(exempt), "none", tuple(problems))


def _existing(
    document: str, number: int, reference: CodeReference, tree: WorkFiles
) -> DocumentFinding:
    place = resolve(reference, document, tree)
    if place.target is not None:
        return DocumentFinding(document, number, reference, "fresh", place.target)
    gone = reference.form == "link" and not place.ambiguous and _names_a_file(reference)
    state: Freshness = "broken" if gone else "unanchored"
    return DocumentFinding(document, number, reference, state, candidates=place.candidates)


def _names_a_file(reference: CodeReference) -> bool:
    """Whether a link has an ending: one without is a page of a site as often as a file."""
    return "." in reference.name.rpartition("/")[2]


def _parted(documents: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those that are judged, and those that record changes."""
    judged, exempt = list[str](), list[str]()
    for document in documents:
        (exempt if records_change(document) else judged).append(document)
    return judged, exempt


async def _mentions(
    root: Path, documents: Sequence[str], line: MainLine
) -> tuple[list[_Mention], list[str]]:
    gate, problems = asyncio.Semaphore(AT_ONCE), list[str]()

    async def of(document: str) -> list[_Mention]:
        async with gate:
            try:
                return await _mentions_of(root, document, line)
            except (OSError, TimeoutError, InvalidCommand) as problem:
                problems.append(f"{document} can't be read: {problem}")
                return []

    found = await asyncio.gather(*map(of, documents))
    return [mention for several in found for mention in several], problems


async def _mentions_of(root: Path, document: str, line: MainLine) -> list[_Mention]:
    text = await asyncio.to_thread(_read, root / document)
    references = list(_references(text))
    if not references:
        return []
    known = await _origins(root, document)
    return [_mention(document, n, reference, known, line) for n, reference in references]


async def _origins(root: Path, document: str) -> Sequence[LineOrigin]:
    try:
        return await origins(root, document)
    except OSError:  # it is in no commit yet
        return ()


def _mention(
    document: str,
    number: int,
    reference: CodeReference,
    known: Sequence[LineOrigin],
    line: MainLine,
) -> _Mention:
    origin = known[number - 1] if number <= len(known) else None
    written = None if origin is None else line.index.get(origin.commit)
    return _Mention(
        document, number, reference, written, document if origin is None else origin.path
    )


def _references(text: str) -> Iterable[tuple[int, CodeReference]]:
    for number, line in lines_of_today(text):
        for reference in references_in(line):
            yield number, reference


def _read(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise InvalidCommand("it is larger than a document that people write.")
    return decoded(path.read_bytes())[0]


def _path_finding(mention: _Mention, history: RepositoryHistory, now: WorkFiles) -> DocumentFinding:
    written = mention.written
    if written is None:
        then = resolve(mention.reference, mention.document, now)
    else:
        then = resolve(mention.reference, mention.written_in, history.names.at(written))
    since = len(history.commits) if written is None else written
    changes = 0 if then.target is None else history.changes_since(then.target, since)
    judged = judge(mention.reference, then, mention.document, now, lambda _: changes > 0)
    broken, touched = judged.state == "broken", judged.state == "touched"
    lost = then.target or next(iter(then.candidates), None)
    return DocumentFinding(
        mention.document,
        mention.line,
        mention.reference,
        judged.state,
        then.target,
        then.candidates,
        None if written is None else history.commits[written],
        history.cause(lost, since, now) if broken and lost and written is not None else None,
        changes if touched else 0,
        history.last_change(then.target) if touched and then.target else None,
    )


def _is_lost(mention: _Mention, named: Collection[str]) -> bool:
    reference = mention.reference
    return reference.kind == "symbol" and reference.parts[-1] not in named


async def _lost(
    root: Path, mentions: Sequence[_Mention], history: RepositoryHistory
) -> Mapping[tuple[int, str], _Lost]:
    """For each commit and name: where it was defined then, and what took it away."""
    wanted: defaultdict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.written is not None:
            wanted[mention.written].add(mention.reference.parts[-1])
    gate = asyncio.Semaphore(AT_ONCE)

    async def at(written: int, names: set[str]) -> dict[tuple[int, str], _Lost]:
        commit = history.commits[written].id
        async with gate:
            try:
                defined = await defined_then(root, commit, names)
            except (OSError, TimeoutError):  # a commit whose files were not fetched
                return {}
            return {
                (written, name): _Lost(path, await taken_away(root, name, path, commit))
                for name, path in defined.items()
            }

    several = await asyncio.gather(*(at(*each) for each in wanted.items()))
    return {key: lost for found in several for key, lost in found.items()}


def _symbol_finding(
    mention: _Mention,
    named: Collection[str],
    lost: Mapping[tuple[int, str], _Lost],
    history: RepositoryHistory,
) -> DocumentFinding:
    name, written = mention.reference.parts[-1], mention.written
    commit = None if written is None else history.commits[written]
    gone = None if written is None else lost.get((written, name))
    if gone is None:
        state: Freshness = "fresh" if name in named else "unanchored"
        return DocumentFinding(
            mention.document, mention.line, mention.reference, state, written=commit
        )
    number = None if gone.commit is None else history.index_of(gone.commit)
    cause = None if number is None else Cause(history.commits[number])
    return DocumentFinding(
        mention.document, mention.line, mention.reference, "broken", f"{gone.path}:{name}",
        written=commit, cause=cause,
    )  # fmt: skip
