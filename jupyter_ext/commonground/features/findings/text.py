"""A finding in words: the entry's body, the preview, the list, and what a check found. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

from ...core.count import several
from ...core.ids import TEAM, Room, room_area
from ...core.markdown import code, fenced, inline
from ...core.metric import Metric, meant, same_expression
from ...core.texts import TextKind, changed
from ...errors import InvalidCommand
from .claim import StatedClaim
from .model import FindingCheck, FindingShared, SharedFinding
from .resting import Resting

MOST_COLUMNS = 40
FRESH = "Nothing that made it has changed since."
Follows = Literal["yes", "no", "unknown"]
"""Whether a figure was computed as the team defined what has its name."""


def body_of(
    stated: StatedClaim, output: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]
) -> str:
    """The entry's body: what was said, the figures as values, and what is shown, in words."""
    lines = [f"- {one['name']} = {one['value']!r}" for one in figures]
    parts = [stated.more, "\n".join(lines), shown_text(output)]
    return "\n\n".join(filter(None, parts))[:20_000]


def shown_text(output: Mapping[str, Any]) -> str:
    """The output in words: a picture's description, a table's columns, a text as it stands."""
    table = output.get("table")
    if table is not None:
        return _table_text(table)
    if output.get("kind") == "text" and output.get("text"):
        return "\n".join(f"    {line}" for line in str(output["text"]).splitlines())
    if output.get("kind") == "value":
        return str(output.get("text", ""))
    return str(output.get("alt") or "")


def _table_text(table: Mapping[str, Any]) -> str:
    names = [f"{column['name']} ({column['type']})" for column in table["columns"][:MOST_COLUMNS]]
    said = f"A table with the columns {', '.join(map(inline, names))}."
    return "\n\n".join(filter(None, (said, sample_markdown(table))))


def sample_markdown(table: Mapping[str, Any]) -> str:
    """The rows that were asked for, as a table; empty where none were."""
    rows = table.get("sample") or []
    if not rows:
        return ""
    heads = [str(column["name"]) for column in table["columns"]][: len(rows[0])]
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def preview_markdown(claim: str, body: str, area: str | None, made: Mapping[str, Any]) -> str:
    """Exactly what would leave, and where to, before it does."""
    where = f"the area {area}" if area else "everybody in the team"
    held = made["output"].get("held_back")
    lines = [
        f"**Nothing was shared yet.** This would go to {where}:",
        f"**{inline(claim)}**",
        body,
        "A picture, as above in this notebook." if made["output"].get("picture") else "",
        f"*{inline(held)}*" if held else "",
        f"With what made it: {made_of(made)}",
        "Word for word:",
        fenced("", exact_text(made)),
    ]
    return "\n\n".join(filter(None, lines))


def exact_text(made: Mapping[str, Any]) -> str:
    """All that is kept beside the claim, a part a line, but for the dots of a picture."""
    output = dict(made["output"])
    output["picture"] = f"{len(output['picture']):,} characters" if output["picture"] else ""
    lines = []
    for name, held in {**made, "output": output}.items():
        several_lines = isinstance(held, list) and len(held) > 1
        lines += [f"{name}: {_json(one)}" for one in held] if several_lines else [
            f"{name}: {_json(held)}"
        ]  # fmt: skip
    return "\n".join(lines)


def _json(held: Any) -> str:
    return json.dumps(held, ensure_ascii=False)


def gated(made: Mapping[str, Any], shown: Callable[[str], str]) -> dict[str, Any]:
    """It with its prose as ``shown`` lets it be seen: as it is kept."""

    def change(text: str, kind: TextKind, field: str) -> str:
        return shown(text) if kind == "prose" else text

    found: dict[str, Any] = changed(made, FindingShared, change)
    return found


def definition_of(
    figure: Mapping[str, Any], metrics: Iterable[Metric], room: Room
) -> tuple[Metric, Follows] | None:
    """The definition, by the finding's area or the team, of what has a figure's name; and whether
    the figure follows it: of one that is given by a name alone nobody knows."""
    held = [one for one in metrics if one.state == "accepted" and one.room in (room, TEAM)]
    try:
        metric = meant(held, figure["name"], room_area(room))
    except InvalidCommand:
        return None
    checked = str(figure["checked"])
    if checked.isidentifier() and checked != metric.expression:
        return metric, "unknown"
    return metric, "yes" if same_expression(checked, metric.expression) else "no"


FOLLOWS = {"yes": "by", "no": "not computed by", "unknown": "beside"}


def figures_markdown(
    figures: Iterable[Mapping[str, Any]], metrics: Sequence[Metric], room: Room
) -> str:
    """The figures, a line each, with the team's definition where there is one."""
    lines = []
    for one in figures:
        line, found = f"- {one['name']} = {one['value']!r}", definition_of(one, metrics, room)
        if found is not None:
            line += f" ({FOLLOWS[found[1]]} the team's definition {code(found[0].expression)})"
        lines.append(line)
    return "\n".join(lines)


def made_of(made: Mapping[str, Any]) -> str:
    """What led to a finding, in a sentence or two."""
    packages = ", ".join(f"{name} {version}" for name, version in made["packages"].items())
    files = ", ".join(str(file["path"]) for file in made["files"])
    tables = ", ".join(
        f"{table['name']} ({table['rows']:,} × {len(table['columns'])})" for table in made["tables"]
    )
    parts = [
        several(len(made["cells"]), "cell"),
        f"files {files}" if files else "",
        several(len(made["queries"]), "query", "queries") if made["queries"] else "",
        f"tables {tables}" if tables else "",
        f"seeds {', '.join(made['seeds'])}" if made["seeds"] else "",
        f"Python {made['python']}",
        packages,
    ]
    said = f"{inline('; '.join(filter(None, parts)))}."
    doubts = [*made["order"], *(f"uncertain, {text}" for text in made["uncertain"])]
    return f"{said} Note: {inline('; '.join(doubts))}." if doubts else said


def shared_markdown(finding: str, claim: str, made: Mapping[str, Any], *, waits: bool) -> str:
    """What is shown once it is shared."""
    state = "waits for the context owner" if waits else "is shared with the team"
    held = made["output"].get("held_back")
    lines = [
        f"“{inline(claim)}” {state}. `%cg finding check {finding}` runs it again.",
        made_of(made),
        f"*{inline(held)}*" if held else "",
    ]
    return "\n\n".join(filter(None, lines))


def check_markdown(claim: str, check: FindingCheck) -> str:
    """What a check found."""
    head = f"“{inline(claim)}”: **{CHECKED_AS[check.state]}**."
    rows = [[one.what, one.old, one.new] for one in check.differences]
    table = "\n".join(map(_row, [["what", "was", "is now"], ["---"] * 3, *rows])) if rows else ""
    return "\n\n".join(filter(None, (head, inline(check.cause), table)))


def resting_markdown(resting: Iterable[Resting]) -> str:
    """What rests on a finding, a line each; empty where nothing does."""
    return "\n".join(f"- {one.kind}, {one.state}: **{inline(one.title)}**" for one in resting)


CHECKED_AS = {"confirmed": "confirmed", "differs": "differs", "failed": "could not run"}


def list_markdown(
    findings: Sequence[SharedFinding],
    state_of: Callable[[str], tuple[str, str]],
    name_of: Callable[[str], str],
) -> str:
    """The findings, a line each; ``state_of`` gives state and cause by id."""
    if not findings:
        return 'No findings yet: `%cg finding "CLAIM"` below a result shares one.'
    rows = []
    for one in findings:
        state, cause = state_of(one.id)
        checked = "" if one.check is None else CHECKED_AS[one.check.state]
        rows.append(
            [one.claim, name_of(one.by), f"{state} {cause}".strip(), checked, f"`{one.id}`"]
        )
    return "\n".join(map(_row, [["finding", "by", "state", "checked", "id"], ["---"] * 5, *rows]))
