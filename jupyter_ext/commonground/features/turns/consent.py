"""Who lets a tool act, and for how long: the team's cap, and what a member allowed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from ...core.setting import Setting, SettingKind, fields_of
from ...core.texts import Id
from ...core.tool import CAPS, Cap, Standing
from ...errors import InvalidCommand
from .thread import PREFIX as THREAD

CAP_SETTING, ALLOW_SETTING = "tool-policy", "tool-allow"
MOST_THREADS = 100
"""Threads in which one member lets one tool act."""


def cap_of(settings: Mapping[str, Setting], tool: str) -> Cap:
    """The most that the team lets its members allow that tool."""
    setting = settings.get(f"{CAP_SETTING}:{tool}")
    return "always" if setting is None or setting.value is None else setting.value


def offers_of(cap: Cap, about: str | None) -> tuple[Standing, ...]:
    """For how long a tool may be allowed in a question about that thing, beside one click."""
    in_thread = about is not None and about.startswith(f"{THREAD}_")
    found: list[Standing] = ["thread"] if in_thread and cap in ("thread", "always") else []
    return (*found, "always") if cap == "always" else tuple(found)


def standing_of(
    own: Mapping[str, Setting], tool: str, offers: tuple[Standing, ...], about: str | None
) -> Standing | None:
    """How the member, whose ``own`` settings these are, allowed the tool here; None: not at all."""
    allowed = allowed_in(own, tool)
    if "always" in offers and allowed["always"]:
        return "always"
    return "thread" if "thread" in offers and about in allowed["threads"] else None


def allowed_in(own: Mapping[str, Setting], tool: str) -> dict[str, Any]:
    """What the member said of the tool: ``always``, and the ``threads`` where it may act."""
    setting = own.get(f"{ALLOW_SETTING}:{tool}")
    held = None if setting is None else setting.value
    return {"always": False, "threads": []} if held is None else dict(held)


def allowed_also(allowed: Mapping[str, Any], standing: Standing, about: str) -> dict[str, Any]:
    """The same with one more permission."""
    if standing == "always":
        return {**allowed, "always": True}
    others = [thread for thread in allowed["threads"] if thread != about]
    return {**allowed, "threads": [*others, about][-MOST_THREADS:]}


def _cap(_: str, value: Any) -> Any:
    if value is not None and value not in CAPS:
        raise InvalidCommand(
            "That is no bound for a tool.",
            f"Choose one of: {', '.join(get_args(Cap))}; null for the usual one.",
        )
    return value


def _allow(_: str, value: Any) -> Any:
    if value is None:
        return None
    found = fields_of(value, {"always", "threads"}, "what a tool is allowed")
    threads = found["threads"]
    if type(found["always"]) is not bool or not isinstance(threads, list):
        raise InvalidCommand(
            "That is not what a tool is allowed.",
            "Give always as true or false, threads as a list.",
        )
    if len(threads) > MOST_THREADS or not all(_is_thread(one) for one in threads):
        raise InvalidCommand(
            "These are no threads, or too many.", f"Name at most {MOST_THREADS}, by their ids."
        )
    return {"always": found["always"], "threads": list(threads)}


def _is_thread(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(f"{THREAD}_") and len(value) <= 64


SETTINGS = (
    SettingKind(CAP_SETTING, _cap, "owner", of="TOOL"),
    SettingKind(ALLOW_SETTING, _allow, "contributor", of="TOOL", personal=True, value=Id),
)
