"""``commonground audit``: check the record of who did what, or write it out."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from ...client.options import FILE, JSON_OPTION, ROOT_OPTION, folder_of
from ...client.output import echo_json
from ...config import ANCHOR_VARIABLE, CONTEXT_DB
from ...core.event import ChainRow, Head, link, verify
from ...errors import SetupError, StoreError
from ...store import ledger
from ...store.chain_head import anchor_place, is_endpoint, read_anchors
from ...store.copies import reading
from ...store.seals import verify_seals


@click.group()
def audit() -> None:
    """The record of who did what, when and from where."""


@audit.command("verify")
@click.option(
    "--anchor", "place",
    help=f"The file with the chain's anchored heads. Default: {ANCHOR_VARIABLE}, else audit.anchor "
    "in the data folder.",
)  # fmt: skip
@JSON_OPTION
@ROOT_OPTION
def audit_verify(place: str | None, as_json: bool, root: Path | None) -> None:
    """Check the whole chain against itself and against what is anchored outside the database.

    The chain covers the documents' bytes and the turns too, the askers included. Exit code 0:
    nothing was edited, deleted or cut off. 1: the findings, one a line. A server may go on running.
    """
    folder = folder_of(root)
    place = place or anchor_place(folder, os.environ)
    anchors = _anchors(place)  # before the chain, which may grow meanwhile
    with reading(folder / CONTEXT_DB) as db:
        problems = [*verify(ledger.chain(db), anchors), *verify_seals(db, _readable(db))]
        head = ledger.head(db)
    seen = max((anchor.seq for anchor in anchors), default=0)
    if as_json:
        rows = 0 if head is None else head.seq
        sound = not problems and (head is None or bool(anchors))
        found = {"sound": sound, "rows": rows, "anchored": seen, "problems": [*map(str, problems)]}
        echo_json(found)
        sys.exit(0 if sound else 1)
    for problem in problems:
        click.echo(str(problem))
    length = "1 row" if head is not None and head.seq == 1 else f"{head.seq if head else 0} rows"
    if problems:
        click.echo(f"{length}: damaged. Anchored in {place} up to row {seen}.")
        sys.exit(1)
    if head is not None and not anchors:
        click.echo(f"{length}: sound in itself, but nothing is anchored in {place},")
        click.echo("so nobody can tell whether later rows were cut off.")
        sys.exit(1)
    click.echo(f"{length}: sound. Anchored in {place} up to row {seen}.")


def _readable(db: sqlite3.Connection) -> Iterator[ChainRow]:
    """The rows that fit their hashes: only these can speak of documents and turns."""
    return (row for row in ledger.chain(db) if row.hash == link(row.previous, row.body))


def _anchors(place: str) -> list[Head]:
    if is_endpoint(place):
        raise SetupError(
            "The chain is anchored at an endpoint, which can't be read from here.",
            "Get what it was posted, one JSON object a line, and pass it with --anchor FILE.",
        )
    try:
        return read_anchors(Path(place).expanduser())
    except OSError as problem:
        raise SetupError(f"{place} can't be read: {problem.strerror}.", "Check it.") from problem


@audit.command("export")
@click.argument("file", required=False, type=FILE)
@ROOT_OPTION
def audit_export(file: Path | None, root: Path | None) -> None:
    """Write the chain as JSON Lines to FILE (0600), or print it.

    Each line holds all that is needed to check it: hash, previous hash, commitment, salt and what
    was written, unless that was redacted or belongs to a member's own room.
    """
    with reading(folder_of(root) / CONTEXT_DB) as db, _sink(file) as sink:
        for row in ledger.chain(db):
            sink.write(json.dumps(row.to_wire()) + "\n")


@contextmanager
def _sink(file: Path | None) -> Iterator[TextIO]:
    if file is None:
        yield sys.stdout
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as problem:
        raise StoreError(f"{file}: {problem.strerror}.", "Name another file.") from problem
    with open(descriptor, "w", encoding="utf-8") as sink:
        os.fchmod(descriptor, 0o600)
        yield sink
