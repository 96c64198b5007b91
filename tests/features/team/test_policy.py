"""Who may do what: every cell of roles, commands, kinds and settings."""

from __future__ import annotations

from typing import get_args

import pytest

from commonground.core.entry import SHARED_KINDS, SharedKind
from commonground.core.role import ROLES, Member, Policy, Role, may
from commonground.core.setting import Setting, current
from commonground.errors import InvalidCommand, NotAllowed
from commonground.features.team.policy import (
    acting,
    duty_in,
    policies_in,
    role_from,
    status_in,
)
from commonground.registry import features

PREFERS = {"language": "German", "style": "plain", "detail": None, "area": "api", "asks": "all"}
READ, WRITE, CURATE = ("reader",), ("contributor",), ("owner",)
NEEDS = features().roles
SETTING_NEEDS = {kind.name: kind.needs for kind in features().settings}
require_setting = features().settings.require
checked = features().settings.checked
LEAST: dict[str, Role] = {
    "add": "contributor",
    "propose": "contributor",
    "import": "contributor",
    "import_history": "admin",
    "edit": "contributor",
    "share": "contributor",
    "retire": "contributor",
    "revert": "contributor",
    "set": "reader",
    "ask": "contributor",
    "stop": "contributor",
    "accept": "owner",
    "reject": "owner",
    "merge": "owner",
    "resolve": "owner",
    "dismiss": "owner",
    "relate": "contributor",
    "anchor": "contributor",
    "reanchor": "contributor",
    "unanchor": "contributor",
    "still_holds": "contributor",
    "opened": "reader",
    "redact": "owner",
    "rescue": "admin",
    "report_work": "contributor",
    "declare_focus": "contributor",
    "lease_paths": "contributor",
    "release_lease": "contributor",
    "snooze_overlap": "contributor",
    "announce": "contributor",
    "query": "contributor",
    "query_sides": "contributor",
    "handoff": "contributor",
    "reply": "contributor",
    "answer": "contributor",
    "take_over": "contributor",
    "withdraw": "contributor",
    "acknowledge": "reader",
    "open_thread": "contributor",
    "say": "contributor",
    "constrain": "contributor",
    "lift": "contributor",
    "join": "contributor",
    "bring": "contributor",
    "rename_thread": "contributor",
    "close_thread": "contributor",
    "delete_thread": "contributor",
    "acknowledge_handoff": "reader",
    "compare_start": "contributor",
    "compare_option": "contributor",
    "compare_version": "contributor",
    "compare_run": "contributor",
    "compare_save": "contributor",
    "compare_judge": "contributor",
    "compare_score": "contributor",
    "compare_argue": "contributor",
    "compare_phase": "contributor",
    "compare_reveal": "contributor",
    "compare_decide": "contributor",
    "sprint_new": "contributor",
    "sprint_about": "contributor",
    "sprint_import": "contributor",
    "sprint_add": "contributor",
    "sprint_edit": "contributor",
    "sprint_move": "contributor",
    "sprint_capacity": "contributor",
    "sprint_note": "contributor",
    "sprint_reveal": "contributor",
    "sprint_action": "contributor",
    "sprint_end": "contributor",
    "rate_turn": "contributor",
    "sprint_comment": "contributor",
    "sprint_unit": "contributor",
    "sprint_limit": "contributor",
    "poker_open": "contributor",
    "poker_estimate": "contributor",
    "poker_reveal": "contributor",
    "poker_close": "contributor",
    "ask_again": "contributor",
    "decide": "contributor",
    "present": "contributor",
    "propose_cells": "contributor",
    "accept_edit": "contributor",
    "share_finding": "contributor",
    "record_check": "contributor",
    "refuse_edit": "contributor",
    "undo_edits": "contributor",
    "accept_suggestion": "contributor",
    "decide_suggestion": "contributor",
    "sweep": "contributor",
    "propose_summary": "contributor",
    "undo_summary": "owner",
    "draft_summary": "contributor",
    "try": "owner",
}


@pytest.mark.parametrize("command", NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_just_what_the_table_says(role: Role, command: str) -> None:
    allowed = ROLES.index(role) >= ROLES.index(LEAST[command])
    assert may(Member("x", "X", role=role), NEEDS[command]) is allowed
    assert not may(Member("x", "X", role=role, anonymous=True), NEEDS[command])
    assert set(NEEDS) == set(LEAST)


@pytest.mark.parametrize("kind", SHARED_KINDS)
@pytest.mark.parametrize("policy", get_args(Policy))
@pytest.mark.parametrize("role", ["contributor", "owner", "admin"])
def test_a_new_version_has_the_status_that_the_policy_gives(
    role: Role, policy: Policy, kind: SharedKind
) -> None:
    settings = {f"policy:{kind}": Setting("c", f"policy:{kind}", policy, "o", 1)}
    if role == "contributor" and policy == "owner":
        with pytest.raises(NotAllowed, match="owner"):
            status_in(settings, kind, role)
    else:
        waits = role == "contributor" and policy == "review"
        assert status_in(settings, kind, role) == ("proposed" if waits else "accepted")


def test_out_of_the_box_conventions_and_decisions_wait() -> None:
    waiting = {kind for kind, policy in policies_in({}).items() if policy == "review"}
    assert waiting == {"convention", "decision"}
    assert status_in({}, "note", "reader") == "accepted"


@pytest.mark.parametrize("prefix", SETTING_NEEDS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_set_just_what_the_table_says(role: Role, prefix: str) -> None:
    member = Member("x", "X", role=role)
    name = f"{prefix}:x" if prefix in ("away", "zone") else prefix
    if ROLES.index(role) >= ROLES.index(SETTING_NEEDS[prefix]):
        require_setting(member, name)
    else:
        with pytest.raises(NotAllowed):
            require_setting(member, name)


def test_another_members_absence_is_the_owners_to_set() -> None:
    with pytest.raises(NotAllowed):
        require_setting(Member("x", "X"), "away:y")
    require_setting(Member("o", "O", role="owner"), "away:y")


ROTA = {"order": ["ann", "bob"], "days": 7, "start": "2026-11-23", "zone": "UTC"}
MONDAY = 1_795_392_000_000 + 43_200_000  # 2026-11-23, 12:00 UTC


def acted(member: Member, *settings: Setting, at: int = MONDAY) -> Role:
    held = current(settings)
    return acting(member, held, duty_in(held, (), at)).role


def test_with_a_rota_just_who_is_on_duty_is_owner() -> None:
    rota = Setting("c1", "rota", ROTA, "adm", 1)
    assert acted(Member("ann", "Ann"), rota) == "owner"
    assert acted(Member("bob", "Bob", role="owner"), rota) == "contributor"
    assert acted(Member("adm", "Adm", role="admin"), rota) == "admin"
    assert acted(Member("ann", "Ann"), rota, at=MONDAY + 7 * 86_400_000) == "contributor"
    assert acted(Member("bob", "Bob", role="owner")) == "owner"


def test_a_role_that_an_admin_set_goes_before_the_invitations() -> None:
    demoted = Setting("c1", "member:ann", "reader", "adm", 1)
    assert acted(Member("ann", "Ann"), demoted) == "reader"
    assert acting(Member("x", "X", anonymous=True, role="reader"), {}, None).role == "reader"


def test_a_hubs_groups_give_the_highest_role() -> None:
    mapping: dict[str, Role] = {"devs": "contributor", "leads": "owner"}
    assert role_from(["devs", "leads", "other"], mapping) == "owner"
    assert role_from(["other"], mapping) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("policy:note", "open"),
        ("policy:work", "closed"),
        ("policy", "open"),
        ("colour", 1),
        ("rota", {**ROTA, "order": []}),
        ("rota", {**ROTA, "order": ["a", "a"]}),
        ("rota", {**ROTA, "days": 0}),
        ("rota", {**ROTA, "days": True}),
        ("rota", {**ROTA, "start": "soon"}),
        ("rota", {**ROTA, "zone": "Mars/Base"}),
        ("rota", {**ROTA, "zone": "../etc/passwd"}),
        ("rota", {"order": ["a"]}),
        ("rota-change", {"do": "stop", "to": None}),
        ("area:../x", {"globs": [], "members": []}),
        ("area:api", {"globs": ["../secrets"], "members": []}),
        ("area:api", {"globs": [""], "members": []}),
        ("area:api", {"globs": "src/", "members": []}),
        ("away:ann", {"from": 5, "until": 5}),
        ("member:ann", "king"),
        ("follow", {"areas": [1], "muted": []}),
        ("tool-policy:announce", "sometimes"),
        ("skill:plan-sprint", "yes"),
        ("preferences", {"language": "German"}),
        ("tool-allow:announce", True),
        ("tool-allow:announce", {"always": "yes", "threads": []}),
        ("tool-allow:announce", {"always": True, "threads": ["e_1"]}),
        ("exception:xyz", {"reason": "r"}),
        ("exception:" + "a" * 64, {"reason": " "}),
    ],
)
def test_a_value_that_a_setting_can_not_have_is_refused_with_a_remedy(
    name: str, value: object
) -> None:
    with pytest.raises(InvalidCommand) as caught:
        checked(name, value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rota", ROTA),
        ("rota", None),
        ("policy:work", "review"),
        ("area:web/api", {"globs": ["/src/api/", "*.sql"], "members": ["ann"]}),
        ("away:ann", {"from": 1, "until": 2}),
        ("follow", {"areas": ["api"], "muted": []}),
        ("tool-policy:announce", "thread"),
        ("skill:plan-sprint", "0" * 64),
        ("skill:plan-sprint", None),
        ("preferences", PREFERS),
        ("tool-allow:announce", {"always": False, "threads": ["h_1"]}),
        ("rota-change", {"do": "skip", "to": None}),
        ("exception:" + "a" * 64, {"reason": "a test value"}),
    ],
)
def test_a_value_in_its_form_is_taken_as_it_is(name: str, value: object) -> None:
    assert checked(name, value) == value
