"""Who wrote what and when, as a CycloneDX 1.6 document. Pure.

An entry is a component of data, its versions are the pedigree, and where it was found is its
evidence. Texts are in none of it, but titles.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ... import __version__
from .intake import digest

Json = dict[str, Any]
SPEC = "1.6"


def bill_of(records: Iterable[Json]) -> Json:
    """The document of the records of an export."""
    components: dict[str, Json] = {}
    head: Json = {}
    for record in records:
        if record["record"] == "context":
            head = record
        if record["record"] == "entry":
            known = components.get(record["id"])
            if known is None:
                components[record["id"]] = _component(record)
            else:
                known["pedigree"]["commits"] += _commits(record)
                _say(known, record)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPEC,
        "version": 1,
        "metadata": {
            "timestamp": _time(head.get("at", 0)),
            "tools": {
                "components": [
                    {
                        "type": "application",
                        "name": "jupyter-commonground",
                        "version": __version__,
                    }
                ]
            },
            "authors": [{"name": str(head.get("by", ""))}],
            "component": {
                "type": "data",
                "bom-ref": "context",
                "name": "shared context",
                "version": str(head.get("version", "")),
            },
        },
        "components": list(components.values()),
    }


def _component(record: Json) -> Json:
    made = {
        "type": "data",
        "bom-ref": record["id"],
        "name": record["id"],
        "authors": [],
        "pedigree": {"commits": _commits(record)},
        "properties": [
            {"name": "commonground:kind", "value": record["kind"]},
            {"name": "commonground:room", "value": record["room"]},
        ],
    }
    _say(made, record)
    return made


def _say(component: Json, record: Json) -> None:
    """The component as its newest version says it is, and all that wrote at it."""
    for version in record["revisions"]:
        component["name"] = version["title"]
        component["version"] = version["id"]
        names = [author["name"] for author in component["authors"]]
        for who in (version["author"], *version.get("writers", ())):
            if who not in names:
                component["authors"].append({"name": who})
                names.append(who)
        if version.get("reason", "").startswith("Found in "):
            found = version["reason"].removeprefix("Found in ")
            component.setdefault("evidence", {}).setdefault("occurrences", []).append(
                {"bom-ref": f"found-{digest(version['id'])}", "location": found}
            )


def _commits(record: Json) -> list[Json]:
    return [
        {
            "uid": version["id"],
            "author": {"name": version["author"], "timestamp": _time(version["at"])},
            "message": f"{version['status']}: {version['title']}",
        }
        for version in record["revisions"]
    ]


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds")
