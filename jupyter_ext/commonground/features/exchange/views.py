"""What is answered of an import."""

from __future__ import annotations

from ...core.views import View
from .intake import What
from .records import RECORD as RECORD


class ImportFinding(View):
    """What the gate found in a record, in which field; the words are in no answer."""

    label: str
    field: str


class ImportedItem(View):
    """What became of a record, or would: ``what`` in a word, ``why`` where there is more to say."""

    place: int
    record: str
    id: str
    title: str
    what: What
    why: str = ""
    findings: tuple[ImportFinding, ...] = ()


class ImportAnswer(View):
    """What became of a part of a file, record by record."""

    items: tuple[ImportedItem, ...]
