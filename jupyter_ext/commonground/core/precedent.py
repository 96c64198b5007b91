"""Earlier answers: what somebody asked or found out, whether that still holds, and how it is told.

Pure.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import quote

from .markdown import inline
from .texts import Person

PrecedentKind = Literal["finding", "turn"]
PrecedentState = Literal["fresh", "touched"]
ALWAYS_ASKED = ("edit", "data", "skill", "thread", "compare", "model")
"""Flags of questions that no earlier answer answers: what they bring along, or want, is their
own."""
SAID = 200
"""Characters of what was said before that are told."""


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """A question that has an answer, or a claim that is one. ``at`` is ms since 1970 (UTC).

    ``said`` is the question as it was asked, or the claim; ``body`` what a claim says beside it.
    ``path`` and ``cell`` are where it stands, if it stands in a notebook.
    """

    id: str
    said: str
    by: Person
    at: int
    body: str = ""
    path: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerStanding:
    """Whether what an answer rests on is as it was; ``why`` says it in a sentence. ``answer`` is
    Markdown."""

    state: PrecedentState
    why: str
    answer: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier answer to what somebody is about to ask; ``name`` is how ``by`` is displayed."""

    kind: PrecedentKind
    id: str
    said: str
    by: Person
    name: str
    at: int
    state: PrecedentState
    why: str
    answer: str
    path: str | None
    cell: str | None


def precedent_line(found: Precedent, now: int, path: str | None = None) -> str:
    """That it was answered, when and by whom, and whether that still holds, as a quotation.

    ``now`` is ms since 1970; ``path`` the notebook that it is told in, for a link that leads there.
    """
    said = " ".join(found.said.split())
    said = said if len(said) <= SAID else f"{said[: SAID - 1]}…"
    but = "But: " if found.state == "touched" else ""
    told = f"**Answered before** {_day(found.at, now)} by {inline(found.name)}: “{inline(said)}”"
    return f"> {told} {but}{inline(found.why)} {_where(found, path)}"


def precedent_markdown(found: Precedent, now: int, path: str | None = None) -> str:
    """The earlier answer itself, below the line that says so."""
    return f"{precedent_line(found, now, path)}\n\n{found.answer}"


def _where(found: Precedent, path: str | None) -> str:
    """A link to the cell that holds it, where there is one; else its id."""
    if found.path is None:
        return f"(`{found.id}`)"
    start = posixpath.dirname(path or "") or "."
    address = quote(posixpath.relpath(found.path, start))
    cell = f"#cell-id={quote(found.cell, safe='')}" if found.cell else ""
    return f"([{inline(posixpath.basename(found.path))}]({address}{cell}), `{found.id}`)"


def _day(at: int, now: int) -> str:
    day, today = (datetime.fromtimestamp(ms / 1000, UTC).date() for ms in (at, now))
    if day >= today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    if day > today - timedelta(days=7):
        return f"on {day:%A}"
    return f"on {day.day} {day:%B %Y}"
