"""The setting by which a member agrees to a skill, for the team: to just these files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...core.setting import Setting, SettingKind
from ...core.skill import is_skill_name
from ...core.texts import Id
from ...errors import InvalidCommand

AGREED = "skill"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def agreement(settings: Mapping[str, Setting], name: str, digest: str) -> Setting | None:
    """Who agreed to the skill as it is now, and when; None where nobody did."""
    said = settings.get(f"{AGREED}:{name}")
    return said if said is not None and said.value == digest else None


def agreed_names(settings: Mapping[str, Setting]) -> tuple[str, ...]:
    """The skills that somebody agreed to at some time, in order."""
    found = (
        key.removeprefix(f"{AGREED}:")
        for key, said in settings.items()
        if key.startswith(f"{AGREED}:") and said.value is not None
    )
    return tuple(sorted(found))


def _agreed(name: str, value: Any) -> Any:
    if not is_skill_name(name):
        raise InvalidCommand(
            "That can't be a skill's name.", "It is 1 to 64 of a-z, 0-9 and single hyphens."
        )
    if value is not None and not (isinstance(value, str) and _DIGEST.fullmatch(value)):
        raise InvalidCommand(
            "That is no digest of a skill.", "Give the one that is shown with it; null takes back."
        )
    return value


SETTINGS = (SettingKind(AGREED, _agreed, "contributor", of="NAME", value=Id),)
