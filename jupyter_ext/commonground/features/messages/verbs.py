"""``%cg announce``, ``ask``, ``handoff``, ``inbox`` and the rest of what cells do with messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...core.command import parse_as
from ...core.markdown import inline
from ...core.syntax import Syntax
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .commands import Acknowledge, Announce, AnswerQuery, Handoff, PostReply, Query, TakeOver
from .inbox import inbox_of, recipients
from .model import Message, MessageKind, Todo, find_message, messages_in, same_message
from .syntax import ACK, ANNOUNCE, ANSWER, ASK, HANDOFF, INBOX, REPLY, TAKEOVER
from .text import handoff_parts, inbox_markdown, referred, sent_markdown, written

_SENDS: Mapping[MessageKind, type[Announce | Query | Handoff]] = {
    "announcement": Announce,
    "query": Query,
    "handoff": Handoff,
}


async def announce(host: Host, call: Call) -> Shown:
    """``%cg announce @who TEXT``."""
    return await _send(host, call, ANNOUNCE, "announcement")


async def ask(host: Host, call: Call) -> Shown:
    """``%cg ask @who [--due WHEN] TEXT``."""
    return await _send(host, call, ASK, "query")


async def handoff(host: Host, call: Call) -> Shown:
    """``%%cg handoff @who TITLE`` with its parts below."""
    return await _send(host, call, HANDOFF, "handoff")


async def _send(host: Host, call: Call, syntax: Syntax, kind: MessageKind) -> Shown:
    service = host.service
    said = written(syntax, call.arguments, call.body, service.clock())
    to = recipients(service, call.member, said.to)
    body, parts = handoff_parts(said.body) if kind == "handoff" else (said.body, {})
    known = same_message(
        messages_in(service.shared()), call.member.username, kind, to, said.title, body
    )
    names = host.names()
    if known is not None:  # the cell was run again
        return Shown(sent_markdown(known, lambda n: names.get(n, n), again=True))
    fields: dict[str, Any] = {"to": to, "title": said.title, "body": body, "due": said.due, **parts}
    command = parse_as(_SENDS[kind], encoded(**fields))
    outcome = await service.run(call.member, command, source=call.source)
    sent = find_message(service.shared(), str(outcome.thing))
    return Shown(sent_markdown(sent, lambda n: names.get(n, n)))


async def inbox(host: Host, call: Call) -> Shown:
    """``%cg inbox``."""
    names = host.names()
    found = inbox_of(host.service, call.member)
    return Shown(inbox_markdown(found, lambda n: names.get(n, n)))


async def acknowledge(host: Host, call: Call) -> Shown:
    """``%cg ack "TITLE"``."""
    message, _ = _meant(host, call, ("acknowledge",))
    await host.service.run(call.member, Acknowledge(message=message.id), source=call.source)
    return Shown(f"Acknowledged: **{inline(message.title)}**")


async def reply(host: Host, call: Call) -> Shown:
    """``%cg reply "TITLE" TEXT``."""
    message, text = _meant(host, call, ())
    if not _said_already(call, message, "reply", text):
        command = parse_as(PostReply, encoded(message=message.id, text=text))
        await host.service.run(call.member, command, source=call.source)
    return Shown(f"Replied to **{inline(message.title)}**")


async def answer(host: Host, call: Call) -> Shown:
    """``%cg answer "TITLE" TEXT``."""
    message, text = _meant(host, call, ("answer",))
    if not _said_already(call, message, "answer", text):
        command = parse_as(AnswerQuery, encoded(message=message.id, text=text))
        await host.service.run(call.member, command, source=call.source)
    return Shown(
        f"Answered **{inline(message.title)}**. Question and answer are a discussion of the team."
    )


async def take_over(host: Host, call: Call) -> Shown:
    """``%cg takeover "TITLE" TEXT``."""
    message, text = _meant(host, call, ("accept",))
    if not _said_already(call, message, "accepted", text):
        command = parse_as(TakeOver, encoded(message=message.id, restated=text))
        await host.service.run(call.member, command, source=call.source)
    return Shown(f"You took over **{inline(message.title)}**.")


def _said_already(call: Call, message: Message, kind: str, text: str) -> bool:
    """Whether this member said just this there, as when a cell is run again."""
    said = {(x.by, x.kind, x.text) for x in message.lines}
    return (call.member.username, kind, text) in said


def _meant(host: Host, call: Call, todo: Sequence[Todo]) -> tuple[Message, str]:
    text = "\n\n".join(filter(None, (call.text, call.body.strip())))
    return referred(inbox_of(host.service, call.member), call["title"], todo), text


VERBS = (
    Verb(ANNOUNCE, announce),
    Verb(ASK, ask),
    Verb(HANDOFF, handoff),
    Verb(INBOX, inbox),
    Verb(ACK, acknowledge),
    Verb(REPLY, reply),
    Verb(ANSWER, answer),
    Verb(TAKEOVER, take_over),
)
