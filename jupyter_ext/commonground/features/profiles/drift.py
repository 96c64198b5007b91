"""What is other than in the last profile of the same thing, in sentences. Pure.

Only what both profiles tell is compared, so nothing is said here that neither may show.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Common, Profile, ProfileColumn

POINTS = 5
"""Of a hundred rows: a share that moved by less is no change."""
MOST = 40
"""Changes that are told."""
MOST_NAMES = 10


def changes(before: Profile, now: Profile) -> list[str]:
    """All that changed, the table first, then column by column."""
    found = list(_all(before, now))
    if len(found) > MOST:
        found = [*found[:MOST], f"… and {len(found) - MOST} more"]
    return found


def _all(before: Profile, now: Profile) -> Iterator[str]:
    if before.rows != now.rows:
        yield f"rows: {_rows(before)} → {_rows(now)}"
    old, new = ({c.name: c for c in one.columns} for one in (before, now))
    yield from _names("new columns", [name for name in new if name not in old])
    yield from _names("columns gone", [name for name in old if name not in new])
    for name, column in new.items():
        if name in old:
            said = list(_column(old[name], column, before, now))
            if said:
                yield f"{name}: {'; '.join(said)}"[:600]
    lost = [key for key in before.keys if key not in now.keys]
    for key in lost if before.rows is not None and now.rows is not None else ():
        if all(name in new for name in key):
            yield f"{' + '.join(key)} tells rows apart no longer"[:600]


def _names(what: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        yield f"{what}: {', '.join(names[:MOST_NAMES])}{more}"[:600]


def _rows(profile: Profile) -> str:
    return f"fewer than {profile.k}" if profile.rows is None else f"{profile.rows:,}"


def _column(old: ProfileColumn, new: ProfileColumn, before: Profile, now: Profile) -> Iterator[str]:
    if old.type != new.type:
        yield f"{old.type} → {new.type}"
    if not (old.filled and new.filled):
        if old.filled != new.filled:
            yield "has values now" if new.filled else "has hardly any value now"
        return
    was, is_ = _missing(old, before), _missing(new, now)
    if abs(is_ - was) >= POINTS:
        yield f"missing {was:.0f} % → {is_:.0f} %"
    yield from _moved(old, new)
    yield from _shares(old.values, new.values)
    yield from _shares(old.forms, new.forms)
    if old.period is not None and new.period is not None and old.period != new.period:
        covered = (f"{one.first} to {one.last}" for one in (old.period, new.period))
        yield " → ".join(covered)


def _missing(column: ProfileColumn, profile: Profile) -> float:
    return 100 * (column.missing or 0) / profile.rows if profile.rows else 0.0


def _moved(old: ProfileColumn, new: ProfileColumn) -> Iterator[str]:
    """A median that left the middle half of what was there."""
    was, is_ = ({p.mark: p.about for p in one.points} for one in (old, new))
    middle = [was.get(mark) for mark in ("25 %", "half", "75 %")]
    if None in middle or "half" not in is_:
        return
    low, half, high = (float(str(text)) for text in middle)
    if not low <= float(is_["half"]) <= high and half != float(is_["half"]):
        yield f"half are below {is_['half']}, before {was['half']}"


def _shares(old: list[Common], new: list[Common]) -> Iterator[str]:
    was, is_ = ({one.text: one.percent for one in each} for each in (old, new))
    if not was or not is_:
        return
    for text in is_:
        before = was.get(text)
        if before is None and is_[text] >= POINTS:
            yield f"“{text}” is {is_[text]} % now"
        elif before is not None and abs(is_[text] - before) >= POINTS:
            yield f"“{text}” {before} % → {is_[text]} %"
    gone = [text for text in was if text not in is_ and was[text] >= POINTS]
    for text in gone:
        yield f"“{text}” was {was[text]} %, and is not among the common values now"
