"""The MIME bundle that a cell's output holds for a turn: a pointer while it grows, then the answer.

Shared by the kernel and the server, which write the same bundle, so that either may finish a cell.
"""

from __future__ import annotations

from typing import Any

from .turn import Turn

TURN_MIME = "application/vnd.commonground.turn+json"
TABLE_MIME = "application/vnd.commonground.table+json"
"""A table that a kernel makes a DataFrame of."""
PLAIN_CHARS = 200
"""Characters of the plain text form: short, so that the notebook holds the answer once."""


def streaming_bundle(turn_id: str) -> dict[str, Any]:
    """What a cell shows at first; front ends with the extension draw the live answer from it."""
    return {
        TURN_MIME: {"turn": turn_id, "status": "streaming"},
        "text/plain": "Common Ground: the answer is on its way.",
    }


def finished_bundle(turn: Turn, asker: str) -> dict[str, Any]:
    """What the file keeps: the answer as Markdown, whole without the extension."""
    label = turn.model_label
    pointer: dict[str, Any] = {
        "turn": turn.id,
        "status": turn.status,
        "asker": asker,
        "model_label": label,
        "demo": label.startswith("demo model"),
    }
    if turn.problem:
        pointer["problem"] = turn.problem
    return {
        TURN_MIME: pointer,
        "text/markdown": answer_markdown(turn),
        "text/plain": plain(answer_markdown(turn)),
    }


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
