"""A command's changes on their way through the gate: what of it others may see.

Pure: it is given the gate and the plan. Rooms of one member alone are not looked at, but for what
is sealed there: others will see it one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..core.fact import NAMED, Fact, is_id
from ..core.ids import room_owner
from ..core.plan import Change, Plan
from ..core.resolution import Resolution
from ..core.revision import Revision
from ..core.setting import Setting
from ..errors import Quarantined
from .gate import Finding, Verdict

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


def through(plan: Plan, check: Check, *, reveals: bool = False) -> Passed:
    """The plan with customer data redacted. Raises Quarantined, naming rules and never values.

    Where it ``reveals`` what members sealed, a secret is redacted as well: these words passed the
    gate when they were sealed, and one member's must not keep everybody's hidden.
    """
    passed = inspect(plan, check, redacts=reveals)
    if passed.quarantined:
        raise refusal(passed.quarantined)
    return passed


def inspect(plan: Plan, check: Check, *, redacts: bool = False) -> Passed:
    """As ``through``, but what would be kept back is in the answer's ``quarantined``.

    With ``redacts`` nothing is kept back: secrets are taken out, as customer data is.
    """
    redacted: list[dict[str, str]] = []
    quarantined: list[dict[str, Any]] = []

    def passed(text: str, field: str) -> str:
        verdict = check(text)
        if verdict.outcome == "quarantine" and redacts:
            redacted.extend({"field": field, "label": f.label} for f in verdict.findings)
            return verdict.text
        if verdict.outcome == "quarantine":
            quarantined.extend(wire_findings(verdict.findings, field))
        elif verdict.outcome == "redact" and field != NAMES:
            redacted.extend({"field": field, "label": f.label} for f in verdict.findings)
            return verdict.text
        return text

    writes = tuple(
        (room, (_change if room_owner(room) is None else _sealed)(change, passed))
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


def _sealed(change: Change, passed: Pass) -> Change:
    """A change of a member's own room: only what is sealed will ever be shown to others."""
    facts = tuple(_fact(f, passed) if f.sealed else f for f in change.facts)
    return replace(change, facts=facts)


def _revision(revision: Revision, passed: Pass) -> Revision:
    texts = {name: getattr(revision, name) for name in TEXTS}
    changed: dict[str, Any] = {n: passed(text, n) for n, text in texts.items() if text}
    return replace(revision, **changed)


def _resolution(resolution: Resolution, passed: Pass) -> Resolution:
    return replace(resolution, reason=passed(resolution.reason, "reason"))


def _fact(fact: Fact, passed: Pass) -> Fact:
    for name in (fact.about, *fact.seen):
        passed(name, NAMES)
    value: Mapping[str, Any] = _passed_value(fact.value, "text", passed)
    return replace(fact, value=value)


def _passed_value(value: Any, key: str, passed: Pass) -> Any:
    """The value with its texts as others may see them; keys, ids and names only stop a secret.

    What looks like an id is checked too: so do some providers' keys.
    """
    match value:
        case str():
            return passed(value, NAMES if key in NAMED or is_id(value) else key)
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
