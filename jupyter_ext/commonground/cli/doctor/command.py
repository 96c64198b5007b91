"""The command: prints what was found, writes the report, and ends by the worst of it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from ...client.options import FILE, JSON_OPTION, ROOT_OPTION, nearest_root
from ...client.output import safe, styled
from ...clock import now
from ...errors import UserError
from ..exit_codes import FAILED, WARNED
from .examination import Examined, about, cleaned, examine, worst
from .installation import Installation
from .running import stamp

COLOURS = {"fine": "green", "hint": "blue", "warning": "yellow", "fault": "red"}


@click.command()
@click.option("--report", type=FILE, metavar="FILE", help="Write a report that can be sent.")
@click.option("--ask-model", is_flag=True, help="Ask the model's server whether it takes the key.")
@click.option("--all", "every", is_flag=True, help="Print what is fine, too.")
@JSON_OPTION
@ROOT_OPTION
def doctor(
    report: Path | None, ask_model: bool, every: bool, as_json: bool, root: Path | None
) -> None:
    """Find what is wrong with this installation, and say how to mend it.

    It works without a server. A report holds no token, key, mail address or name of your home
    folder. Exit code: 0 all is well, 6 warnings, 1 something is broken.
    """
    here = Installation(
        nearest_root(root, os.environ), dict(os.environ), sys.path, now, asks_model=ask_model
    )
    found = [cleaned(one, here) for one in examine(here)]
    text = json.dumps(_wire(here, found), indent=2) if as_json else "\n".join(_lines(found, every))
    click.echo(text)
    if report is not None:
        _write(report, json.dumps(_wire(here, found), indent=2))
    level = worst(one.level for one in found)
    sys.exit({"fault": FAILED, "warning": WARNED}.get(level, 0))


def _wire(here: Installation, found: Sequence[Examined]) -> dict[str, Any]:
    checks = [
        {"check": one.check, "level": d.level, "said": d.said, "remedy": d.remedy}
        for one in found
        for d in one.found
    ]
    return {
        "at": stamp(),
        "worst": worst(one.level for one in found),
        "about": dict(about(here)),
        "findings": checks,
        "passed": [one.check for one in found if not one.found],
    }


def _lines(found: Sequence[Examined], every: bool) -> Iterator[str]:
    shown = 0
    for one in found:
        for diagnosis in one.found:
            if diagnosis.level == "fine" and not every:
                continue
            shown += 1
            level = styled(diagnosis.level, fg=COLOURS[diagnosis.level], bold=True)
            yield f"{level}  {safe(one.check)}: {safe(diagnosis.said)}"
            if diagnosis.remedy:
                yield f"    {safe(diagnosis.remedy)}"
        if every and not one.found:
            yield f"{styled('fine', fg='green', bold=True)}  {one.check}"
    if not shown:
        yield f"All is well: {len(found)} checks."


def _write(path: Path, text: str) -> None:
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as sink:
            sink.write(text + "\n")
    except OSError as error:
        raise UserError(
            f"{path} could not be written ({error.strerror}).", "Name another file."
        ) from None
    click.echo(f"Written to {path}. Read it before you send it.", err=True)
