"""Labelled references and the histories that they are judged by, as files of JSON Lines.

``staleness.jsonl`` has a reference of a document in each row, ``staleness_history.jsonl`` the names
of each repository; either may be compressed (``.gz``). Fields that are not asked for are ignored.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from ...errors import InvalidCommand
from .history import END, Interval, NameHistory

Label = Literal["stale", "valid", "never"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True, slots=True)
class LabelledReference:
    """One reference, written at one commit of the main line and checked at another.

    ``changes`` counts the commits between them that touched the target, where that is known;
    ``renamed_to`` and ``broke`` are what became of a stale one.
    """

    repo: str
    label: Label
    kind: str
    form: str
    ref: str
    line: str
    document: str
    written_in: str
    written: int
    checked: int
    target: str | None
    folder: bool
    changes: int | None
    renamed_to: str | None
    broke: int | None


def labelled_in(folder: Path) -> tuple[list[LabelledReference], int]:
    """The rows that can be judged, and how many others there are. Raises InvalidCommand."""
    found, others = [], 0
    for number, row in _rows(_file(folder, "staleness")):
        if not isinstance(row, dict) or row.get("label") not in LABELS:
            others += 1
            continue
        try:
            found.append(_labelled(row))
        except (KeyError, TypeError, ValueError) as problem:
            raise InvalidCommand(
                f"Line {number} of the labelled references lacks {problem}.",
                "Each has repo, label, kind, ref, line, doc, written_i and check_i.",
            ) from None
    return found, others


def _labelled(row: Mapping[str, Any]) -> LabelledReference:
    changes, broke = row.get("target_changes"), row.get("broke_i")
    return LabelledReference(
        repo=str(row["repo"]),
        label=row["label"],
        kind=str(row["kind"]),
        form=str(row.get("form") or "code"),
        ref=str(row["ref"]),
        line=str(row["line"]),
        document=str(row["doc"]),
        written_in=str(row.get("doc_written") or row["doc"]),
        written=int(row["written_i"]),
        checked=int(row["check_i"]),
        target=row.get("target"),
        folder=row.get("target_kind") == "dir",
        changes=None if changes is None else int(changes),
        renamed_to=row.get("renamed_to"),
        broke=None if broke is None else int(broke),
    )


def histories_in(folder: Path) -> Iterator[tuple[str, NameHistory]]:
    """Each repository with its history, one at a time: they are large. Raises InvalidCommand."""
    repo: str | None = None
    names: dict[str, dict[str, list[Interval]]] = {"p": {}, "s": {}}
    kind = last = ""
    for number, row in _rows(_file(folder, "staleness_history")):
        if isinstance(row, dict):
            if repo is not None:
                yield repo, NameHistory(names["p"], names["s"])
            repo, names, kind = str(row.get("repo")), {"p": {}, "s": {}}, ""
            continue
        try:
            which, shared, rest, spans = row
            last = (last[:shared] if which == kind else "") + rest
            kind = which
            names[which][last] = [_interval(span) for span in spans]
        except (KeyError, TypeError, ValueError):
            raise InvalidCommand(
                f"Line {number} of the histories can't be read.",
                'A name is written as ["p" or "s", shared letters, the rest, intervals].',
            ) from None
    if repo is not None:
        yield repo, NameHistory(names["p"], names["s"])


def _interval(span: Any) -> Interval:
    if isinstance(span, int):
        return span, END
    begin, until = span
    return int(begin), END if until is None else int(until)


def _file(folder: Path, name: str) -> Path:
    for ending in (".jsonl.gz", ".jsonl"):
        if (folder / f"{name}{ending}").is_file():
            return folder / f"{name}{ending}"
    raise InvalidCommand(
        f"There is no {name}.jsonl.gz or {name}.jsonl in {folder}.",
        "Name the folder that holds both.",
    )


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        with path.open("rb") as file:
            lines = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _json(path, number, line)
    except (OSError, EOFError, zlib.error) as error:  # a broken or half-fetched archive
        raise InvalidCommand(
            f"{path.name} can't be read to its end: {error}", "Fetch it again."
        ) from None


def _json(path: Path, number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise InvalidCommand(
            f"Line {number} of {path.name} is no JSON.", "Mend it, or leave it out."
        ) from None
