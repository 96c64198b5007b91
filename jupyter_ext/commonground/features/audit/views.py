"""What is answered of a redaction."""

from __future__ import annotations

from ...core.views import View


class RedactionAnswer(View):
    """What held the text; ``clean``: its bytes are in no file of the store any more."""

    versions: int
    turns: int
    clean: bool
