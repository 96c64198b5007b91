"""How a member wants to be answered, and in which area they usually work. Pure.

Kept in the member's own room and shown to nobody else; every value but the language is one of a few
words, so that no text of anybody's reaches a prompt by this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from .setting import Setting
from .turn import Visibility

Style = Literal["plain", "formal", "friendly", "teaching"]
Detail = Literal["brief", "balanced", "thorough"]
Asks = Literal["all", "private"]
STYLES: tuple[Style, ...] = get_args(Style)
DETAILS: tuple[Detail, ...] = get_args(Detail)
ASKS: tuple[Asks, ...] = get_args(Asks)
PREFERENCES = "preferences"
"""The name of the setting."""
MAX_LANGUAGE = 40
"""Characters of a language's name."""

_STYLES: Mapping[Style, str] = {
    "plain": "Write plainly: short sentences, everyday words, no filler.",
    "formal": "Write formally and impersonally.",
    "friendly": "Write as to a colleague one likes.",
    "teaching": "Explain why as well as what, and the words that a newcomer would not know.",
}
_DETAILS: Mapping[Detail, str] = {
    "brief": "Keep it to what was asked: a few sentences, code without commentary.",
    "balanced": "Say what matters and leave out the rest.",
    "thorough": "Be thorough: alternatives, edge cases and what you are not sure of.",
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a member prefers; None: whatever is usual. ``asks``: in which questions it holds."""

    language: str | None = None
    style: Style | None = None
    detail: Detail | None = None
    area: str | None = None
    asks: Asks = "all"

    def within(self, visibility: Visibility) -> Preferences:
        """What holds in such a question."""
        return self if self.asks == "all" or visibility == "private" else Preferences()


def preferences_in(own: Mapping[str, Setting]) -> Preferences:
    """The preferences of the member whose ``own`` settings these are."""
    said = own.get(PREFERENCES)
    return Preferences() if said is None or said.value is None else Preferences(**said.value)


def is_language(text: str) -> bool:
    """Whether it can be a language's name: words, and nothing that could be anything else."""
    plain = text.replace(" ", "").replace("-", "").replace("(", "").replace(")", "")
    return 0 < len(text) <= MAX_LANGUAGE and plain.isalpha() and len(text.split()) <= 4


def render_preferences(of: Preferences) -> str:
    """What a model is told; empty where nothing is preferred."""
    told = []
    if of.language is not None:
        told.append(f"Answer in {of.language}; leave code and names as they are.")
    if of.style is not None:
        told.append(_STYLES[of.style])
    if of.detail is not None:
        told.append(_DETAILS[of.detail])
    return "\n".join(["<preferences>", *told, "</preferences>"]) if told else ""
