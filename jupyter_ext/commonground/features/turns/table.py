"""Turns as a table: one row for each, for a DataFrame and as Markdown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...core.markdown import inline
from ...core.turn import Turn

EXCERPT = 300
"""Characters of an answer that a row holds."""
SHOWN = 20
"""Rows of the table in words."""


def rows_of(
    turns: Iterable[Turn],
    names: Mapping[str, str],
    titles: Mapping[str, str],
    threads: Mapping[str, str],
) -> list[dict[str, Any]]:
    """A row for each turn, newest first. ``titles`` are those of revisions that the reader sees.

    ``at`` is in milliseconds since 1970, ``cost`` in US dollars, ``seconds`` how long it took.
    """
    return [
        {
            "at": turn.at,
            "asker": names.get(turn.asker, turn.asker),
            "question": turn.question,
            "answer": _excerpt(turn.text),
            "model": turn.model_label,
            "status": turn.status,
            "tokens_in": turn.usage.tokens_in,
            "tokens_out": turn.usage.tokens_out,
            "tokens_cached": turn.usage.tokens_cached,
            "cost": turn.cost,
            "saved": turn.saved,
            "seconds": turn.seconds,
            "entries": [titles[id] for id in turn.shown if id in titles],
            "tools": [call.tool for call in turn.calls],
            "thread": threads.get(turn.about or ""),
            "path": turn.path,
            "visibility": turn.visibility,
            "turn": turn.id,
        }
        for turn in turns
    ]


def table_markdown(rows: Sequence[Mapping[str, Any]]) -> str:
    """The newest rows in words, for who has no DataFrame."""
    if not rows:
        return "Nobody has asked anything yet."
    lines = ["| asker | question | model | status | tokens |", "|---|---|---|---|---|"]
    for row in rows[:SHOWN]:
        cells = (row["asker"], str(row["question"])[:80], row["model"], row["status"])
        tokens = f"{row['tokens_in']:,} in, {row['tokens_out']:,} out"
        lines.append(f"| {' | '.join(inline(str(cell)) for cell in cells)} | {tokens} |")
    if len(rows) > SHOWN:
        lines += ["", f"… and {len(rows) - SHOWN} more"]
    return "\n".join(lines)


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else plain[: EXCERPT - 1] + "…"
