"""``commonground check-docs``: whether documents still name what is in the repository.

Knows click, folders and what to print. No server and no model is asked.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import click

from ...client.connection import plain
from ...client.options import FILE
from ...client.output import write_output
from ...code.git import top_of
from ...code.mainline import files_now
from ...errors import UserError
from .check import check, check_without_history
from .findings import CheckReport
from .sarif import sarif
from .told import lines

ENDINGS = (".md", ".mdx", ".mdc", ".markdown")
_FORMATS = ("text", "json", "sarif")


@click.command("check-docs")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...",
    type=click.Path(exists=True, path_type=Path),
)  # fmt: skip
@click.option(
    "--format", "shape", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="How to say it; sarif is what code hosts read.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", type=FILE, help="A file to write, instead of printing.")
@click.option("--touched", is_flag=True, help="Also show what was changed since it was written.")
@click.option("--ambiguous", is_flag=True, help="Also show names that fit several places.")
def check_docs(
    paths: tuple[Path, ...], shape: str, as_json: bool, output: Path | None, touched: bool,
    ambiguous: bool,
) -> None:  # fmt: skip
    """Find lines of Markdown that name files and symbols which are gone.

    PATH is a document, or a folder with documents. A name is broken if it pointed at something when
    its line was written and points at nothing today; git tells who took it away, and where it went.
    Change logs, decision records and lines that speak of changes are left alone.

    Ends with exit code 1 where something is broken, 2 where it was called wrongly.
    """
    report = asyncio.run(_checked(paths))
    said = _said(report, "json" if as_json else shape, touched=touched, ambiguous=ambiguous)
    if output is None:
        click.echo(said)
    else:
        write_output(output, f"{said}\n")
    if report.broken:
        raise click.exceptions.Exit(1)


async def _checked(paths: Sequence[Path]) -> CheckReport:
    """The report on all documents there. Raises UserError."""
    first = paths[0] if paths[0].is_dir() else paths[0].parent
    try:
        top = await top_of(first)
        if top is None:
            root = Path.cwd()
            known = [path.relative_to(root).as_posix() for path in _walked(root)]
            return check_without_history(root, list(_documents(paths, root, known)), known)
        files = await files_now(top)
        return await check(top, list(_documents(paths, top, files)))
    except (OSError, TimeoutError) as problem:
        raise UserError(
            f"git did not answer: {problem}.",
            "Try `git status` there. Where the folder is another account's, as in a container: "
            "git config --global --add safe.directory FOLDER",
        ) from None


def _documents(paths: Iterable[Path], root: Path, known: Collection[str]) -> Iterator[str]:
    """The documents that are meant, as paths below the top, each once. Raises UserError."""
    found: dict[str, None] = {}
    for path in paths:
        try:
            inside = path.resolve().relative_to(root.resolve()).as_posix()
        except ValueError:
            raise UserError(
                f"{path} is not below {root}.", "Check one repository at a time."
            ) from None
        if path.is_dir():
            below = "" if inside == "." else f"{inside}/"
            found.update(
                (each, None)
                for each in known
                if each.startswith(below) and each.lower().endswith(ENDINGS)
            )
        else:
            found[inside] = None
    yield from found


def _walked(root: Path) -> Iterator[Path]:
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(name for name in inner if name not in (".git", "node_modules", ".venv"))
        yield from (Path(folder, name) for name in sorted(files))


def _said(report: CheckReport, shape: str, *, touched: bool, ambiguous: bool) -> str:
    if shape == "json":
        return json.dumps(report.to_wire(), indent=1, ensure_ascii=False)
    if shape == "sarif":
        return json.dumps(sarif(report, _version(), touched=touched), indent=1, ensure_ascii=False)
    return "\n".join(plain(line) for line in lines(report, touched=touched, ambiguous=ambiguous))


def _version() -> str:
    try:
        return importlib.metadata.version("jupyter-commonground")
    except importlib.metadata.PackageNotFoundError:
        return "0"
