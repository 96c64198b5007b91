"""The settings of claims: how long they are kept and how often people are told, and one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...core.setting import Setting, SettingKind, fields_of
from ...errors import InvalidCommand
from .model import MAX_HOURS

POLICY, OWN = "work", "own-work"
MAX_NOTICES = 20
Guard = Literal["warn", "refuse"]


@dataclass(frozen=True, slots=True)
class WorkPolicy:
    """``hours`` after which a claim that is not reported again is forgotten.

    ``notices`` a day is what a member is told of overlaps that may conflict; those that will are
    told besides. 0 switches both off: the Now tab has them all the same.
    """

    hours: int = 12
    notices: int = 1


@dataclass(frozen=True, slots=True)
class OwnWork:
    """``contents``: others may see the changed lines themselves. ``guard``: what a hook does."""

    contents: bool = False
    guard: Guard = "warn"


def policy_in(settings: Mapping[str, Setting]) -> WorkPolicy:
    """The team's policy."""
    said = settings.get(POLICY)
    return WorkPolicy() if said is None or said.value is None else WorkPolicy(**said.value)


def own_in(settings: Mapping[str, Setting]) -> OwnWork:
    """What the member chose whose own ``settings`` these are."""
    said = settings.get(OWN)
    return OwnWork() if said is None or said.value is None else OwnWork(**said.value)


def _policy(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"hours", "notices"}, "how work in progress is told")
    for name, least, most in (("hours", 1, MAX_HOURS), ("notices", 0, MAX_NOTICES)):
        if type(found[name]) is not int or not least <= found[name] <= most:
            raise InvalidCommand(
                f"{name} is a whole number from {least} to {most}.",
                f"Write {getattr(WorkPolicy(), name)}, as out of the box.",
            )
    return dict(found)


def _own(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"contents", "guard"}, "what you chose for your work")
    if type(found["contents"]) is not bool or found["guard"] not in ("warn", "refuse"):
        raise InvalidCommand(
            "That is no choice for your work.",
            "contents is true or false, guard is warn or refuse.",
        )
    return dict(found)


SETTINGS = (
    SettingKind(POLICY, _policy, "owner"),
    SettingKind(OWN, _own, "reader", personal=True),
)
"""``{"hours": 12, "notices": 1}`` out of the box, which null brings back."""
