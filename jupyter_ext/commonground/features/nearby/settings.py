"""The setting of nearby: which server on this machine answers the team, if one does."""

from __future__ import annotations

from typing import Any, TypedDict

from ...ai.nearby import MAX_NAME, is_loopback
from ...core.setting import SettingKind, fields_of
from ...core.texts import Name
from ...errors import InvalidCommand
from .model import LOCAL_MODEL, NO


class LocalModelValue(TypedDict):
    """The program, its address on loopback, and the name of a model that it has."""

    program: Name
    url: Name
    model: Name


def _local_model(_: str, value: Any) -> Any:
    if value in (None, NO):
        return value
    found = fields_of(value, {"program", "url", "model"}, "a model of this machine")
    texts = [found[name] for name in ("program", "url", "model")]
    fine = all(isinstance(text, str) and 0 < len(text) <= MAX_NAME for text in texts)
    if not fine or not is_loopback(found["url"]):
        raise InvalidCommand(
            "That is no model of a server on this machine.",
            "Choose one of those that are found, or say no.",
        )
    return dict(found)


SETTINGS = (SettingKind(LOCAL_MODEL, _local_model, "owner", value=LocalModelValue),)
