"""What is answered of a redaction."""

from __future__ import annotations

from ...core.views import View


class RescueAnswer(View):
    """Where all that the server holds was written, and the last row of the audit chain in it."""

    file: str
    chain: int


class RedactionAnswer(View):
    """What held the text; ``clean``: its bytes are in no file of the store any more."""

    versions: int
    turns: int
    clean: bool
