"""How the command line prints: JSON for programs, pages on a terminal, colours only there."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ..errors import UserError


def echo_json(value: object) -> None:
    """A value as JSON, for a program."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def echo_lines(lines: Iterable[str]) -> None:
    """Lines that are safe (``safe``, ``styled``); a page at a time where a terminal is too low."""
    shown = "".join(f"{line}\n" for line in lines)
    if sys.stdout.isatty() and shown.count("\n") >= shutil.get_terminal_size().lines:
        click.echo_via_pager(shown)
    else:
        click.echo(shown, nl=False)


def safe(text: str) -> str:
    """Text by others without what a terminal would obey; it may have several lines."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def styled(text: str, **style: Any) -> str:
    """The same with a style of click's, where there are colours."""
    return click.style(safe(text), **style)


def write_output(path: Path, text: str) -> None:
    """Write the file that a person named. Raises UserError, with what to do."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{path} could not be written ({error.strerror}).", "Name another file."
        ) from None
