"""Files of the open format: one JSON document, or a record a line, perhaps compressed.

Written and read record by record, so that no file has to fit into memory, but for a JSON document
that is read. What can't be read is named by its line, with what to do.
"""

from __future__ import annotations

import gzip
import json
import os
import secrets
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from ...core.command import MAX_DEPTH, explain, nesting
from ...errors import InvalidCommand, StoreError
from .records import FORMAT, KINDS, VERSION, ContextRecord, EndRecord, read_record

ENDINGS = (".json", ".jsonl", ".jsonl.gz")
MOST_LINE = 4_000_000
"""Bytes of one record."""
MOST_DOCUMENT = 256_000_000
"""Bytes of a JSON document that is read: a larger one is a file of lines."""
SHAPE = "Name a file that `commonground export` wrote: .json, .jsonl or .jsonl.gz."
Numbered = tuple[int, Any]
"""The line (in a JSON document: the number of the record), and the record as JSON."""


def line_of(record: Mapping[str, Any]) -> str:
    """A record as its line, the same text for the same record."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_records(path: Path, records: Iterable[Mapping[str, Any]]) -> int:
    """Write a file (0600) of the kind that its name says; how many records it has.

    It is there whole or not at all, whatever becomes of the records on their way. Raises
    StoreError, InvalidCommand.
    """
    kind = ending_of(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with ExitStack() as stack:
            sink = stack.enter_context(_opened(beside, packed=kind == ".jsonl.gz"))
            count = _written(sink, records, document=kind == ".json")
        os.replace(beside, path)
    except OSError as problem:
        raise StoreError(f"{path}: {problem.strerror}.", "Name another file.") from problem
    finally:
        with suppress(OSError):
            beside.unlink()
    return count


def ending_of(path: Path) -> str:
    """Which of the kinds of files its name says. Raises InvalidCommand."""
    found = next((end for end in reversed(ENDINGS) if path.name.endswith(end)), None)
    if found is None:
        raise InvalidCommand(f"{path.name} says not which kind of file it is.", SHAPE)
    return found


def _opened(path: Path, *, packed: bool) -> IO[bytes]:
    raw = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    if not packed:
        return raw
    return gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[return-value]


def _written(sink: IO[bytes], records: Iterable[Mapping[str, Any]], *, document: bool) -> int:
    count = 0
    for record in records:
        before = ("" if count else '{"records": [\n') if document else ""
        between = ",\n" if document and count else ""
        after = "" if document else "\n"
        sink.write(f"{before}{between}{line_of(record)}{after}".encode("utf-8", "replace"))
        count += 1
    if document:
        sink.write(b"\n]}\n")
    return count


# Reading


def read_records(path: Path) -> Iterator[Numbered]:
    """The records of a file, each with its line. Raises InvalidCommand, naming the line."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if not packed:
                yield from records_in(raw, path.name)
                return
            with gzip.open(raw) as unpacked:
                yield from records_in(unpacked, path.name)  # type: ignore[arg-type]
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InvalidCommand(f"{path.name} is cut off or damaged.", "Export it again.") from None
    except OSError as problem:
        raise InvalidCommand(f"{path.name} can't be read: {problem.strerror}.", SHAPE) from None


def records_in(source: IO[bytes], name: str) -> Iterator[Numbered]:
    """The records of an open file. Raises InvalidCommand."""
    first = source.readline(MOST_LINE + 1)
    while first and not first.strip():
        first = source.readline(MOST_LINE + 1)
    if not first:
        raise InvalidCommand(f"{name} is empty.", SHAPE)
    value = _json(first, f"{name}, line 1", or_none=True)
    if isinstance(value, dict) and "record" in value:
        yield 1, value
        yield from _lines(source, name)
    else:
        yield from _document(first, source, name)


def _lines(source: IO[bytes], name: str) -> Iterator[Numbered]:
    number = 1
    while line := source.readline(MOST_LINE + 1):
        number += 1
        if len(line) > MOST_LINE:
            raise InvalidCommand(f"{name}, line {number} has over {MOST_LINE:,} bytes.", SHAPE)
        if line.strip():
            yield number, _json(line, f"{name}, line {number}")


def _document(first: bytes, source: IO[bytes], name: str) -> Iterator[Numbered]:
    text = first + source.read(MOST_DOCUMENT - len(first) + 1)
    if len(text) > MOST_DOCUMENT:
        raise InvalidCommand(
            f"{name} has over {MOST_DOCUMENT:,} bytes.", "Export it as .jsonl or .jsonl.gz."
        )
    whole = _json(text, name, depth=MAX_DEPTH + 4)
    records = whole.get("records") if isinstance(whole, dict) else None
    if not isinstance(records, list):
        raise InvalidCommand(f"{name} is no exported context: it has no list of records.", SHAPE)
    yield from enumerate(records, 1)


def _json(text: bytes, where: str, *, depth: int = MAX_DEPTH + 2, or_none: bool = False) -> Any:
    try:
        if nesting(text) > depth:
            raise InvalidCommand(f"{where} is nested more than {depth} levels deep.", SHAPE)
        return json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise InvalidCommand(f"{where} is not UTF-8.", SHAPE) from None
    except (ValueError, RecursionError) as error:
        if or_none:
            return None
        raise InvalidCommand(f"{where} is not JSON: {error}.", SHAPE) from None


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def checked(numbered: Iterable[Numbered], name: str) -> Iterator[Numbered]:
    """The records of a whole file that this version knows, each looked at.

    The first says what the file is, the last that it is all there. Raises InvalidCommand.
    """
    ended = False
    for seen, (number, value) in enumerate(numbered):
        if ended:
            raise InvalidCommand(f"{name}, line {number}: something follows its end.", SHAPE)
        record = _checked(value, f"{name}, line {number}", first=seen == 0)
        if isinstance(record, EndRecord):
            ended = True
            if record.records != seen:
                raise InvalidCommand(
                    f"{name} has {seen:,} records, and says that it has {record.records:,}.",
                    "Something is missing or was added: export it again.",
                )
        yield number, value
    if not ended:
        raise InvalidCommand(f"{name} was cut off: its end is missing.", "Export it again.")


def _checked(value: Any, where: str, *, first: bool) -> Any:
    kind = value.get("record") if isinstance(value, dict) else None
    if first:
        _require_version(value if isinstance(value, dict) else {}, where)
    elif kind == "context" or not isinstance(kind, str):
        raise InvalidCommand(f"{where} is no record.", SHAPE)
    if kind not in KINDS:
        return None  # a later program of the same version wrote it: told as left out
    try:
        return read_record(value)
    except ValidationError as error:
        raise InvalidCommand(
            f"{where}: {explain(error)}.", "Mend it, or export it again."
        ) from None


def _require_version(value: Mapping[str, Any], where: str) -> None:
    version = value.get("version")
    if value.get("record") != "context" or value.get("format") != FORMAT:
        raise InvalidCommand(f"{where} does not say that this is an exported context.", SHAPE)
    if type(version) is not int or version > VERSION:
        raise InvalidCommand(
            f"{where}: the file is of version {str(version)[:20]}; up to {VERSION} is read here.",
            "Update Common Ground, or export it from the program that wrote it as version "
            f"{VERSION}.",
        )


def context_of(value: Any) -> ContextRecord:
    """The first record. Raises ValidationError."""
    return ContextRecord.model_validate(value, extra="ignore")
