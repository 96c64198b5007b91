"""Who may do what: one table of roles and commands, the policy for each kind, who may set what.

Pure: it is told a role, a kind and the settings, and answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ...core.entry import SHARED_KINDS, Kind, SharedKind, Status
from ...core.role import ROLES, WAITS_FOR_OWNER, Member, Policy, Role, at_least
from ...core.setting import Setting
from ...errors import NotAllowed
from .rota import Duty, Rota, duty

SETTING_NEEDS: Mapping[str, Role] = {
    "policy": "owner",
    "rota": "owner",
    "rota-change": "owner",
    "area": "owner",
    "exception": "owner",
    "member": "admin",
    "away": "contributor",
    "zone": "contributor",
    "follow": "reader",
}
"""The least role for each setting. ``away``, ``zone`` and ``follow`` are one's own; an owner's for
others."""


def require_setting(member: Member, name: str) -> None:
    """Raise NotAllowed unless the member may change that setting."""
    prefix, _, rest = name.partition(":")
    needed = SETTING_NEEDS.get(prefix, "admin")
    if prefix in ("away", "zone") and rest != member.username:
        needed = "owner"
    if not at_least(member.role, needed):
        raise NotAllowed(
            f"Your role here is {member.role}; to change this takes {needed}.",
            "Ask the context owner to do it, or an admin for the role.",
        )


def policies_in(settings: Mapping[str, Setting]) -> dict[SharedKind, Policy]:
    """The policy for each kind; out of the box conventions and decisions wait for the owner."""
    found: dict[SharedKind, Policy] = {}
    for kind in SHARED_KINDS:
        setting = settings.get(f"policy:{kind}")
        found[kind] = setting.value if setting else _out_of_the_box(kind)
    return found


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


def _out_of_the_box(kind: SharedKind) -> Policy:
    return "review" if kind in WAITS_FOR_OWNER else "open"


def status_in(settings: Mapping[str, Setting], kind: Kind, role: Role) -> Status:
    """The status of a new version by somebody of that role.

    Raises NotAllowed where only the owner writes entries of that kind.
    """
    if kind == "note" or at_least(role, "owner"):
        return "accepted"
    policy = policies_in(settings)[kind]
    if policy == "owner":
        raise NotAllowed(
            f"Only the context owner writes a {kind} here.",
            "Ask the owner to add it, or share it as a discussion.",
        )
    return "accepted" if policy == "open" else "proposed"


def duty_in(settings: Mapping[str, Setting], changes: Iterable[Setting], at: int) -> Duty | None:
    """Who is context owner; None where no rota is set."""
    setting = settings.get("rota")
    rota = Rota.of(setting.value) if setting else None
    if rota is None:
        return None
    away = {
        name.removeprefix("away:"): (s.value["from"], s.value["until"])
        for name, s in settings.items()
        if name.startswith("away:") and s.value is not None
    }
    return duty(rota, changes, away, at)


def acting(member: Member, settings: Mapping[str, Setting], on_duty: Duty | None) -> Member:
    """The member with the role that settings and rota give them now.

    Whoever is on duty is at least owner. With a rota nobody else is: an owner by invitation is a
    contributor outside of their turn. Admins stay admins.
    """
    if member.anonymous:
        return member
    setting = settings.get(f"member:{member.username}")
    role: Role = setting.value if setting else member.role
    if on_duty is not None and role == "owner":
        role = "contributor"
    if on_duty is not None and member.username == on_duty.owner and not at_least(role, "owner"):
        role = "owner"
    return replace(member, role=role)


def role_from(groups: Iterable[str], mapping: Mapping[str, Role]) -> Role | None:
    """The highest role that a hub's groups or scopes give; None if they give none."""
    found = [mapping[group] for group in groups if group in mapping]
    return max(found, key=ROLES.index, default=None)
