"""What the context owner lets through the gate: a setting for each fingerprint, with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from ...core.setting import Setting, SettingKind, fields_of
from ...core.texts import Name, Prose
from ...errors import InvalidCommand


class ExceptionValue(TypedDict, total=False):
    """Why it is let through, and which rule found it."""

    reason: Prose
    rule: Name


_FROM_THE_MESSAGE = "Copy it from the message that kept the text back."


def _exception(fingerprint: str, value: Any) -> Any:
    if not re.fullmatch(r"[0-9a-f]{16,64}", fingerprint):
        raise InvalidCommand("That is no mark of a value.", _FROM_THE_MESSAGE)
    if value is None:
        return None
    found = {"rule": "", **value} if isinstance(value, dict) else value
    found = fields_of(found, {"reason", "rule"}, "an exception")
    reason, rule = found["reason"], found["rule"]
    if not isinstance(reason, str) or not reason.strip() or len(reason) > 2_000:
        raise InvalidCommand("An exception needs a reason.", "Say why this is no secret.")
    if not isinstance(rule, str) or not re.fullmatch(r"[A-Za-z0-9:_-]{0,80}", rule):
        raise InvalidCommand("Nothing of that name keeps texts back.", _FROM_THE_MESSAGE)
    return {"reason": reason.strip()} | ({"rule": rule} if rule else {})


def exceptions_in(settings: Mapping[str, Setting]) -> list[dict[str, Any]]:
    """What is let through the gate: fingerprint, rule, reason, by whom and when; oldest first."""
    found = [
        {
            "fingerprint": setting.name.partition(":")[2],
            "rule": setting.value.get("rule", ""),
            "reason": setting.value["reason"],
            "by": setting.by,
            "at": setting.at,
        }
        for setting in settings.values()
        if setting.name.startswith("exception:") and setting.value
    ]
    return sorted(found, key=lambda one: (one["at"], one["fingerprint"]))


SETTINGS = (
    SettingKind(
        "exception", _exception, "owner", of="FINGERPRINT", of_ours=True, value=ExceptionValue
    ),
)
