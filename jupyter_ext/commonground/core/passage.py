"""A command's changes on their way through the gate: what of it others may see.

Pure: it is given the gate and the plan. Rooms of one member alone are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..errors import Quarantined
from .changes import Change, Plan
from .entries import Resolution, Revision, room_owner
from .facts import NAMED, Fact, is_id
from .gate import Finding, Verdict
from .settings import Setting

TEXTS = ("title", "body", "subject", "attribute", "value", "scope", "reason")
"""Fields of a revision that people write."""
NAMES = "setting"
"""Names, patterns and usernames in a setting: a secret stops them, and customer data is no matter
(a username may be an e-mail address)."""

Check = Callable[[str], Verdict]


@dataclass(frozen=True, slots=True)
class Passed:
    """The plan as it may be shown, and what was taken out of it: field and label."""

    plan: Plan
    redacted: tuple[dict[str, str], ...] = ()
    quarantined: tuple[dict[str, Any], ...] = ()


def through(plan: Plan, check: Check) -> Passed:
    """The plan with customer data redacted. Raises Quarantined, naming rules and never values."""
    passed = inspect(plan, check)
    if passed.quarantined:
        raise refusal(passed.quarantined)
    return passed


def inspect(plan: Plan, check: Check) -> Passed:
    """As ``through``, but what would be kept back is in the answer's ``quarantined``."""
    redacted: list[dict[str, str]] = []
    quarantined: list[dict[str, Any]] = []

    def passed(text: str, field: str) -> str:
        verdict = check(text)
        if verdict.outcome == "quarantine":
            quarantined.extend(wire_findings(verdict.findings, field))
        elif verdict.outcome == "redact" and field != NAMES:
            redacted.extend({"field": field, "label": f.label} for f in verdict.findings)
            return verdict.text
        return text

    writes = tuple(
        (room, change if room_owner(room) is not None else _change(change, passed))
        for room, change in plan.writes
    )
    return Passed(replace(plan, writes=writes), tuple(redacted), tuple(quarantined))


def refusal(findings: Sequence[dict[str, Any]], note: str | None = None) -> Quarantined:
    """The error for a text that is kept back."""
    labels = " and ".join(dict.fromkeys(str(f["label"]) for f in findings)) or "a secret"
    kept = "Your text is kept in your private notes. " if note else ""
    return Quarantined(
        f"This was not shared: it seems to hold {labels}.",
        f"{kept}Take it out and send it again. If it is no secret, the context owner can approve "
        "an exception for it.",
        findings=findings,
        note=note,
    )


def wire_findings(findings: Iterable[Finding], field: str) -> list[dict[str, Any]]:
    """JSON of the findings in that field; the value is in none of them."""
    return [{**asdict(finding), "field": field} for finding in findings]


Pass = Callable[[str, str], str]


def _change(change: Change, passed: Pass) -> Change:
    return replace(
        change,
        revisions=tuple(_revision(r, passed) for r in change.revisions),
        resolutions=tuple(_resolution(r, passed) for r in change.resolutions),
        settings=tuple(_setting(s, passed) for s in change.settings),
        facts=tuple(_fact(f, passed) for f in change.facts),
    )


def _revision(revision: Revision, passed: Pass) -> Revision:
    texts = {name: getattr(revision, name) for name in TEXTS}
    changed: dict[str, Any] = {n: passed(text, n) for n, text in texts.items() if text}
    return replace(revision, **changed)


def _resolution(resolution: Resolution, passed: Pass) -> Resolution:
    return replace(resolution, reason=passed(resolution.reason, "reason"))


def _fact(fact: Fact, passed: Pass) -> Fact:
    value: Mapping[str, Any] = _passed_value(fact.value, "text", passed)
    return replace(fact, value=value)


def _passed_value(value: Any, key: str, passed: Pass) -> Any:
    """The value with its texts as others may see them; keys, ids and names only stop a secret."""
    match value:
        case str():
            return value if is_id(value) else passed(value, NAMES if key in NAMED else key)
        case Mapping():
            return {
                passed(str(name), NAMES): _passed_value(inner, str(name), passed)
                for name, inner in value.items()
            }
        case list() | tuple():
            return [_passed_value(inner, key, passed) for inner in value]
    return value


def _setting(setting: Setting, passed: Pass) -> Setting:
    """A setting whose reason may be redacted; elsewhere a secret stops it, and names stay names."""
    prefix, _, rest = setting.name.partition(":")
    for text in _names(setting.value) if prefix == "exception" else [rest, *_names(setting.value)]:
        passed(text, NAMES)
    if isinstance(setting.value, dict) and "reason" in setting.value:
        value = setting.value | {"reason": passed(setting.value["reason"], "reason")}
        return replace(setting, value=value)
    return setting


def _names(value: Any) -> list[str]:
    """The texts in a setting's value, but for its reason."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key != "reason" for text in _names(inner)]
    return [text for inner in value for text in _names(inner)] if isinstance(value, list) else []
