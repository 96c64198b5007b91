"""``%cg cost``: what the team spent, for everybody who reads the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ...core.bundle import rows_table
from ...core.markdown import inline
from ...core.spent import Purpose
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .model import CostLine
from .runner import CostKeeper
from .syntax import COST

DAYS = 14
COLUMNS = (
    *("day", "who", "purpose", "questions", "tokens_in", "tokens_cached", "tokens_out"),
    *("cost", "saved"),
)
HEAD = """\
| Day (UTC) | Who | For | Questions | Tokens in | of them cached | Tokens out | Cost | Cache saved |
|---|---|---|---:|---:|---:|---:|---:|---:|"""
PURPOSES: Mapping[Purpose | None, str] = {
    None: "questions",
    "judge": "looking for contradictions",
    "handoff": "handoffs in words",
    "suggestion": "suggestions after answers",
    "sweep": "suggestions from threads",
    "summary": "summaries",
    "probe": "what the model can do",
}
"""What was asked for, as it stands in the table."""


async def cost(host: Host, call: Call) -> Shown:
    """A notebook's readers are shown sums, and each member's figures where the team shows all."""
    lines, names = await host.find(CostKeeper).for_all(DAYS), host.names()
    return Shown(cost_markdown(lines, names), cost_table(lines, names) if lines else {})


def cost_table(lines: Sequence[CostLine], names: Mapping[str, str]) -> dict[str, Any]:
    """The same for a DataFrame: one row a line, money in US dollars."""
    rows = (
        (
            _day(line),
            _who(line, names),
            PURPOSES[line.purpose],
            line.turns,
            line.tokens_in,
            line.tokens_cached,
            line.tokens_out,
            line.cost,
            line.saved,
        )
        for line in lines
    )
    return rows_table(COLUMNS, rows)


def cost_markdown(lines: Sequence[CostLine] | None, names: Mapping[str, str]) -> str:
    """A table, the newest day first."""
    if lines is None:
        return (
            "In this team each member sees their own figures only: above the list under **Turns**."
        )
    if not lines:
        return f"Nobody asked the AI anything in the last {DAYS} days."
    rows = [_row(line, names) for line in lines]
    total = sum(line.cost or 0.0 for line in lines)
    return "\n".join([f"**${total:,.2f} in {DAYS} days**", "", HEAD, *rows])


def _row(line: CostLine, names: Mapping[str, str]) -> str:
    who = inline(_who(line, names))
    counts = (line.turns, line.tokens_in, line.tokens_cached, line.tokens_out)
    cells = [
        _day(line),
        who,
        PURPOSES[line.purpose],
        *(f"{count:,}" for count in counts),
        _money(line.cost),
        _money(line.saved),
    ]
    return f"| {' | '.join(cells)} |"


def _day(line: CostLine) -> str:
    return datetime.fromtimestamp(line.day / 1000, UTC).date().isoformat()


def _who(line: CostLine, names: Mapping[str, str]) -> str:
    nobody = "the server itself" if line.own else "everybody"
    return names.get(line.who, line.who) if line.who else nobody


def _money(amount: float | None) -> str:
    return "not known" if amount is None else f"${amount:,.4f}"


VERBS = (Verb(COST, cost),)
