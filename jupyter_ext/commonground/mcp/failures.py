"""Errors as a client is told them: what happened, what to do, and whether to try again."""

from __future__ import annotations

import logging
import math
from typing import Any

from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, CallToolResult, TextContent

from ..errors import Busy, CommonGroundError

log = logging.getLogger(__name__)
NOT_FOUND = INVALID_PARAMS
"""What the protocol answers where a resource, a prompt or a tool is not there."""


def told(error: CommonGroundError) -> dict[str, Any]:
    """An error as data. ``retry``: whether the same request may succeed later."""
    wire = error.to_wire()
    wire["retry"] = error.passing
    if isinstance(error, Busy):
        wire["retry_after"] = math.ceil(error.retry_after)
    return wire


def failed(error: CommonGroundError) -> CallToolResult:
    """An error as what a tool gave: the model reads it, and can act on it."""
    wire = told(error)
    again = "The same call may succeed later." if error.passing else "Don't repeat the same call."
    if "retry_after" in wire:
        again = f"Try again in {wire['retry_after']} s."
    text = f"{error} {again}"
    return CallToolResult(
        content=[TextContent(type="text", text=text)],
        structured_content={"error": wire},
        is_error=True,
    )


def refused(error: CommonGroundError, code: int = INVALID_PARAMS) -> MCPError:
    """An error as the protocol has it, where no tool was called."""
    return MCPError(code, str(error), told(error))


def broken(what: str) -> CallToolResult:
    """What a tool gave that failed by a mistake of ours; call it where that is caught."""
    log.exception("%s failed by an error that nobody expected", what)
    return failed(CommonGroundError("The server made a mistake.", "Its log says what happened."))
