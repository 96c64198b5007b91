"""``%cg share``, ``context`` and ``note``: what each does and shows."""

from __future__ import annotations

from ...core.command import parse_as
from ...core.ids import TEAM
from ...core.magic import NOTE_ELSEWHERE, title_and_body
from ...core.markdown import SAVED_PRIVATELY, context_markdown, same_entry, shared_markdown
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, always, encoded
from .commands import Add
from .syntax import CONTEXT, NOTE, SHARE


async def share(host: Host, call: Call) -> Shown:
    """Add to the team's context; the same again adds nothing, as when a cell is run again."""
    title, body = title_and_body(call.text, call.body)
    command = parse_as(Add, encoded(kind=call["kind"], title=title, body=body))
    snapshot = await host.service.snapshot(call.member, TEAM)
    entries = [entry.to_wire() for entry in snapshot.live()]
    same = same_entry(entries, call["kind"], title, body)
    if same is not None:
        return Shown(shared_markdown(same))
    outcome = await host.service.run(call.member, command, source=call.source)
    return Shown(shared_markdown(outcome.view().plain()["entry"]))


async def context(host: Host, call: Call) -> Shown:
    """What the team's context holds."""
    snapshot = await host.service.snapshot(call.member, TEAM)
    return Shown(context_markdown([entry.to_wire() for entry in snapshot.live()]))


async def note(host: Host, call: Call) -> Shown:
    """Save a private note."""
    title, body = title_and_body(call.text, call.body)
    command = parse_as(Add, encoded(kind="note", title=title, body=body))
    await host.service.run(call.member, command, source=call.source)
    return Shown(SAVED_PRIVATELY)


VERBS = (
    Verb(SHARE, share),
    Verb(CONTEXT, context),
    Verb(NOTE, note, hidden=always(NOTE_ELSEWHERE)),
)
