"""Labelled questions: what a corpus holds, and which of it answers a question. Reads JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ...core.prompt import CHARS_PER_TOKEN
from ...errors import UserError
from .model import Rankable

SHAPE = (
    'Each line is {"corpus": NAME, "entry": {id, title, body, kind, area?, at, author}} or '
    '{"corpus": NAME, "query": {id, text, asker?, areas?, paths?, upto?, relevant: [ids]}}.'
)
_SECONDS = 100_000_000_000
"""Numbers below are seconds since 1970, or places in an order; those above are milliseconds."""


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question, the ids that answer it, and how many entries there are when it is asked."""

    text: str
    relevant: frozenset[str]
    areas: frozenset[str] | None
    after: int


@dataclass(slots=True)
class Corpus:
    """Entries in their order, and the questions that are asked of them."""

    entries: list[Rankable] = field(default_factory=list)
    queries: list[LabelledQuestion] = field(default_factory=list)


def corpora(lines: Iterable[str]) -> dict[str, Corpus]:
    """The corpora of a file, by name. UserError names the first line that is neither."""
    found: dict[str, Corpus] = {}
    asked: list[tuple[Corpus, dict[str, Any], int]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row(line, number)
        corpus = found.setdefault(str(row.get("corpus", "")), Corpus())
        if isinstance(row.get("entry"), dict):
            corpus.entries.append(_item(row["entry"], number))
        elif isinstance(row.get("query"), dict):
            asked.append((corpus, row["query"], number))
        else:
            raise UserError(f"Line {number} is neither an entry nor a query.", SHAPE)
    for corpus, fields, number in asked:  # which may stand before their entries
        corpus.queries.append(_query(fields, corpus, number))
    return found


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError(f"Line {number} is not JSON: {error}.", SHAPE) from error
    if not isinstance(row, dict):
        raise UserError(f"Line {number} is no object.", SHAPE)
    return row


def _item(fields: dict[str, Any], number: int) -> Rankable:
    title, body = _text(fields, "title"), _text(fields, "body")
    if "id" not in fields or not (title or body):
        raise UserError(f"Line {number}: an entry has an id, and a title or a body.", SHAPE)
    return Rankable(
        id=str(fields["id"]),
        title=title,
        body=body,
        kind=_text(fields, "kind") or "knowledge",
        area=_text(fields, "area") or None,
        at=_at(fields.get("at"), number),
        author=_text(fields, "author"),
        tokens=len(title + body) // CHARS_PER_TOKEN + 1,
        always=fields.get("kind") == "convention",
    )


def _query(fields: dict[str, Any], corpus: Corpus, number: int) -> LabelledQuestion:
    relevant = fields.get("relevant")
    known = {item.id for item in corpus.entries}
    if not _text(fields, "text") or not isinstance(relevant, list):
        raise UserError(f"Line {number}: a query has a text and a list `relevant`.", SHAPE)
    if missing := {str(id) for id in relevant} - known:
        raise UserError(f"Line {number}: its corpus has no entry {min(missing)!r}.", SHAPE)
    upto = fields.get("upto")
    if upto is not None and (type(upto) is not int or upto < 0):
        raise UserError(f"Line {number}: `upto` is the number of an entry, from 0.", SHAPE)
    return LabelledQuestion(
        text=_text(fields, "text"),
        relevant=frozenset(map(str, relevant)),
        areas=_areas(fields, corpus),
        after=len(corpus.entries) if upto is None else upto + 1,
    )


def _areas(fields: dict[str, Any], corpus: Corpus) -> frozenset[str] | None:
    """The areas in play: those that are given, and those that are part of a path."""
    known = {item.area for item in corpus.entries if item.area is not None}
    parts = {part for path in fields.get("paths") or () for part in str(path).split("/")}
    found = frozenset(map(str, fields.get("areas") or ())) | (known & parts)
    return found or None


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else str(value)


def _at(value: Any, number: int) -> int:
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise UserError(f"Line {number}: {value[:40]!r} is no time.", SHAPE) from None
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    if value is None:
        return number * 1000
    if not isinstance(value, int | float):
        raise UserError(f"Line {number}: `at` is a time.", SHAPE)
    return int(value if value > _SECONDS else value * 1000)
