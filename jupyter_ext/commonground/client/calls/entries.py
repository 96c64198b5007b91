"""What the feature ``entries`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given, part, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.entries.views import EntriesAnswer, HistoryAnswer


def add(
    title: str,
    kind: Literal["convention", "decision", "work", "discussion", "knowledge", "note"],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Add an entry to the team's context, or a private note (kind ``note``). ``area`` None: for
    everybody.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "add",
        {"title": title, "kind": kind},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        area=area,
    )


def edit(
    title: str,
    entry: str,
    heads: Sequence[str],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
) -> ApiCall[OutcomeView]:
    """Add a revision. ``heads`` are the revisions that its author saw; they become its parents.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "edit",
        {"title": title, "entry": entry, "heads": heads},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
    )


def share(
    title: str,
    note: str,
    heads: Sequence[str],
    kind: Literal["convention", "decision", "work", "discussion", "knowledge"],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Copy the author's private note into the team's context. The note stays as it is.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "share",
        {"title": title, "note": note, "heads": heads, "kind": kind},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        area=area,
    )


def retire(entry: str, heads: Sequence[str], *, reason: str | None = None) -> ApiCall[OutcomeView]:
    """Mark an entry as no longer true. Nothing is deleted.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("retire", {"entry": entry, "heads": heads}, reason=reason)


def revert(
    entry: str, heads: Sequence[str], to: str, *, reason: str | None = None
) -> ApiCall[OutcomeView]:
    """Say again what an earlier revision said (``to``): a new revision with its text.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("revert", {"entry": entry, "heads": heads, "to": to}, reason=reason)


def entries(*, room: str = "team") -> ApiCall[EntriesAnswer]:
    """The entries of the team (``room=team``) or one's own notes (``room=mine``).

    The entries of a room, oldest first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "entries",
        "commonground.features.entries.views:EntriesAnswer",
        query={**given(room=room)},
        safe=True,
    )


def history(entry_id: str) -> ApiCall[HistoryAnswer]:
    """The versions of an entry that compaction moved out of the live document, oldest first.

    Versions of an entry that are no longer in the live document, oldest first. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"entries/{part(entry_id)}/history",
        "commonground.features.entries.views:HistoryAnswer",
        safe=True,
    )
