"""A profile through the gate: names, values and all that is said in it. Pure but for the gate."""

from __future__ import annotations

from collections.abc import Callable

from .model import Common, Profile, ProfileColumn
from .report import profile_text

Clean = Callable[[str], str]


def cleaned(profile: Profile, clean: Clean) -> Profile:
    """The profile as a model, and others, may have it."""
    whole = profile_text(profile)
    if clean(whole) == whole:
        return profile
    return profile.model_copy(
        update={
            "thing": _cut(clean(profile.thing), 200),
            "columns": [_column(column, clean) for column in profile.columns],
            "keys": [[_cut(clean(name), 200) for name in key] for key in profile.keys],
            "changes": [_cut(clean(change), 600) for change in profile.changes],
        }
    )


def _column(column: ProfileColumn, clean: Clean) -> ProfileColumn:
    return column.model_copy(
        update={
            "name": _cut(clean(column.name), 200),
            "values": [_common(one, clean) for one in column.values],
            "forms": [_common(one, clean) for one in column.forms],
        }
    )


def _common(one: Common, clean: Clean) -> Common:
    return one.model_copy(update={"text": _cut(clean(one.text), 80)})


def _cut(text: str, most: int) -> str:
    return text[:most]
