"""A command's changes on their way through the gate: what of it others may see.

Pure: it is given the gate and the plan. Rooms of one member alone are not looked at, but for what
is sealed there: others will see it one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from ..core.entry import Entry
from ..core.fact import Fact, FactTypes
from ..core.ids import Room, room_owner
from ..core.plan import Change, Plan
from ..core.resolution import Resolution
from ..core.revision import Revision
from ..core.setting import Setting, SettingKinds
from ..core.texts import TextKind, changed, fields_changed, is_picture, prose_fields, prose_in
from ..core.turn import Turn
from ..errors import Quarantined
from .gate import Finding, Verdict

MEETS = 400
"""Characters on either side of the border of two fields that are read together."""
NAMES = "setting"
"""Names, patterns and usernames in a setting: a secret stops them, and customer data is no matter
(a username may be an e-mail address)."""

Check = Callable[[str], Verdict]
T = TypeVar("T", Revision, Resolution)
D = TypeVar("D", Revision, Entry, Resolution, Setting, Fact)


class Types(Protocol):
    """What the values of facts and settings hold, as the features declare it."""

    @property
    def facts(self) -> FactTypes:
        """Of facts."""
        ...

    @property
    def settings(self) -> SettingKinds:
        """Of settings."""
        ...


@dataclass(frozen=True, slots=True)
class Passed:
    """The plan as it may be shown, and what was taken out of it: field and label."""

    plan: Plan
    redacted: tuple[dict[str, str], ...] = ()
    quarantined: tuple[dict[str, Any], ...] = ()


def through(plan: Plan, check: Check, types: Types, *, reveals: bool = False) -> Passed:
    """The plan with customer data redacted. Raises Quarantined, naming rules and never values.

    Where it ``reveals`` what members sealed, a secret is redacted as well: these words passed the
    gate when they were sealed, and one member's must not keep everybody's hidden.
    """
    passed = inspect(plan, check, types, redacts=reveals)
    if passed.quarantined:
        raise refusal(passed.quarantined)
    return passed


def inspect(
    plan: Plan, check: Check, types: Types, *, redacts: bool = False, foreign: bool = False
) -> Passed:
    """As ``through``, but what would be kept back is in the answer's ``quarantined``.

    With ``redacts`` nothing is kept back: secrets are taken out, as customer data is. With
    ``foreign`` no field is the server's own word: ids, authors and rooms are looked at, too.
    """
    reading = _FieldReading(check, redacts)
    shared = _foreign if foreign else _change

    def read(room: Room, change: Change) -> Change:
        if room_owner(room) is not None:
            return _sealed(change, reading.passed, types)
        if foreign:
            reading.passed(room, NAMES)
        return shared(change, reading.passed, types)

    writes = tuple((room, read(room, change)) for room, change in plan.writes)
    for _, change in ((r, c) for r, c in plan.writes if room_owner(r) is None):
        for revision in change.revisions:
            reading.together(_prose_of(revision))
        for fact in change.facts:
            reading.together(list(prose_in(fact.value, types.facts.of(fact))))
    return Passed(replace(plan, writes=writes), tuple(reading.redacted), tuple(reading.quarantined))


def inspect_turn(turn: Turn, check: Check) -> tuple[Turn, tuple[dict[str, Any], ...]]:
    """A turn of which no field is the server's own word, as it may be shown, and what was found
    that keeps it back.
    """
    reading = _FieldReading(check)
    fresh = fields_changed(turn, _by_kind(reading.passed))
    reading.together(_prose_of(turn))
    return fresh, tuple(reading.quarantined)


@dataclass(slots=True)
class _FieldReading:
    """Texts that are read one after the other, and what was found in them."""

    check: Check
    redacts: bool = False
    redacted: list[dict[str, str]] = field(default_factory=list)
    quarantined: list[dict[str, Any]] = field(default_factory=list)

    def passed(self, text: str, where: str) -> str:
        """The text as it may be shown."""
        verdict = self.check(text)
        found = [{"field": where, "label": f.label} for f in verdict.findings]
        if verdict.outcome == "quarantine" and self.redacts:
            self.redacted += found
            return verdict.text
        if verdict.outcome == "quarantine":
            self.quarantined += wire_findings(verdict.findings, where)
        elif verdict.outcome == "redact" and where != NAMES:
            self.redacted += found
            return verdict.text
        return text

    def together(self, texts: Sequence[str]) -> None:
        """A secret may begin in one field and go on in the next: its ends are read together.

        Only where no field has one by itself: it is named once, where it stands.
        """
        for one, two in pairwise(filter(None, texts)):
            for between in ("\n", " "):  # a key in two pieces; a name and its value
                if self.quarantined or self.redacts:
                    return
                findings = self.check(f"{one[-MEETS:]}{between}{two[:MEETS]}").findings
                secret = [finding for finding in findings if finding.kind == "secret"]
                self.quarantined += wire_findings(secret, "title and body")


def refusal(findings: Sequence[dict[str, Any]], note: str | None = None) -> Quarantined:
    """The error for a text that is kept back."""
    labels = " and ".join(dict.fromkeys(str(f["label"]) for f in findings)) or "a secret"
    kept = "Your text is kept in your private notes. " if note else ""
    return Quarantined(
        f"This was not shared: it seems to hold {labels}.",
        f"{kept}Take it out and send it again. If it is no secret, ask the context owner to "
        "allow it.",
        findings=findings,
        note=note,
    )


def wire_findings(findings: Iterable[Finding], field: str) -> list[dict[str, Any]]:
    """JSON of the findings in that field; the value is in none of them."""
    return [{**asdict(finding), "field": field} for finding in findings]


Pass = Callable[[str, str], str]


def _change(change: Change, passed: Pass, types: Types) -> Change:
    return replace(
        change,
        revisions=tuple(_prose(r, passed) for r in change.revisions),
        resolutions=tuple(_prose(r, passed) for r in change.resolutions),
        settings=tuple(_setting(s, passed, types) for s in change.settings),
        facts=tuple(_fact(f, passed, types) for f in change.facts),
    )


def _foreign(change: Change, passed: Pass, types: Types) -> Change:
    """A change that a file claims: each text of its values, whoever would say it otherwise."""

    def whole(values: Iterable[D]) -> tuple[D, ...]:
        return tuple(fields_changed(value, _by_kind(passed)) for value in values)

    return Change(
        whole(change.revisions),
        whole(change.entries),
        whole(change.resolutions),
        whole(_setting(s, passed, types) for s in change.settings),
        whole(_fact(f, passed, types) for f in change.facts),
    )


def _sealed(change: Change, passed: Pass, types: Types) -> Change:
    """A change of a member's own room: only what is sealed will ever be shown to others, and the
    names in their settings, which are names of areas.
    """
    facts = tuple(_fact(f, passed, types) if f.sealed else f for f in change.facts)
    settings = tuple(_setting(s, passed, types) for s in change.settings)
    return replace(change, facts=facts, settings=settings)


def _prose_of(value: Revision | Turn) -> list[str]:
    return [getattr(value, name) or "" for name in prose_fields(type(value))]


def _prose(value: T, passed: Pass) -> T:
    texts = {name: getattr(value, name) for name in prose_fields(type(value))}
    fresh: dict[str, Any] = {n: passed(text, n) for n, text in texts.items() if text}
    return replace(value, **fresh)


def _by_kind(passed: Pass) -> Callable[[str, TextKind, str], str]:
    """Prose under its field; names and ids only stop a secret (some providers' keys look so).

    The bytes of a picture are no text, where one is declared and is one.
    """

    def change(text: str, kind: TextKind, field: str) -> str:
        if kind == "picture" and is_picture(text):
            return text
        return passed(text, field if kind == "prose" else NAMES)

    return change


def _fact(fact: Fact, passed: Pass, types: Types) -> Fact:
    for name in (fact.about, *fact.seen):
        passed(name, NAMES)
    return replace(fact, value=changed(fact.value, types.facts.of(fact), _by_kind(passed)))


def _setting(setting: Setting, passed: Pass, types: Types) -> Setting:
    """A setting whose prose may be redacted; elsewhere a secret stops it, and names stay names."""
    kind = types.settings.of(setting.name)
    if kind is None or not kind.of_ours:
        passed(setting.name.partition(":")[2], NAMES)
    declared = None if kind is None else kind.value
    return replace(setting, value=changed(setting.value, declared, _by_kind(passed)))
