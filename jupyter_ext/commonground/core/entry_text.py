"""An entry as plain text for whoever looks one up: its id, what stands, and who said it. Pure.

The lines of a body are indented: none can be taken for the head of a version.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from .entry import Entry
from .prompt import speaking
from .revision import Revision


def entry_as_text(entry: Entry, name_of: Callable[[str], str]) -> str:
    """Every version that stands, with its status and author; empty if it says nothing today."""
    versions = speaking(entry)
    if not versions:
        return ""
    dispute = ", in dispute: every version stands" if entry.disputed else ""
    lines = [f"{entry.id} ({entry.kind}{dispute})"]
    lines += [_version(revision, name_of) for revision in versions]
    return "\n".join(lines)


def _version(revision: Revision, name_of: Callable[[str], str]) -> str:
    day = datetime.fromtimestamp(revision.at / 1000, UTC).date().isoformat()
    area = f", area {revision.area}" if revision.area else ""
    head = f"{revision.title} [{revision.status}, {name_of(revision.author)}, {day}{area}]"
    return "\n".join([head, *(f"  {line}" for line in revision.body.splitlines())])
