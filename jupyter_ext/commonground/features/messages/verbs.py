"""``%cg announce``, ``ask``, ``handoff``, ``inbox`` and the rest of what cells do with messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...core.command import parse_command
from ...core.magic import thread_in
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...server.calling import Call, Shown, encoded
from ...server.ground import Ground
from ..turns.thread import named, threads_in
from ..turns.thread_commands import Constrain
from .commands import Acknowledge, Answer, Reply, TakeOver
from .inbox import display_names, find_message, find_thread, inbox_of, recipients, thread_named
from .model import Message, MessageKind, Todo, messages_in, same_message
from .text import (
    handoff_parts,
    inbox_markdown,
    reference,
    referred,
    sent_markdown,
    thread_markdown,
    written,
)


async def announce(ground: Ground, call: Call) -> Shown:
    """``%cg announce @who TEXT``."""
    return await _send(ground, call, "announce", "announcement")


async def ask(ground: Ground, call: Call) -> Shown:
    """``%cg ask @who [--due WHEN] TEXT``."""
    return await _send(ground, call, "ask", "query")


async def handoff(ground: Ground, call: Call) -> Shown:
    """``%%cg handoff @who TITLE`` with its parts below."""
    return await _send(ground, call, "handoff", "handoff")


async def _send(ground: Ground, call: Call, verb: str, kind: MessageKind) -> Shown:
    service = ground.service
    said = written(verb, call.line, call.body, service.clock())
    to = recipients(service, call.member, said.to)
    body, parts = handoff_parts(said.body) if kind == "handoff" else (said.body, {})
    known = same_message(
        messages_in(service.shared()), call.member.username, kind, to, said.title, body
    )
    names = display_names(service)
    if known is not None:  # the cell was run again
        return Shown(sent_markdown(known, lambda n: names.get(n, n), again=True))
    commands = {"announcement": "announce", "query": "query", "handoff": "handoff"}
    fields: dict[str, Any] = {"to": to, "title": said.title, "body": body, "due": said.due, **parts}
    command = parse_command(encoded(command=commands[kind], **fields))
    outcome = await service.run(call.member, command, source=call.source)
    sent = find_message(service, str(outcome.thing))
    return Shown(sent_markdown(sent, lambda n: names.get(n, n)))


async def inbox(ground: Ground, call: Call) -> Shown:
    """``%cg inbox``."""
    names = display_names(ground.service)
    found = inbox_of(ground.service, call.member)
    return Shown(inbox_markdown(found, lambda n: names.get(n, n)))


async def acknowledge(ground: Ground, call: Call) -> Shown:
    """``%cg ack "TITLE"``."""
    message, _ = _meant(ground, call, "ack", ("acknowledge",), wants_text=False)
    await ground.service.run(call.member, Acknowledge(message=message.id), source=call.source)
    return Shown(f"Acknowledged: **{inline(message.title)}**")


async def reply(ground: Ground, call: Call) -> Shown:
    """``%cg reply "TITLE" TEXT``."""
    message, text = _meant(ground, call, "reply", ())
    if not _said_already(call, message, "reply", text):
        command = parse_command(encoded(command="reply", message=message.id, text=text))
        assert isinstance(command, Reply)
        await ground.service.run(call.member, command, source=call.source)
    return Shown(f"Replied to **{inline(message.title)}**")


async def answer(ground: Ground, call: Call) -> Shown:
    """``%cg answer "TITLE" TEXT``."""
    message, text = _meant(ground, call, "answer", ("answer",))
    if not _said_already(call, message, "answer", text):
        command = parse_command(encoded(command="answer", message=message.id, text=text))
        assert isinstance(command, Answer)
        await ground.service.run(call.member, command, source=call.source)
    return Shown(
        f"Answered **{inline(message.title)}**. Question and answer are a discussion of the team."
    )


async def take_over(ground: Ground, call: Call) -> Shown:
    """``%cg takeover "TITLE" TEXT``."""
    message, text = _meant(ground, call, "takeover", ("accept",))
    if not _said_already(call, message, "accepted", text):
        command = parse_command(encoded(command="take_over", message=message.id, restated=text))
        assert isinstance(command, TakeOver)
        await ground.service.run(call.member, command, source=call.source)
    return Shown(f"You took over **{inline(message.title)}**.")


def _said_already(call: Call, message: Message, kind: str, text: str) -> bool:
    """Whether this member said just this there, as when a cell is run again."""
    said = {(x.by, x.kind, x.text) for x in message.lines}
    return (call.member.username, kind, text) in said


def _meant(
    ground: Ground, call: Call, verb: str, todo: Sequence[Todo], *, wants_text: bool = True
) -> tuple[Message, str]:
    ref, rest = reference(call.line, verb)
    text = "\n\n".join(filter(None, (rest, call.body.strip())))
    if wants_text and not text:
        raise InvalidCommand("It says nothing.", f'Write: %cg {verb} "TITLE" TEXT')
    return referred(inbox_of(ground.service, call.member), ref, todo), text


async def thread(ground: Ground, call: Call) -> Shown:
    """``%cg thread NAME``; without a name, all that are open."""
    service, names = ground.service, display_names(ground.service)
    found = threads_in(service.shared())
    wanted = call.line.strip().strip("\"'“”")
    if not wanted:
        open_ = [t for t in found if not t.closed]
        lines = [
            f"- {inline(t.title)} ({', '.join(inline(names.get(n, n)) for n in t.people)})"
            for t in open_
        ]
        empty = "No thread is open. Open one: `%%ai --thread NAME`"
        return Shown("\n".join(["**Threads**", "", *lines]) if lines else empty)
    one = named(found, wanted)
    if one is None:
        raise InvalidCommand(f"There is no open thread “{wanted[:60]}”.", "See them: %cg thread")
    return Shown(thread_markdown(one, lambda n: names.get(n, n)))


async def constraint(ground: Ground, call: Call) -> Shown:
    """``%cg constraint --thread NAME TEXT``."""
    service = ground.service
    name, rest = thread_in(call.line)
    text = "\n\n".join(filter(None, (rest.strip(), call.body.strip())))
    if name is None or not text:
        raise InvalidCommand(
            "It is not clear which thread's answers have to respect what.",
            "Write: %cg constraint --thread NAME TEXT",
        )
    found = await thread_named(service, call.member, name, source=call.source)
    command = parse_command(encoded(command="constrain", thread=found.id, text=text))
    assert isinstance(command, Constrain)
    await service.run(call.member, command, source=call.source)
    names = display_names(service)
    return Shown(thread_markdown(find_thread(service, found.id), lambda n: names.get(n, n)))


MESSAGE_VERBS = {
    "announce": announce,
    "ask": ask,
    "handoff": handoff,
    "inbox": inbox,
    "ack": acknowledge,
    "reply": reply,
    "answer": answer,
    "takeover": take_over,
    "thread": thread,
    "constraint": constraint,
}
