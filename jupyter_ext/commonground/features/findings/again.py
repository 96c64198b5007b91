"""Runs a finding's cells again, apart from every kernel: what they are given, and what they gave.

The code runs in the sandbox: no network, no file but Python's own and the inputs (read-only),
within limits. What it prints is not kept; of tables only digests come back, and rows where some
were asked for.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from ...core.fields import Wire
from ...sandbox.job import MB, Job, Limits, Result
from ...sandbox.run import run
from .gathered import Digest, Number, Short
from .model import Difference, SharedFinding
from .names import plain_source
from .watch import places_of, served_file


class RerunColumn(Wire):
    """A column, as the cells gave it."""

    name: Short
    type: Short
    digest: Digest


class RerunTable(Wire):
    """A table, as the cells gave it."""

    rows: Annotated[int, Field(ge=0)]
    columns: Annotated[list[RerunColumn], Field(max_length=200)]
    digest: Digest
    sample: Annotated[list[Annotated[list[Short], Field(max_length=50)]], Field(max_length=50)]


class Rerun(Wire):
    """What the cells gave: figures (None: no number) and tables by name, and the last result."""

    figures: dict[Short, Number | None]
    tables: dict[Short, RerunTable]
    result: RerunTable | None


class RerunFailed(Wire):
    """The type of what was raised, and the place of its cell (-1: after all of them)."""

    raised: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,79}$")]
    cell: int


_ANSWER: TypeAdapter[Rerun | RerunFailed] = TypeAdapter(Rerun | RerunFailed)
LIMITS = Limits(seconds=120.0, cpu_seconds=120, memory=2048 * MB, processes=32, disk=256 * MB)
_CODE = "rerun.py"


def job_of(finding: SharedFinding, sources: Sequence[str], root: Path, mark: str) -> Job:
    """The cells as they stand, with what is to be looked at behind them. Raises InvalidCommand."""
    made = finding.shared
    beside = str(Path(finding.path).parent)
    table = made["output"].get("table")
    asked = {
        "mark": mark,
        "cells": [plain_source(source)[0] for source in sources],
        "links": {
            file["path"]: str(root / file["place"]) for file in made["files"] if file["place"]
        },
        "beside": beside,
        "figures": [[one["name"], one["checked"]] for one in made["figures"] if one["checked"]],
        "tables": [one["name"] for one in made["tables"]],
        "result": table is not None,
        "sample": len((table or {}).get("sample") or []),
    }
    kernel = resources.files("commonground.kernel")
    files = {
        "frame_digest.py": kernel.joinpath("frame_digest.py").read_text(encoding="utf-8"),
        "asked.json": json.dumps(asked),
    }
    code = resources.files(__package__).joinpath(_CODE).read_text(encoding="utf-8")
    return Job(files, code, limits=LIMITS)


async def run_again(
    finding: SharedFinding, sources: Sequence[str], root: Path
) -> tuple[Rerun | None, str]:
    """What the cells gave, or None and why they could not run. Raises InvalidCommand, SetupError.

    Cancelled, it ends at once.
    """
    mark = secrets.token_hex(8)
    inputs = places_of(finding)
    closed = [place for place in inputs if not _readable(root, place)]
    if closed:
        return None, f"{closed[0][:200]} is no plain file of the served folder."
    job = job_of(finding, sources, root, mark)
    result = await run(job, readable=[str(root / place) for place in inputs])
    return given_by(result, mark, finding.shared["cells"])


def _readable(root: Path, place: str) -> bool:
    """Whether the sandbox may read it: a file that is served, which no link leads to."""
    return served_file(root, place) == root / place


def given_by(
    result: Result, mark: str, cells: Sequence[Mapping[str, Any]]
) -> tuple[Rerun | None, str]:
    """What stands behind the mark, read strictly: the cells may have written it themselves.

    Of what one raised its type is told and no word: those may hold a row.
    """
    _, found, text = result.output.rpartition(f"{mark}:")
    if not found or not result.ok:
        return None, (result.note or "It ended without a result.")[:1_000]
    try:
        given = _ANSWER.validate_json(text.partition("\n")[0])
    except ValidationError:
        return None, "What it gave can't be read."
    if isinstance(given, Rerun):
        return given, ""
    ran = cells[given.cell] if 0 <= given.cell < len(cells) else None
    where = f"Cell {ran['count']}" if ran is not None else "What is compared"
    return None, f"{where} raised {given.raised}."


def differences(made: Mapping[str, Any], given: Rerun) -> list[Difference]:
    """What is another one than it was when it was shared, the figures first.

    Of the new values only figures and shapes: nobody asked to share more.
    """
    found: list[Difference] = []
    for one in made["figures"]:
        if one["checked"]:
            found += _figure(one, given.figures.get(one["name"]))
    for table in made["tables"]:
        found += _table(f"table {table['name']}", table, given.tables.get(table["name"]))
    shown = made["output"].get("table")
    if shown is not None:
        found += _table("the table shown", shown, given.result)
    return found


def _figure(was: Mapping[str, Any], now: float | None) -> list[Difference]:
    old = float(was["value"])
    if now is not None and abs(now - old) <= 1e-9 * max(abs(now), abs(old)):
        return []
    said = "not there" if now is None else f"{now:.10g}"
    return [Difference(str(was["name"]), f"{old:.10g}", said)]


def _table(name: str, was: Mapping[str, Any], now: RerunTable | None) -> list[Difference]:
    if now is None:
        return [Difference(name, f"{was['rows']} rows", "not there")]
    if was["digest"] and was["digest"] == now.digest:
        return []
    found = []
    if was["rows"] != now.rows:
        found.append(Difference(f"{name}: rows", str(was["rows"]), str(now.rows)))
    old = {one["name"]: one for one in was["columns"]}
    new = {one.name: one for one in now.columns}
    for column, held in old.items():
        found += _column(f"{name}: column {column}", held, new.get(column))
    further = len(new.keys() - old.keys())
    if further:
        found.append(Difference(f"{name}: further columns", "none", str(further)))
    found += _cells(name, was, now)
    return found or [Difference(name, "its rows as they were", "the same values in other rows")]


def _column(name: str, was: Mapping[str, Any], now: RerunColumn | None) -> list[Difference]:
    if now is None:
        return [Difference(name, str(was["type"]), "not there")]
    if was["type"] != now.type:
        return [Difference(name, str(was["type"]), "another type")]
    if was["digest"] != now.digest:
        return [Difference(name, "its values as they were", "other values")]
    return []


def _cells(name: str, was: Mapping[str, Any], now: RerunTable) -> list[Difference]:
    """Which cells of the rows that were shared are others now; not what they hold."""
    found = []
    heads = [one["name"] for one in was["columns"]]
    pairs = zip(was.get("sample") or [], now.sample, strict=False)
    for number, (old, new) in enumerate(pairs, 1):
        for head, one, other in zip(heads, old, new, strict=False):
            if one != other:
                found.append(Difference(f"{name}: row {number}, {head}", str(one), "another value"))
    return found[:50]
