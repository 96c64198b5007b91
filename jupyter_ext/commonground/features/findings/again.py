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
from typing import Any

from ...sandbox.job import MB, Job, Limits, Result
from ...sandbox.run import run
from .model import Difference, SharedFinding
from .names import plain_source

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
) -> tuple[Mapping[str, Any] | None, str]:
    """What the cells gave, or None and why they could not run. Raises InvalidCommand, SetupError.

    Cancelled, it ends at once.
    """
    mark = secrets.token_hex(8)
    inputs = [str(root / f["place"]) for f in finding.shared["files"] if f["place"]]
    result = await run(job_of(finding, sources, root, mark), readable=inputs)
    return _given(result, mark)


def _given(result: Result, mark: str) -> tuple[Mapping[str, Any] | None, str]:
    _, found, text = result.output.rpartition(f"{mark}:")
    if not found or not result.ok:
        failed = next((check.message for check in result.checks if not check.ok), "")
        return None, (failed or result.note or "It ended without a result.")[:1_000]
    try:
        given = json.loads(text.partition("\n")[0])
    except (ValueError, RecursionError):
        return None, "What it gave can't be read."
    return (given, "") if isinstance(given, dict) else (None, "What it gave can't be read.")


def differences(made: Mapping[str, Any], given: Mapping[str, Any]) -> list[Difference]:
    """What is another one than it was when it was shared, the figures first."""
    found: list[Difference] = []
    figures = given.get("figures") or {}
    for one in made["figures"]:
        if one["checked"]:
            found += _figure(one, figures.get(one["name"]))
    tables = given.get("tables") or {}
    for table in made["tables"]:
        found += _table(f"table {table['name']}", table, tables.get(table["name"]))
    shown = made["output"].get("table")
    if shown is not None:
        found += _table("the table shown", shown, given.get("result"))
    return found


def _figure(was: Mapping[str, Any], now: object) -> list[Difference]:
    old = float(was["value"])
    if isinstance(now, int | float) and abs(now - old) <= 1e-9 * max(abs(now), abs(old)):
        return []
    said = f"{now:.10g}" if isinstance(now, int | float) else "not there"
    return [Difference(str(was["name"]), f"{old:.10g}", said)]


def _table(name: str, was: Mapping[str, Any], now: Any) -> list[Difference]:
    if not isinstance(now, Mapping):
        return [Difference(name, f"{was['rows']} rows", "not there")]
    if was["digest"] and was["digest"] == now["digest"]:
        return []
    found = []
    if was["rows"] != now["rows"]:
        found.append(Difference(f"{name}: rows", str(was["rows"]), str(now["rows"])))
    old = {one["name"]: one for one in was["columns"]}
    new = {one["name"]: one for one in now["columns"]}
    for column in dict.fromkeys((*old, *new)):
        found += _column(f"{name}: column {column}", old.get(column), new.get(column))
    found += _cells(name, was, now)
    return found or [Difference(name, "its rows as they were", "the same values in other rows")]


def _column(
    name: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> list[Difference]:
    if was is None or now is None:
        said = ["not there" if one is None else str(one["type"]) for one in (was, now)]
        return [Difference(name, *said)]
    if was["type"] != now["type"]:
        return [Difference(name, str(was["type"]), str(now["type"]))]
    if was["digest"] != now["digest"]:
        return [Difference(name, "its values as they were", "other values")]
    return []


def _cells(name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """The cells of the rows that were shared which are others now."""
    found = []
    heads = [one["name"] for one in was["columns"]]
    pairs = zip(was.get("sample") or [], now.get("sample") or [], strict=False)
    for number, (old, new) in enumerate(pairs, 1):
        for head, one, other in zip(heads, old, new, strict=False):
            if one != other:
                found.append(Difference(f"{name}: row {number}, {head}", str(one), str(other)))
    return found[:50]
