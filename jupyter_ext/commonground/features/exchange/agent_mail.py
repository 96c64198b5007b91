"""An archive of mcp_agent_mail: agents' messages as Markdown below a head of JSON. Pure.

A message is a discussion. Copies in inboxes and outboxes are the same message; profiles of agents
and reservations of files are no context, and are left out by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import frontmatter
from .frontmatter import Fields
from .note import ForeignNote, time_of

_COPY = re.compile(r"(^|/)agents/[^/]+/(inbox|outbox)/")
_PROFILE = re.compile(r"(^|/)agents/[^/]+/profile\.json$")
_RESERVED = re.compile(r"(^|/)(file_reservations|claims)/[^/]+\.json$")
_DIGEST = re.compile(r"(^|/)messages/threads/[^/]+\.md$")
NO_MESSAGE = "It is no message: its head names no sender and subject."


def left_out(path: str) -> str | None:
    """Why a file of an archive is no entry; None for what may be one."""
    if _PROFILE.search(path):
        return "The profile of an agent: its name stands at what it wrote."
    if _RESERVED.search(path):
        return "A reservation of files: it ended with the work."
    if _DIGEST.search(path):
        return "A digest of a thread: its messages are there themselves."
    return None


def is_copy(path: str) -> bool:
    """Whether it is an agent's own copy of a message."""
    return _COPY.search(path) is not None


def message_key(text: str) -> str | None:
    """What tells a message from others, in all its copies; None for what is none."""
    fields, _, _ = frontmatter.split(text)
    key = fields.get("id")
    return None if not _is_message(fields) else f"{fields.get('project_slug') or ''}:{key}"


def notes_in(path: str, text: str) -> Iterator[ForeignNote]:
    """The message of a file; none where it is no message."""
    fields, below, line = frontmatter.split(text)
    if not _is_message(fields):
        return
    sender, subject = str(fields["from"]), str(fields.get("subject") or "")
    line += len(below) - len(below.lstrip("\n"))
    body = "\n\n".join(filter(None, (below.strip("\n"), frontmatter.said(fields, "subject"))))
    at = max(time_of(str(fields.get(name) or "")) for name in _TIMES)
    yield ForeignNote(path, line, "discussion", subject or "(no subject)", body, at, sender[:100])


_TIMES = ("created", "created_ts")


def _is_message(fields: Fields) -> bool:
    return bool(isinstance(fields.get("from"), str) and fields["from"] and "subject" in fields)
