"""What a comparison comes to, shown before it is decided or handed on: its record, and its page."""

from __future__ import annotations

from ...core.role import Member
from ...service.page import ExportedPage
from ...service.writer import ContextService
from .decision import RecordPreview, decision_of, preview_of
from .page import page_of
from .runner import ComparisonRunner


async def preview(
    service: ContextService,
    comparing: ComparisonRunner,
    member: Member,
    key: str,
    option: str | None,
    reason: str,
    title: str = "",
) -> RecordPreview:
    """The record that ``decide`` would write; nothing is written. Errors are the same."""
    comparison = await comparing.get(member, key)
    table = comparing.table(comparison, await comparing.drafts(member, comparison))
    command = decision_of(comparison, table, option, reason, title, comparing.name)
    return await preview_of(service, member, command)


async def page(comparing: ComparisonRunner, member: Member, key: str) -> ExportedPage:
    """The comparison as a page to keep, as everybody may know it. Raises UnknownId."""
    comparison = (await comparing.get(member, key)).as_shared
    drafts = await comparing.drafts(member, comparison)
    table = comparing.table(comparison, drafts)
    return page_of(comparison, drafts, table, comparing.name, comparing.record.state_of)
