"""What is answered of a redaction."""

from __future__ import annotations

from ...core.views import View


class RescueAnswer(View):
    """Where all that the server holds was written, and the last row of the audit chain in it."""

    file: str
    chain: int


class LeftoverView(View):
    """A place that still holds the text, and what takes it out there."""

    where: str
    remedy: str


class RedactionAnswer(View):
    """What held the text; ``clean``: nothing in the data folder holds it any more.

    ``left`` are the places that still do. ``backups`` counts the server's own backups, which were
    removed.
    """

    versions: int
    turns: int
    clean: bool
    left: tuple[LeftoverView, ...] = ()
    backups: int = 0
