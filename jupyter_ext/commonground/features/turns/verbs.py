"""``%cg thread`` and ``%cg constraint``: threads with the model, from cells."""

from __future__ import annotations

from ...core.command import parse_as
from ...core.magic import thread_in
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .lookup import find_thread, thread_named
from .report import thread_markdown
from .thread import named, threads_in
from .thread_commands import Constrain


async def thread(host: Host, call: Call) -> Shown:
    """``%cg thread NAME``; without a name, all that are open."""
    service, names = host.service, host.names()
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


async def constraint(host: Host, call: Call) -> Shown:
    """``%cg constraint --thread NAME TEXT``."""
    service = host.service
    name, rest = thread_in(call.line)
    text = "\n\n".join(filter(None, (rest.strip(), call.body.strip())))
    if name is None or not text:
        raise InvalidCommand(
            "It is not clear which thread's answers have to respect what.",
            "Write: %cg constraint --thread NAME TEXT",
        )
    found = await thread_named(service, call.member, name, source=call.source)
    command = parse_as(Constrain, encoded(thread=found.id, text=text))
    await service.run(call.member, command, source=call.source)
    names = host.names()
    return Shown(thread_markdown(find_thread(service, found.id), lambda n: names.get(n, n)))


VERBS = (
    Verb(
        "constraint",
        constraint,
        (
            (
                "`%cg constraint --thread NAME TEXT`",
                "what answers in that thread have to respect, in your name",
            ),
        ),
    ),
    Verb(
        "thread",
        thread,
        (("`%cg thread NAME`", "who takes part in a thread, and whose constraints hold"),),
    ),
)
