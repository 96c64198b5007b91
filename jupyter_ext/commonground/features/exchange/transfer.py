"""A file on its way to a server: cut into parts, each of which can be sent again.

Pure but for the sending, which is handed in.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .commands import How
from .container import line_of
from .records import KINDS

MOST_BYTES = 200_000
"""Bytes of a part's records, unless one alone has more."""
MOST_ONE = 400_000
"""Bytes of a record that a server takes."""
MOST_RECORDS = 200
Json = dict[str, Any]
Send = Callable[[Mapping[str, object]], list[Json]]


@dataclass(slots=True)
class Report:
    """What became of a file's records."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[Json] = field(default_factory=list)
    """What is worth a line: disputes, refusals, what was kept back or left out."""

    def add(self, items: Iterable[Json]) -> None:
        """What became of a part."""
        for item in items:
            if item["record"] in ("context", "end"):
                continue
            self.counts[item["what"]] += 1
            if item["what"] not in ("added", "known") or item.get("why"):
                self.told.append(item)

    def left_out(self, value: Mapping[str, Any], why: str) -> None:
        """A record that is not sent."""
        self.add(
            [
                {
                    "record": str(value.get("record", ""))[:64],
                    "id": str(value.get("id", ""))[:64],
                    "title": "",
                    "what": "left_out",
                    "why": why,
                }
            ]
        )

    @property
    def wire(self) -> Json:
        """JSON."""
        return {"counts": dict(sorted(self.counts.items())), "items": self.told}


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is taken in."""

    file: str
    how: How = "proposals"
    dry_run: bool = False
    private: bool = False
    people: Mapping[str, str] = field(default_factory=dict)

    def part(self, records: list[Json]) -> Json:
        """The request for a part."""
        return {
            "file": self.file[:200],
            "how": self.how,
            "dry_run": self.dry_run,
            "private": self.private,
            "people": dict(self.people),
            "records": records,
        }


def transfer(
    records: Iterable[Json], terms: Terms, send: Send, done: Callable[[int], None]
) -> Report:
    """Send all of it, part by part; ``done`` hears how many records of the file are through.

    What ``send`` and ``done`` raise ends it between two parts; running it again takes the rest.
    """
    report = Report()
    wanted = whole_entries(records) if terms.how == "proposals" else records
    for part, sizes in parts(wanted, report):
        report.add(send(terms.part(part)))
        done(sizes)
    return report


def parts(records: Iterable[Json], report: Report) -> Iterator[tuple[list[Json], int]]:
    """The records in parts, and how many of the file each is.

    Facts of two rooms are in no part together: within one, a room's would all come first.
    """
    part: list[Json] = []
    size = seen = 0
    for record in records:
        seen += 1
        more = len(line_of(record).encode("utf-8", "replace"))
        if record.get("record") not in KINDS:
            report.left_out(record, "A later program wrote it: this one does not know what it is.")
            continue
        if more > MOST_ONE:
            report.left_out(record, f"It has over {MOST_ONE:,} bytes.")
            continue
        full = size + more > MOST_BYTES or len(part) >= MOST_RECORDS
        if part and (full or _apart(part[-1], record)):
            yield part, seen - 1
            part, size, seen = [], 0, 1
        part.append(record)
        size += more
    if part or seen:
        yield part, seen


def _apart(one: Json, other: Json) -> bool:
    return one["record"] == other["record"] == "fact" and one.get("room") != other.get("room")


def whole_entries(records: Iterable[Json]) -> Iterator[Json]:
    """The records with each entry in one, and only the versions that nothing builds on.

    What waits or holds is decided by these, and by those that reject them.
    """
    held: Json | None = None
    for record in records:
        same = held is not None and record.get("record") == "entry"
        if same and held is not None and record.get("id") == held.get("id"):
            held = {**held, "revisions": [*held["revisions"], *record["revisions"]]}
            continue
        if held is not None:
            yield _shortened(held)
        held = record if record.get("record") == "entry" else None
        if held is None:
            yield record
    if held is not None:
        yield _shortened(held)


def _shortened(entry: Json) -> Json:
    """An entry without the texts of versions that something builds on: they are not proposed."""
    versions = entry["revisions"]
    below = {parent for version in versions for parent in version.get("parents", ())}
    rejected = {
        parent
        for version in versions
        if version.get("status") == "rejected"
        for parent in version.get("parents", ())
    }
    kept = [v for v in versions if v["id"] not in below or _reappears(v, rejected, versions)]
    return {**entry, "revisions": kept if len(json.dumps(versions)) > MOST_BYTES else versions}


def _reappears(version: Json, rejected: set[str], versions: list[Json]) -> bool:
    """Whether it may stand again because what was proposed on top of it was rejected."""
    above = [v for v in versions if version["id"] in v.get("parents", ())]
    return version["id"] in rejected or any(v["id"] in rejected for v in above)
