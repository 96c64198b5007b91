"""The MIME bundle that a cell's output holds for a turn: a pointer while it grows, then the answer.

Shared by the kernel and the server, which write the same bundle, so that either may finish a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .markdown import inline
from .portable import portable
from .turn import Turn

MARKDOWN = "text/markdown"
TURN_MIME = "application/vnd.commonground.turn+json"
TABLE_MIME = "application/vnd.commonground.table+json"
"""A table that a kernel makes a DataFrame of."""
FRAME_MIME = "application/vnd.commonground.frame+json"
"""Rows of turns that a kernel makes a DataFrame of."""
METRIC_MIME = "application/vnd.commonground.metric+json"
"""A metric's definition, which a kernel computes."""
DEMO = "demo model"
"""How the label of a model begins that shows that all is wired up, and no more."""
PLAIN_CHARS = 200
"""Characters of the plain text form: short, so that the notebook holds the answer once."""


def rows_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """A plain table that a kernel makes a DataFrame of; what is missing is None."""
    held = {"as": "rows", "columns": list(columns), "rows": [list(row) for row in rows]}
    return {TABLE_MIME: held}


def streaming_bundle(turn_id: str) -> dict[str, Any]:
    """What a cell shows at first; front ends with the extension draw the live answer from it."""
    return {
        TURN_MIME: {"turn": turn_id, "status": "streaming"},
        "text/plain": "Common Ground: the answer is on its way.",
    }


def finished_bundle(turn: Turn, asker: str) -> dict[str, Any]:
    """What the file keeps: whose answer it is, and the answer as Markdown, whole without us.

    Where other programs must not draw the answer as it is, ours finds it beside the pointer. The
    line above the answer stands there, too: who has the extension sees that drawn, not twice.
    """
    label = turn.model_label
    whole = answer_markdown(turn)
    line = byline(turn, asker)
    shown = portable(whole)
    pointer: dict[str, Any] = {
        "turn": turn.id,
        "status": turn.status,
        "asker": asker,
        "model_label": label,
        "demo": label.startswith(DEMO),
        "line": line,
    }
    if turn.problem:
        pointer["problem"] = turn.problem
    if turn.calls:
        pointer["calls"] = len(turn.calls)
    if turn.thinking:
        pointer["thought"] = True
    if shown != whole:
        pointer["text"] = whole
    return {TURN_MIME: pointer, MARKDOWN: below(line, shown), "text/plain": plain(whole)}


def with_beside(data: Mapping[str, Any], turn: Turn, asker: str) -> dict[str, Any] | None:
    """The finished bundle of a turn with another model's answer below its own.

    None where its own is not there yet, or the other is.
    """
    pointer = data.get(TURN_MIME)
    if not isinstance(pointer, Mapping) or pointer.get("status") == "streaming":
        return None
    held = pointer.get("beside")
    known = list(held) if isinstance(held, list) else []
    if turn.id in known:
        return None
    first = data.get(MARKDOWN)
    above = "".join(first) if isinstance(first, list) else str(first or "")
    other = below(byline(turn, asker), portable(answer_markdown(turn)))
    grown = {**pointer, "text": written_answer(data), "beside": [*known, turn.id]}
    return {**data, TURN_MIME: grown, MARKDOWN: f"{above}\n\n---\n\n{other}"}


def byline(turn: Turn, asker: str) -> str:
    """Who asked which model, as a line of Markdown: plain viewers show nothing else of it."""
    return f"*AI answer ({inline(turn.model_label)}), asked by {inline(asker)}*"


def below(line: str, markdown: str) -> str:
    """The text with that line above it."""
    return f"{line}\n\n{markdown}" if markdown else line


def portable_bundle(data: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle as it may stand in a file: its Markdown holds no live HTML."""
    held = data.get(MARKDOWN)
    return {**data, MARKDOWN: portable(held)} if isinstance(held, str) else dict(data)


def written_answer(data: Mapping[str, Any]) -> str:
    """The answer in a bundle of ours, as the model wrote it."""
    pointer = data.get(TURN_MIME)
    whole = pointer.get("text") if isinstance(pointer, Mapping) else None
    held = data.get(MARKDOWN) if whole is None else whole
    text = "".join(held) if isinstance(held, list) else str(held or "")
    line = pointer.get("line") if isinstance(pointer, Mapping) else None
    if whole is None and isinstance(line, str) and text.startswith(line):
        return text.removeprefix(line).removeprefix("\n\n")
    return text


def answer_markdown(turn: Turn) -> str:
    """The answer, with a last line that says what is missing where it did not come to its end."""
    if turn.status == "complete":
        return turn.text
    note = f"> **{'Cut off' if turn.text else 'No answer'}:** {turn.problem or 'it did not end.'}"
    return f"{turn.text}\n\n{note}" if turn.text else note


def plain(markdown: str) -> str:
    """The first lines of the answer, for front ends that draw neither Markdown nor ours."""
    text = " ".join(markdown.split())
    return text if len(text) <= PLAIN_CHARS else text[: PLAIN_CHARS - 1] + "…"
