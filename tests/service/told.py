"""What a follower of the feed knows of the disputes, from the events that it heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def disputes_told(events: Iterable[Mapping[str, Any]]) -> list[Any]:
    """All disputes of now: the list that stood in the first event, and what changed since."""
    known: dict[tuple[str, ...], Any] = {}
    for event in events:
        if event["type"] == "disputes":
            known = {}
        if event["type"] in ("disputes", "disputes_change"):
            for sides in event.get("gone", ()):
                del known[tuple(sides)]
            known |= {tuple(item["sides"]): item for item in event["items"]}
    return [known[sides] for sides in sorted(known)]
