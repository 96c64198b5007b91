"""What every store refuses, in the same words.

Pure checks on values, before anything is written.
"""

from __future__ import annotations

from ..core.event import Event
from ..errors import StoreError, UnknownId

RESEND = "Reload the room from the store, then make the change again from a new replica."


def check_text(*values: str) -> None:
    """Refuse names and ids that can't be written as UTF-8 (lone surrogates)."""
    try:
        for value in values:
            value.encode()
    except UnicodeEncodeError:
        raise StoreError(
            "A name or an id holds characters that can't be stored.",
            "Remove broken characters (half of an emoji, for example) and send it again.",
        ) from None


def check_origin_seq(origin_seq: int, last: int) -> None:
    """Refuse an update that does not follow its origin's ``last`` one (a repeated one may pass)."""
    if origin_seq < 1:
        raise StoreError("A replica counts its updates from 1.", RESEND)
    if origin_seq > last + 1:
        raise StoreError(
            f"Update {origin_seq} of this replica can't be stored: number {last + 1} is missing.",
            RESEND,
        )


def check_generation(generation: int, present: int) -> None:
    """Refuse what was made on another generation of the document than the present one."""
    if generation != present:
        raise StoreError(
            f"The room is of generation {present} by now; this comes from generation {generation}.",
            RESEND,
        )


def check_whole(seq: int, last: int) -> None:
    """Refuse a document made anew that does not hold everything up to the ``last`` update."""
    if seq != last:
        raise StoreError(
            f"The document was made from update {seq}, but the room is at {last}.", RESEND
        )


def check_event(event: Event) -> None:
    """Refuse an event whose ids can't be stored and looked up."""
    check_text(event.id, event.room, event.entry or "", event.revision or "")


def check_tombstone(recorded: int | None) -> None:
    """Refuse a tombstone whose id the chain has already: what it removes would go unsaid."""
    if recorded is not None:
        raise StoreError(
            f"The chain has an event of this id already (row {recorded}).", "Give it a fresh id."
        )


def check_compaction(seq: int, *, last: int, compacted: int) -> None:
    """Refuse a snapshot that claims what isn't stored, or that is older than the present one."""
    if seq > last:
        raise StoreError(
            f"A snapshot up to update {seq} can't be right: the room ends at {last}.", RESEND
        )
    if seq < compacted:
        raise StoreError(
            f"A snapshot up to update {seq} is older than the stored one, up to {compacted}.",
            "Load the room again and compact from there.",
        )


def unknown_turn() -> UnknownId:
    """The same answer for a turn that is not there and one that the reader may not see."""
    return UnknownId("There is no such turn to continue after.")
