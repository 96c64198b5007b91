"""Whether somebody should ask if an entry that speaks of no code still holds. Pure.

Used is what a question was shown, what somebody opened by a link, what another entry names by its
id, and what anybody said holds. What was not used for as many days as the team's policy says, by
kind, is asked about once: its author says that it holds, or retires it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from ...core.credits import credits_of
from ...core.entry import SHARED_KINDS, Entry
from ...core.fact import Fact
from ...core.ids import EntryId
from ...core.setting import Setting, SettingKind
from ...core.skill import skill_titled
from ...core.texts import Id
from ...errors import InvalidCommand
from .anchors import CONFIRMED

ASKED, OPENED = "use:asked", "use:opened"
DAY = 86_400_000
UNUSED_DAYS = 28
"""Of every kind, unless the team says otherwise."""
MOST_DAYS = 3_650
NEVER = "never"
_ENTRY_ID = re.compile(r"\be_\w+")
DECAY = "decay"


class EntryUse(TypedDict):
    """Of which version it is said."""

    revision: Id


FACTS: Mapping[str, type] = {ASKED: EntryUse, OPENED: EntryUse}


def _days(kind: str, value: Any) -> Any:
    if kind not in SHARED_KINDS:
        raise InvalidCommand(f"There is no kind {kind!r}.", f"Kinds: {', '.join(SHARED_KINDS)}.")
    if value in (None, NEVER) or (type(value) is int and 0 <= value <= MOST_DAYS):
        return value
    raise InvalidCommand(
        f"After how long an author is asked is 0 to {MOST_DAYS:,} days, or {NEVER!r}.",
        f"Give a whole number; null is {UNUSED_DAYS}.",
    )


SETTINGS = (SettingKind(DECAY, _days, "owner", of="KIND", travels=True),)


@dataclass(frozen=True, slots=True)
class Unused:
    """An entry that was not used since then (ms since 1970), and whose word is asked for.

    ``asked`` is when its author was asked; None: not yet.
    """

    entry: EntryId
    revision: str
    author: str
    since: int
    asked: int | None = None


def days_of(kind: str, settings: Mapping[str, Setting]) -> int | None:
    """After how many days of no use an author is asked; None: never."""
    setting = settings.get(f"{DECAY}:{kind}")
    if setting is None or setting.value is None:
        return UNUSED_DAYS
    return None if setting.value == NEVER else int(setting.value)


def unused(entry: Entry, facts: Iterable[Fact], used: int) -> Unused | None:
    """What is known of its use; None for what does not hold, waits, is in dispute, or a skill.

    ``used``: when a question was last shown it (ms since 1970; 0: never).
    """
    if entry.kind not in SHARED_KINDS or len(entry.standing) != 1:
        return None
    (head,) = entry.standing
    if head.status != "accepted" or skill_titled(head.title):
        return None
    told = list(facts)
    used_at = (fact.at for fact in told if fact.name in (OPENED, CONFIRMED))
    since = max([head.at, used, *used_at])
    asked = max((fact.at for fact in told if fact.name == ASKED), default=0)
    author = credits_of(entry, head).written.by
    return Unused(entry.id, head.id, author, since, asked if asked >= since else None)


def cited(entries: Iterable[Entry]) -> dict[str, int]:
    """When other entries that speak today named an entry by its id last (ms since 1970)."""
    found: dict[str, int] = {}
    for entry in entries:
        for version in entry.standing:
            for name in _ENTRY_ID.findall(version.body) if version.speaks else ():
                if name != entry.id:
                    found[name] = max(found.get(name, 0), version.at)
    return found


def is_due(found: Unused, days: int | None, now: int) -> bool:
    """Whether its author is to be asked, and was not yet since it was used last."""
    return days is not None and found.asked is None and now - found.since > days * DAY
