"""``commonground skills``: check skills before they are shared, and list those that are found here.

Both read folders alone; no server has to run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..client.connection import plain
from ..client.options import ROOT_OPTION, nearest_root
from ..core.count import several
from ..features.skills.lint import Linted, lint
from ..features.skills.model import Skill, counted
from ..features.skills.places import IN_REPOSITORY, on_disk, places

JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def skills() -> None:
    """Skills in the open Agent Skills format: check them, and list those that are found."""


@skills.command("lint")
@click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path)
)
@JSON
def skills_lint(paths: Sequence[Path], as_json: bool) -> None:
    """Say what is wrong with the skills at PATH: a SKILL.md, its folder, or a folder of skills.

    Without PATH, those of the current folder. The exit code is 1 if one of them can't be used;
    warnings alone leave it 0.
    """
    found = lint(paths or _here(), _tools())
    if as_json:
        click.echo(json.dumps([_lint_wire(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _print(found)
    if any(one.failed for one in found):
        click.get_current_context().exit(1)


@skills.command("list")
@JSON
@ROOT_OPTION
def skills_list(as_json: bool, root: Path | None) -> None:
    """Print the skills that are found: name, where it lies, what it does.

    Where two have one name, that of the team counts, then the folder's, the home's, a package's.
    """
    found = counted(on_disk(places(nearest_root(root, os.environ))))
    if as_json:
        click.echo(json.dumps([_wire(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        state = f" (not used: {one.instead} counts)" if one.instead else ""
        state = state or ("" if one.usable else " (can't be used: commonground skills lint)")
        click.echo(f"{plain(one.name)}  {plain(one.where)}{plain(state)}")
        if one.usable:
            click.echo(f"    {plain(' '.join(one.description.split()))[:160]}")


def _here() -> list[Path]:
    found = [path for one in IN_REPOSITORY if (path := Path(one)).is_dir()]
    return found or [Path()]


def _tools() -> list[str]:
    from ..registry import features  # takes long

    return [tool.name for tool in features().tools]


def _print(found: Sequence[Linted]) -> None:
    for one in found:
        for problem in one.problems:
            line = "" if problem.line is None else f":{problem.line}"
            told = f"{one.where}{line}: {problem.level}: {problem.message} [{problem.rule}]"
            click.echo(plain(told))
    failed = sum(one.failed for one in found)
    warned = sum(bool(one.problems) and not one.failed for one in found)
    said = f"{several(len(found), 'skill')}: {failed} can't be used, {warned} with warnings."
    click.echo(said, err=True)


def _lint_wire(one: Linted) -> dict[str, Any]:
    problems = [
        {"level": p.level, "rule": p.rule, "message": p.message, "line": p.line}
        for p in one.problems
    ]
    return {"path": one.where, "name": one.skill.name, "ok": not one.failed, "problems": problems}


def _wire(one: Skill) -> dict[str, Any]:
    return {
        "name": one.name,
        "source": one.source,
        "where": one.where,
        "usable": one.usable,
        "instead": one.instead,
        "description": one.description,
        "digest": one.digest,
    }
