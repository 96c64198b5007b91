"""The policy for each kind, and the role that settings and rota give a member now.

Pure: it is told a role, a kind and the settings, and answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...core.duty import Duty
from ...core.entry import SHARED_KINDS, Kind, SharedKind
from ...core.revision import Status
from ...core.role import ROLES, Member, Policy, Role, at_least
from ...core.setting import Setting
from ...errors import NotAllowed
from .rota import Rota, duty

WAITS_FOR_OWNER: frozenset[Kind] = frozenset({"convention", "decision"})
"""Kinds whose new versions wait for the owner, out of the box."""


def policies_in(settings: Mapping[str, Setting]) -> dict[SharedKind, Policy]:
    """The policy for each kind; out of the box conventions and decisions wait for the owner."""
    found: dict[SharedKind, Policy] = {}
    for kind in SHARED_KINDS:
        setting = settings.get(f"policy:{kind}")
        found[kind] = setting.value if setting else _out_of_the_box(kind)
    return found


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
    said = tuple(changes)
    return duty(rota, said, away, _not_before(rota, said, at))


def _not_before(rota: Rota, changes: Iterable[Setting], at: int) -> int:
    """The time, or that of the last change in its turn: what was acknowledged holds, even where
    the clock was set back since."""
    turn = rota.turn_at(at)
    return max([at, *(change.at for change in changes if rota.turn_at(change.at) == turn)])


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
