"""How a comparison ends: a decision entry that holds the record (ADR), and records as files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ...core.fields import MAX_BODY
from ...core.prompt import trim
from ...core.role import Member
from ...errors import InvalidCommand
from ...gate.gate import Outcome
from ...gate.passage import inspect
from ...service.saving import files_in, save_files
from ...service.writer import ContextService
from .adr import record, title_of
from .adr_folder import folder_with
from .commands import Decide, KeepSaved, option_in
from .model import Comparison
from .record import ComparisonRecord
from .table import ComparisonTable


def decision_of(
    comparison: Comparison,
    table: ComparisonTable,
    option: str | None,
    reason: str,
    title: str,
    name: Callable[[str], str],
) -> Decide:
    """The command that ends it for that option, or for none. ``name`` shows a member by username.

    Raises InvalidCommand while scores are still sealed: a record without them would hide who
    disagreed. Raises UnknownId where there is no such option.
    """
    if comparison.hidden:
        raise InvalidCommand(
            "The scores are still secret.", "Reveal them first: %cg compare reveal."
        )
    chosen = None if option is None else option_in(comparison, option)
    body = record(comparison, table, chosen, reason, name)
    return Decide(
        comparison=comparison.id,
        option=None if chosen is None else chosen.id,
        reason=reason,
        title=title.strip() or title_of(comparison, chosen),
        body=body if len(body) <= MAX_BODY else trim(body, MAX_BODY - 100),
    )


@dataclass(frozen=True, slots=True)
class RecordPreview:
    """The record as it would be stored, and what the gate makes of it; nothing is written."""

    title: str
    body: str
    outcome: Outcome
    labels: tuple[str, ...]
    """What the gate found, by name and never by value."""


async def preview_of(service: ContextService, member: Member, command: Decide) -> RecordPreview:
    """What deciding so would put on record. Raises NotAllowed, UnknownId, InvalidCommand."""
    plan = await service.plan(member, command, source="preview")
    inspected = inspect(plan, service.gate().check, service.rules)
    said = next(
        r for _, change in inspected.plan.writes for r in change.revisions if r.id == plan.revision
    )
    found = inspected.quarantined or inspected.redacted
    outcome: Outcome = "quarantine" if inspected.quarantined else "redact" if found else "pass"
    labels = tuple(dict.fromkeys(str(each["label"]) for each in found))
    return RecordPreview(said.title, said.body, outcome, labels)


async def export_decisions(
    comparisons: ComparisonRecord,
    root: Path,
    member: Member,
    folder: str,
    name: Callable[[str], str],
    *,
    overwrite: bool,
) -> list[str]:
    """Write every decision that stands as a file of its own; answers with the paths.

    Raises NotAllowed, and InvalidCommand where there is none or a file is in the way.
    """
    comparisons.require(member, KeepSaved.needs)
    entries = comparisons.decisions()
    base = folder.rstrip("/")
    held = await asyncio.to_thread(files_in, root, base, ".md")
    made = folder_with(held, entries, name)
    if not made.written:
        raise InvalidCommand("No decision was made yet.", "Decide something first.")
    files = {f"{base}/{path}": text for path, text in made.written.items()}
    mine = frozenset(f"{base}/{path}" for path in made.ours)
    return await asyncio.to_thread(save_files, root, files, overwrite=overwrite, ours=mine)
