"""Metrics: figures that the team defined once, as conventions that say how each is computed. Pure.

A metric is an entry like any other, so that it is reviewed, disputed, exported and shown to the AI:
its title names it, and its text begins with the line of Python that computes it.
"""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from keyword import iskeyword
from typing import Literal

from ..errors import InvalidCommand
from .entry import Entry
from .ids import TEAM, Room, area_room
from .markdown import code, fenced
from .snapshot import Snapshot

MetricState = Literal["accepted", "proposed", "disputed"]
"""Whether a definition holds, waits for the context owner, or stands beside another one."""
NAME = r"[^\W\d]\w{0,59}"
MOST_EXPRESSION = 1_000
_TITLE = re.compile(rf"Metric: (?P<name>{NAME})")
_BODY = re.compile(
    r"(?P<fence>`{3,})python[ \t]*\n(?P<line>[^\n]+)\n\s*(?P=fence)(?!`)(?P<says>.*)", re.S
)
_ASSIGNED = re.compile(rf"(?P<name>{NAME})\s*=(?!=)(?P<expression>.*)", re.S)
_UNSAFE = frozenset(
    (
        "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "getattr", "globals",
        "input", "locals", "open", "setattr", "vars",
    )
)  # fmt: skip
_REMEDY = "Write an expression of the notebook's names: %cg metric revenue = orders.amount.sum()"


UsedMetric = tuple[str, str]
"""The name of a metric and the area whose definition is wanted (empty: none is named)."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A definition: ``id`` is its entry's, ``at`` is in ms since 1970, UTC."""

    id: str
    name: str
    expression: str
    says: str
    room: Room
    by: str
    at: int
    state: MetricState

    @property
    def formula(self) -> str:
        """As a line of Python."""
        return f"{self.name} = {self.expression}"


def used_metric(rest: str) -> UsedMetric | None:
    """What ``%cg metric`` computes, by what follows it; None for a definition."""
    try:
        words = shlex.split(rest)
    except ValueError:
        return None
    area = ""
    for place, word in enumerate(words):
        if word == "--area" or word.startswith("--area="):
            taken = 1 if "=" in word else 2
            area = word.partition("=")[2] if taken == 1 else " ".join(words[place + 1 : place + 2])
            words = words[:place] + words[place + taken :]
            break
    return (words[0], area) if len(words) == 1 and words[0].isidentifier() else None


def assigned(text: str) -> tuple[str, str] | None:
    """Name and expression of ``NAME = EXPRESSION``; None for another text.

    Raises InvalidCommand for an expression that is none, or that does more than compute.
    """
    found = _ASSIGNED.fullmatch(text.strip())
    if found is None or not found["expression"].strip():
        return None
    if iskeyword(found["name"]):
        raise InvalidCommand(f"{found['name']} is a word of Python's own.", _REMEDY)
    return found["name"], plain_expression(found["expression"])


def plain_expression(text: str) -> str:
    """The expression in one line, as Python writes it. Raises InvalidCommand.

    It keeps mistakes out, and is no sandbox: who may accept a definition keeps malice out.
    """
    text = text.strip()
    if len(text) > MOST_EXPRESSION:
        raise InvalidCommand("The expression is too long for a metric.", _REMEDY)
    try:
        tree = ast.parse(text, mode="eval")
        said = ast.unparse(tree)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise InvalidCommand("That is no expression of Python.", _REMEDY) from None
    if len(said) > MOST_EXPRESSION or "\n" in said:
        raise InvalidCommand("The expression is too long for a metric.", _REMEDY)
    for node in ast.walk(tree):
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr):
            raise InvalidCommand("A metric computes, and keeps no name.", _REMEDY)
        named = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        if named.startswith("__") or (isinstance(node, ast.Name) and named in _UNSAFE):
            raise InvalidCommand(f"A metric does not use {named}.", _REMEDY)
    return said


def metric_text(name: str, expression: str, says: str) -> tuple[str, str]:
    """Title and text of the entry that defines it."""
    line = fenced("metric.py", f"{name} = {expression}")
    return f"Metric: {name}", "\n\n".join(filter(None, (line, says.strip())))


def metrics_in(rooms: Iterable[Snapshot]) -> tuple[Metric, ...]:
    """What is defined in these rooms, by name: what holds of each entry, else what waits."""
    found = [
        metric
        for room in rooms
        for entry in room.entries.values()
        if entry.kind == "convention" and entry.live and (metric := metric_of(entry)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.at, one.id)))


def metric_of(entry: Entry) -> Metric | None:
    """What an entry defines: what holds of it, else what waits; None where it defines nothing."""
    held = entry.in_force or entry.standing
    if not held or (said := _said(held[-1].title, held[-1].body)) is None:
        return None
    state: MetricState = "accepted" if entry.in_force else "proposed"
    if len(held) > 1:
        state = "disputed"
    last = held[-1]
    return Metric(entry.id, *said, entry.room, last.author, last.at, state)


@lru_cache(2_000)
def _said(title_line: str, text: str) -> tuple[str, str, str] | None:
    """Name, expression and words of a version; None where it defines nothing."""
    title = _TITLE.fullmatch(title_line.strip())
    body = None if title is None else _BODY.fullmatch(text.replace("\r\n", "\n").strip())
    if title is None or body is None:
        return None
    try:
        found = assigned(body["line"])
    except InvalidCommand:
        return None
    if found is None or found[0] != title["name"]:
        return None
    return (*found, body["says"].strip())


def meant(metrics: Iterable[Metric], name: str, area: str | None = None) -> Metric:
    """The metric of that name: the area's, else the team's, else the only one there is; what is
    accepted before what is not.

    Raises InvalidCommand where there is none, or where several may be meant.
    """
    named = [one for one in metrics if one.name == name]
    accepted = [one for one in named if one.state == "accepted"]
    tiers = ({area_room(area)} if area else set(), {TEAM}, {one.room for one in named})
    for some, rooms in product((accepted, named), tiers):
        held = [one for one in some if one.room in rooms]
        if len(held) == 1:
            return held[0]
        if held:
            said = " and ".join(code(one.formula) for one in held[:3])
            raise InvalidCommand(
                f"{name} is defined more than once: {said}.",
                "Retire one of them in the Context tab, or say whose is meant: --area AREA.",
            )
    raise InvalidCommand(
        f"There is no metric {name[:40]!r}.", "%cg metrics lists them; %cg metric NAME = defines."
    )


def same_expression(one: str, other: str) -> bool:
    """Whether two expressions are the same Python, however they are written."""
    try:
        return ast.dump(ast.parse(one, mode="eval")) == ast.dump(ast.parse(other, mode="eval"))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
