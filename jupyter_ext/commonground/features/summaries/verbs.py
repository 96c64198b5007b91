"""``%cg summaries``: groups of small entries, and one proposed entry for a group."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.count import several
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .commands import ProposeSummary, Source
from .syntax import SUMMARIES
from .writer import EntryGroup, SummaryWriter


async def summaries(host: Host, call: Call) -> Shown:
    """The groups of today; with ``--propose``, a summary that waits for the owner."""
    writer = host.find(SummaryWriter)
    groups = await writer.groups(call.member)
    number = call["propose"]
    if number is None:
        return Shown(groups_markdown(groups))
    if number > len(groups):
        raise InvalidCommand(f"There is no group {number}.", "See them: %cg summaries")
    return await _propose(host, call, groups[number - 1])


async def _propose(host: Host, call: Call, group: EntryGroup) -> Shown:
    ids = [one.entry.id for one in group.members]
    text = await host.find(SummaryWriter).draft(call.member, ids)
    command = ProposeSummary(
        sources=[Source(entry=one.entry.id, heads=[one.said.id]) for one in group.members],
        kind=group.kind,
        area=group.area,
        title=text.title,
        body=text.body,
    )
    await host.service.run(call.member, command, source=call.source)
    by = f"by {inline(text.model)}" if text.model else "an extract of them, to be edited"
    told = (
        f"**{inline(text.title)}** is proposed for {several(len(ids), 'entry', 'entries')}: {by}."
    )
    return Shown(f"{told} They hold until the context owner accepts it (panel, **Review**).")


def groups_markdown(groups: Sequence[EntryGroup]) -> str:
    """A numbered list, with the entries of each group below it."""
    if not groups:
        return "No small entries speak of one subject: there is nothing to sum up."
    lines = ["**Small entries on one subject**", ""]
    for number, group in enumerate(groups, 1):
        where = f", {inline(group.area)}" if group.area else ""
        lines.append(f"{number}. {several(len(group.members), group.kind)}{where}")
        lines += [f"   - {inline(one.said.title)}" for one in group.members]
    return "\n".join(lines)


VERBS = (Verb(SUMMARIES, summaries),)
