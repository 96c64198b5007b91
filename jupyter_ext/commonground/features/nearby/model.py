"""The choice of a server on this machine, as the team's setting keeps it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...core.setting import Setting

LOCAL_MODEL = "local-model"
NO = "no"
"""Kept where the team does not want one: then nobody is asked again."""


@dataclass(frozen=True, slots=True)
class LocalChoice:
    """Which model of which server; ``program`` is what answered there when it was chosen."""

    program: str
    url: str
    model: str


def choice_in(settings: Mapping[str, Setting]) -> LocalChoice | None:
    """What was chosen; None where nothing is, or the team wants none."""
    setting = settings.get(LOCAL_MODEL)
    if setting is None or setting.value is None or setting.value == NO:
        return None
    return LocalChoice(**setting.value)


def was_asked(settings: Mapping[str, Setting]) -> bool:
    """Whether somebody has decided, either way."""
    setting = settings.get(LOCAL_MODEL)
    return setting is not None and setting.value is not None
