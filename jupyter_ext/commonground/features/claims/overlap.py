"""Where two pieces of work meet, and how likely that ends in a conflict. Pure."""

from __future__ import annotations

from .model import ChangeSet, Outlook


def compare(ours: ChangeSet, theirs: ChangeSet) -> Outlook:
    """The overlaps of two change sets with the same base, gravest first."""
    return Outlook()
