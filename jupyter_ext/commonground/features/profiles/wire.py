"""A profile and sample rows on their way from a kernel to the server, in bounded values."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from ...errors import InvalidCommand
from .model import Profile

PART = 15_000
"""Characters of one value."""
MOST_PARTS = 40
PROFILE, ROWS = "#profile:", "#rows"


def to_values(profile: Profile, rows: str = "") -> dict[str, str]:
    """What the kernel sends. Raises InvalidCommand where it is too long."""
    text = profile.model_dump_json(exclude_defaults=True)
    parts = [text[start : start + PART] for start in range(0, len(text), PART)]
    if len(parts) > MOST_PARTS:
        raise InvalidCommand("This profile is too long.", "Profile fewer columns at a time.")
    found = {f"{PROFILE}{number:02}": part for number, part in enumerate(parts)}
    return {**found, ROWS: rows} if rows else found


def from_values(values: Mapping[str, str]) -> tuple[Profile, str] | None:
    """What a kernel sent; None where it sent none. Raises InvalidCommand."""
    parts = [values[name] for name in sorted(values) if name.startswith(PROFILE)]
    if not parts:
        return None
    try:
        return Profile.model_validate_json("".join(parts)), values.get(ROWS, "")
    except ValidationError:
        raise InvalidCommand(
            "This profile can't be read.", "Update Common Ground in the kernel's environment."
        ) from None
