"""What is answered of entries."""

from __future__ import annotations

from ...core.views import EntryView, RevisionView, View


class EntriesAnswer(View):
    """The entries of a room, oldest first."""

    entries: tuple[EntryView, ...]


class HistoryAnswer(View):
    """Versions of an entry that are no longer in the live document, oldest first."""

    revisions: tuple[RevisionView, ...]
