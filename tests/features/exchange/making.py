"""Contexts made by real commands, exports and imports of them: what several tests here do."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from commonground.ai.scripted import ScriptedModel
from commonground.core.role import Member
from commonground.errors import UserError
from commonground.features.exchange.export import Export, FileWanted
from commonground.features.exchange.importer import Importer
from commonground.features.exchange.requests import ImportPart
from commonground.features.exchange.transfer import Report, Terms, parts, whole_entries
from commonground.registry import features
from commonground.service.host import Host
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore
from tests.features.hosting import hosted

ANN = Member("ann", "Ann Admin", role="admin")
BOB = Member("bob", "Bob Brown")
OLGA = Member("olga", "Olga Owner", role="owner")
TEAM = (ANN, BOB, OLGA)
Json = dict[str, Any]
BEGINS = itertools.count(1_700_000_000_000, 1_000_000)


@asynccontextmanager
async def server(team: Iterable[Member] = TEAM, salt: str = "") -> AsyncIterator[Host]:
    """A server of its own in memory; its ids begin with ``salt``, and it is later than the last."""
    clock, ids = itertools.count(next(BEGINS)), itertools.count(1)
    made = ContextService(
        MemoryStore(),
        rules=features().rules(),
        clock=lambda: next(clock),
        new_id=lambda prefix: f"{prefix}_{salt}{next(ids)}",
        invited=lambda: tuple(team),
    )
    async with made as service, hosted(service, ScriptedModel(), Path("/nonexistent")) as host:
        yield host


async def said(host: Host, member: Member, command: str, /, **fields: Any) -> Any:
    """Carry out a command as somebody would send it; None where it is refused."""
    made = features().command_in({"command": command, **fields})
    try:
        return await host.service.run(member, made, source="sidebar")
    except UserError:
        return None


async def exported(host: Host, who: Member = ANN, **wanted: Any) -> list[Json]:
    """The records that somebody gets."""
    lines = Export(host.service, who, FileWanted(**wanted)).lines()
    return [record.plain() async for record in lines]


async def imported(
    host: Host, records: Iterable[Json], who: Member = ANN, how: str = "history", **terms: Any
) -> Report:
    """What becomes of a file, sent in the parts that the command line sends."""
    said_so = Terms("team.json", how, **terms)  # type: ignore[arg-type]
    report = Report()
    wanted = whole_entries(records) if how == "proposals" else records
    for part, _ in parts(wanted, report):
        body = ImportPart.model_validate(said_so.part(part))
        answer = await Importer(host, who, body, "cli").run()
        report.add(answer.plain()["items"])
    return report


def things(records: Iterable[Json]) -> list[Json]:
    """What two exports have in common: everything but who exported when, and who is here."""
    return [r for r in records if r["record"] not in ("context", "member", "end")]


def heads(records: Iterable[Json], title: str) -> list[Mapping[str, Any]]:
    """Versions of that title."""
    return [
        v for r in records if r["record"] == "entry" for v in r["revisions"] if v["title"] == title
    ]
