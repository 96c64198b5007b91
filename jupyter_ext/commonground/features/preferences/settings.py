"""The setting that holds a member's own preferences."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ...core.fields import AREA
from ...core.preference import ASKS, DETAILS, PREFERENCES, STYLES, is_language
from ...core.setting import SettingKind, fields_of
from ...errors import InvalidCommand

FIELDS = {"language", "style", "detail", "area", "asks"}


def _preferences(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, FIELDS, "what somebody prefers")
    language = found["language"]
    if language is not None and not (isinstance(language, str) and is_language(language)):
        raise InvalidCommand("That is no language.", "Write its name in up to four words: German.")
    for name, words in (("style", STYLES), ("detail", DETAILS)):
        if found[name] is not None and found[name] not in words:
            raise InvalidCommand(
                f"That is no {name} of an answer.", f"Choose one of: {', '.join(words)}; or null."
            )
    if found["asks"] not in ASKS:
        raise InvalidCommand(
            "It is not clear in which questions this holds.", f"Choose one of: {', '.join(ASKS)}."
        )
    return {**found, "area": _area(found["area"])}


def _area(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return AREA.validate_python(value, strict=True)
    except ValidationError:
        raise InvalidCommand("That is no area.", "Name one of the team's areas, or null.") from None


SETTINGS = (SettingKind(PREFERENCES, _preferences, "reader", personal=True),)
