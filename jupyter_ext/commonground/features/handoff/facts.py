"""What the facts of handoff reports hold, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from ...core.texts import Id, Name, Prose
from .report import ACKNOWLEDGED, WRITTEN


class RecordedLine(TypedDict, total=False):
    """A line of a report, with the events that it rests on."""

    topic: Name
    text: Prose
    detail: Prose
    about: Id | None
    sources: list[Id]
    open: bool
    new: bool


class RecordedReport(TypedDict, total=False):
    """A report as it was written down; times are milliseconds since 1970."""

    zone: Name
    since: int
    until: int
    parts: dict[str, list[RecordedLine]]


class ReportAcknowledged(TypedDict, total=False):
    """Up to when somebody knows, in their words, and the reports that this covers."""

    until: int
    restated: Prose
    handoffs: list[Id]


FACTS: Mapping[str, type] = {WRITTEN: RecordedReport, ACKNOWLEDGED: ReportAcknowledged}
