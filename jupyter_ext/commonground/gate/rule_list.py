"""``commonground bench rules FILE``: what another list of rules finds and the gate does not.

FILE is a list in the format of gitleaks (TOML, ``[[rules]]`` with ``id`` and ``regex``). Made-up
values of each rule are shown to the gate; nothing of the list is kept, and no value is printed.
"""

from __future__ import annotations

import json
import re
import secrets
import string
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import click

from ..errors import UserError
from . import provider_rules
from .gate import Gate

TRIES = 8
"""Made-up values of each rule; it counts as known where the gate finds nearly all of them."""
KNOWN = 0.75
MOST = 80
"""How often a part is repeated at most, where a rule sets no bound."""
OPTIONAL = 5
"""What may stand more often than this, or not at all, is whatever may stand around a value."""
_READABLE = string.ascii_letters + string.digits + "-_=/+.,:;!#$%&*@ "


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the gate makes of a list: ids of rules by how it fared, and those that can't be read."""

    known: tuple[str, ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]


def coverage(rows: Sequence[dict[str, Any]], gate: Gate, rng: Random) -> Coverage:
    """Every rule with an expression, tried on values that it describes."""
    known, missing, unread = list[str](), list[str](), list[str]()
    for row in rows:
        name, expression = str(row.get("id", "?")), row.get("regex")
        if not isinstance(expression, str):
            continue
        try:
            values = [example(expression, rng) for _ in range(TRIES)]
        except (re.error, ValueError, LookupError, RecursionError):
            unread.append(name)
            continue
        found = sum(gate.check(value).outcome == "quarantine" for value in values)
        (known if found >= KNOWN * TRIES else missing).append(name)
    return Coverage(tuple(known), tuple(missing), tuple(unread))


def example(expression: str, rng: Random) -> str:
    """A text that the expression matches. Raises re.error, ValueError or LookupError."""
    made = _made(re._parser.parse(_as_python(expression)), rng)  # type: ignore[attr-defined]
    return "".join(made)


def _as_python(expression: str) -> str:
    """Go's syntax in Python's: flags stand in front, and the end of the text is ``\\Z``."""
    moved = re.sub(r"\(\?[imsU]+\)", "", expression)
    return moved.replace(r"\z", r"\Z").replace("[[:alnum:]]", "[A-Za-z0-9]")


def _made(parsed: Any, rng: Random) -> list[str]:
    return [piece for op, argument in parsed for piece in _piece(str(op), argument, rng)]


def _piece(op: str, argument: Any, rng: Random) -> list[str]:
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = argument
        times = _times(int(least), int(most), rng)
        return [piece for _ in range(times) for piece in _made(inner, rng)]
    simple: dict[str, Callable[[], list[str]]] = {
        "LITERAL": lambda: [chr(argument)],
        "NOT_LITERAL": lambda: [_other({chr(argument)}, rng)],
        "ANY": lambda: [rng.choice(_READABLE)],
        "IN": lambda: [_one_of(argument, rng)],
        "SUBPATTERN": lambda: _made(argument[-1], rng),
        "ATOMIC_GROUP": lambda: _made(argument, rng),
        "BRANCH": lambda: _made(rng.choice(argument[1]), rng),
        "AT": list,
        "ASSERT": list,
        "ASSERT_NOT": list,
    }
    return simple[op]()


def _times(least: int, most: int, rng: Random) -> int:
    """As often as a plain value has it: what a rule only lets stand around is left out."""
    if not least:
        return rng.randint(0, min(most, 1)) if most <= OPTIONAL else 0
    return rng.randint(least, min(most, max(least, MOST)))


def _one_of(parts: Any, rng: Random) -> str:
    chars: set[str] = set()
    for op, argument in parts:
        match str(op):
            case "LITERAL":
                chars.add(chr(argument))
            case "RANGE":
                chars |= {chr(code) for code in range(argument[0], min(argument[1], 126) + 1)}
            case "CATEGORY":
                chars |= {c for c in _READABLE if _in_category(str(argument), c)}
    if any(str(op) == "NEGATE" for op, _ in parts):
        return _other(chars, rng)
    return rng.choice(sorted(chars))


def _other(chars: set[str], rng: Random) -> str:
    return rng.choice([c for c in _READABLE if c not in chars])


def _in_category(name: str, char: str) -> bool:
    holds = {
        "DIGIT": char.isdigit(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
    }[name.rsplit("_", 1)[-1]]
    return holds != ("_NOT_" in name)


@click.command("rules")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def rules_command(file: Path, as_json: bool) -> None:
    """Say what a list of rules in the format of gitleaks (FILE) finds that the gate does not."""
    try:
        rows = tomllib.loads(file.read_text("utf-8"))["rules"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        raise UserError(
            f"{file} is no list of rules.", "Give a TOML file with [[rules]], as gitleaks has them."
        ) from None
    found = coverage(rows, Gate(secrets.token_bytes(32)), Random(0))
    reviewed = provider_rules.reviewed().isoformat()
    if as_json:
        lists = {"known": found.known, "missing": found.missing, "unread": found.unread}
        click.echo(json.dumps({"reviewed": reviewed, **lists}))
        return
    total = len(found.known) + len(found.missing)
    click.echo(f"Our rules were reviewed on {reviewed}.")
    click.echo(f"Known: {len(found.known)} of {total} rules of this list.")
    for name in found.missing:
        click.echo(f"  missing: {name}")
    for name in found.unread:
        click.echo(f"  can't be read: {name}")
