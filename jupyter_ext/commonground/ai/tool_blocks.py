"""Tools in the Messages API's words: what a request says of them, and what an answer asks of them.

Knows blocks and their order; it imports no SDK, and carries nothing out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..core.prompt import Prompt
from ..core.tool import Round, ToolUse

BROKEN = "\ufffd"
"""Ends an input that the model began and could not write on: it is no JSON, whatever it holds."""


def tool_fields(prompt: Prompt) -> dict[str, Any]:
    """What a request says of tools; nothing where there are none."""
    if not prompt.tools:
        return {}
    tools = [
        {"name": t.name, "description": t.description, "input_schema": dict(t.schema)}
        for t in prompt.tools
    ]
    return {"tools": tools, **({"tool_choice": {"type": "none"}} if prompt.last else {})}


def round_messages(rounds: Iterable[Round]) -> list[dict[str, Any]]:
    """Rounds as messages: what the model said, then what the tools gave."""
    messages: list[dict[str, Any]] = []
    for one in rounds:
        results = [
            {
                "type": "tool_result",
                "tool_use_id": result.use,
                "content": result.text,
                "is_error": result.failed,
            }
            for result in one.results
        ]
        messages.append({"role": "assistant", "content": [dict(block) for block in one.said]})
        messages.append({"role": "user", "content": results})
    return messages


class ToolInputs:
    """The inputs of one answer's tools as they come, by the place of their block."""

    def __init__(self) -> None:
        self._parts: dict[int, list[str]] = {}

    @property
    def begun(self) -> bool:
        """Whether it asks for any tool."""
        return bool(self._parts)

    def begin(self, index: int) -> None:
        """A block that asks for a tool."""
        self._parts[index] = []

    def grow(self, index: int, part: str) -> None:
        """More of its input."""
        self._parts.setdefault(index, []).append(part)

    def break_off(self) -> None:
        """The last input is no JSON, and nothing follows it."""
        self._parts[max(self._parts)].append(BROKEN)

    def uses(self, blocks: Sequence[Mapping[str, Any]]) -> tuple[ToolUse, ...]:
        """What is asked for in these blocks, in order."""
        return tuple(
            ToolUse(str(block["id"]), str(block["name"]), "".join(self._parts.get(index, ())))
            for index, block in enumerate(blocks)
            if block.get("type") == "tool_use"
        )

    def said(self, blocks: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
        """The blocks as they can be sent again: text that says something, inputs that are JSON."""
        return tuple(
            {**block, "input": _object("".join(self._parts.get(index, ())))}
            if block.get("type") == "tool_use"
            else block
            for index, block in enumerate(blocks)
            if block.get("type") != "text" or str(block.get("text", "")).strip()
        )


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
