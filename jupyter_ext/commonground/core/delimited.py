"""Text between our tags: what people wrote can neither open nor close one. Pure."""

from __future__ import annotations

import re

from .skeleton import OPENERS, skeleton
from .visible import visible

_TAGS = (
    "team-context|dispute|entry|proposed|version|title|body|cells|cell|output|private-notes|note"
    "|question|omitted|known|briefing|sprint|task|message|thread|line|constraint|option|named"
    "|here|picture|skill|skills|team-work|preferences|others-work|work|leased|code-changed|handoff"
)
_NAMES = _TAGS.replace("-", "[- ]?")
_OPENER = re.compile(f"[{OPENERS}]")
_OURS = re.compile(rf"[ /\\]*(?:{_NAMES})(?![a-z0-9])")
_SIGHT = 200
"""Characters behind a sign that opens a tag in which the tag's name would stand."""


def as_data(text: str) -> str:
    """Text that can't open or close one of our tags, and says nothing that people don't see.

    The tags' ``<`` becomes ``&lt;``, and so does every sign that looks like it before letters that
    look like a tag's name.
    """
    return _OPENER.sub(_defused, visible(text))


def _defused(opener: re.Match[str]) -> str:
    text = opener.string
    begin = next((n for n in range(opener.end(), len(text)) if not text[n].isspace()), len(text))
    behind = text[begin : begin + _SIGHT]
    return "&lt;" if _OURS.match(skeleton(behind)) else opener[0]
