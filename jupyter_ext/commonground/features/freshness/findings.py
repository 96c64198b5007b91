"""What a check of documents found, as values. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...code.mainline import Commit
from .judgement import Freshness
from .references import CodeReference
from .repository import Cause

HistoryKnown = Literal["full", "shallow", "none"]
"""All of the main line, only its newest commits, or no git at all."""


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """One reference of a document. ``line`` counts from 1.

    ``target`` is what it pointed at when it was written; ``candidates`` are the places that it
    fits, where these are several. ``changes`` counts the commits since that changed the target,
    ``changed`` is the last of them.
    """

    document: str
    line: int
    reference: CodeReference
    state: Freshness
    target: str | None = None
    candidates: tuple[str, ...] = ()
    written: Commit | None = None
    cause: Cause | None = None
    changes: int = 0
    changed: Commit | None = None

    def to_wire(self) -> dict[str, Any]:
        """JSON, without what is not known."""
        cause = self.cause
        found: dict[str, Any] = {
            "document": self.document,
            "line": self.line,
            "column": self.reference.column + 1,
            "kind": self.reference.kind,
            "form": self.reference.form,
            "reference": self.reference.name,
            "state": self.state,
            "target": self.target,
            "candidates": list(self.candidates) if len(self.candidates) > 1 else None,
            "written": _commit(self.written),
            "broken_by": None if cause is None else _commit(cause.commit),
            "new_place": None if cause is None else cause.new_place,
            "new_place_sure": None if cause is None or cause.new_place is None else cause.sure,
            "changes": self.changes or None,
            "changed": _commit(self.changed),
        }
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All that was found, in the order of documents and lines."""

    findings: Sequence[DocumentFinding]
    documents: int
    exempt: int = 0
    """Documents that record changes, and were not judged."""
    history: HistoryKnown = "full"
    problems: tuple[str, ...] = ()

    @property
    def broken(self) -> Sequence[DocumentFinding]:
        """What points at nothing any more."""
        return [finding for finding in self.findings if finding.state == "broken"]

    @property
    def counts(self) -> dict[Freshness, int]:
        """How many references there are in each state."""
        counted = Counter(finding.state for finding in self.findings)
        states: tuple[Freshness, ...] = ("fresh", "touched", "broken", "unanchored")
        return {state: counted[state] for state in states}

    def to_wire(self) -> dict[str, Any]:
        """JSON; references that are fresh, or that nothing is known of, are only counted."""
        shown = [f for f in self.findings if f.state in ("broken", "touched") or f.candidates[1:]]
        return {
            "counts": dict(self.counts),
            "documents": self.documents,
            "exempt": self.exempt,
            "history": self.history,
            "problems": list(self.problems),
            "findings": [finding.to_wire() for finding in shown],
        }


def _commit(commit: Commit | None) -> dict[str, Any] | None:
    if commit is None:
        return None
    return {
        "commit": commit.id, "author": commit.author, "at": commit.at, "subject": commit.subject
    }  # fmt: skip
