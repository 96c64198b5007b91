"""What is answered of a preview."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from ...core.entry import Kind
from ...core.revision import Status
from ...core.views import FindingView, RedactedView, View
from ...gate.gate import Outcome
from .preview import Preview


class GateView(View):
    """What the gate makes of the text, and the text as it would be stored."""

    outcome: Outcome
    findings: tuple[FindingView | RedactedView, ...]
    title: str
    body: str


class ReadersView(View):
    """Whose view and prompts it reaches."""

    area: str | None
    private: bool
    names: tuple[str, ...]


class ClashView(View):
    """An entry that the text would contradict, the rule, and both quotes (the text's first).

    One that is not ``sure`` would be a hint and no dispute.
    """

    entry: str
    title: str
    rule: str
    quotes: tuple[str, str]
    why: str
    sure: bool


class NearView(View):
    """An entry near to another one: its version of today, and the beginning of its text."""

    entry: str
    revision: str
    kind: Kind
    title: str
    body: str
    author: str


class NearAnswer(View):
    """The nearest entries, nearest first."""

    near: tuple[NearView, ...]


class KeyedFields(View):
    """Keyed fields that the text suggests."""

    subject: str
    attribute: str
    value: str
    scope: str | None


class PreviewAnswer(View):
    """What a command would do; it was not carried out."""

    status: Status
    gate: GateView
    readers: ReadersView
    contradicts: tuple[ClashView, ...]
    fields: KeyedFields | None

    @model_validator(mode="before")
    @classmethod
    def _of_preview(cls, value: Any) -> Any:
        if not isinstance(value, Preview):
            return value
        return {
            "status": value.status,
            "gate": {
                "outcome": value.outcome,
                "findings": value.findings,
                "title": value.title,
                "body": value.body,
            },
            "readers": {"area": value.area, "private": value.private, "names": value.readers},
            "contradicts": value.contradicts,
            "fields": value.fields,
        }
