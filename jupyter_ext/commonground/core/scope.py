"""What a member lets a client of theirs do in their name, and how the record names that client.

A client is a program outside of JupyterLab (an editor, an agent in a terminal) that came with a
token of a member. Pure.
"""

from __future__ import annotations

from typing import Literal, get_args

Scope = Literal["read", "propose", "message", "private"]
"""``private`` is the member's own notes: without it a client neither reads nor writes them."""
SCOPES: tuple[Scope, ...] = get_args(Scope)

_CLIENT = "mcp:"


def source_of_client(client: str) -> str:
    """Where a command comes from that a client of that name sent in its member's name."""
    return f"{_CLIENT}{client}"


def by_client(source: str) -> bool:
    """Whether a command comes from a client: it has no vote, whoever its member is."""
    return source.startswith(_CLIENT)
