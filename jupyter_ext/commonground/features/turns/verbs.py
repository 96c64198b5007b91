"""``%%ai``, ``%cg thread``, ``constraint`` and ``turns``: asking the model, and threads with it."""

from __future__ import annotations

from dataclasses import replace

from ...core.bundle import FRAME_MIME, answer_markdown
from ...core.command import parse_as
from ...core.fields import MAX_QUESTION
from ...core.magic import PRIVATE_ELSEWHERE, fill_in, named_values
from ...core.markdown import inline
from ...core.named_thing import NamedThing
from ...core.question import Question
from ...core.role import require
from ...core.skill import SKILL_MIME
from ...core.turn import Turn
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import MARKDOWN, Call, Shown, Verb, encoded
from .before import looking, taken
from .edit import cells_to_edit
from .exporter import exported, form_of, thread_talk
from .lookup import thread_named
from .report import thread_markdown
from .requests import Ask
from .syntax import AI, CONSTRAINT, THREAD, TURNS
from .table import rows_of, table_markdown
from .thread import Thread, find_thread, named, threads_in
from .thread_commands import Constrain

PAGE = 200
USUAL_ROWS = 500
"""Turns that are read at once, and that the table has where no number is given."""
OWN_ELSEWHERE = (
    "Nothing was read. This kernel is everybody's who has the notebook open, so your private "
    "questions are in the Private tab of the Common Ground side panel, and in runs of your own."
)


async def ask(host: Host, call: Call) -> Shown:
    """``%%ai``: ask the model; a headless run waits for the answer."""
    if call["private"]:
        return Shown(PRIVATE_ELSEWHERE)  # nor in a headless run, whose question is everybody's
    for name in filter(None, (call["model"], call["compare"])):
        host.turns.info_of(name)  # said before anything is asked
    text = fill_in(call.body, call.vars, MAX_QUESTION) if call["vars"] else call.body
    if not text.strip():
        raise InvalidCommand("There is no question.", "Write it on the lines below %%ai.")
    if len(text) > MAX_QUESTION:
        raise InvalidCommand(
            f"The question has {len(text):,} characters; at most {MAX_QUESTION:,} are taken.",
            "Shorten it, or what its variables put in.",
        )
    if call["before"] and (known := await taken(host, call, text)) is not None:
        return known
    if call["skill"] is not None and (asking := await _asks_first(host, call["skill"])) is not None:
        return asking
    brought = await _brought(host, call)
    if isinstance(brought, Shown):
        return brought
    question = replace(
        call.question(text.strip()),
        brought=brought,
        insert=call["insert"],
        skill=call["skill"],
        fresh=call["fresh"],
        model=call["model"],
        values=named_values(call.vars),
    )
    if call["edit"]:
        question = replace(
            question, edit=True, seen=await cells_to_edit(host, question, call["compare"])
        )
    question = replace(question, kernel_waits=not await _is_open(host, question))
    if call["thread"] is not None:
        found = await thread_named(host.service, call.member, call["thread"], source=call.source)
        question = replace(question, about=found.id)
    async with looking(host, call, text) as look:
        turn = await host.turns.ask(call.member, question)
        call.own(turn)
        line = await look.line()
    if call["compare"] is not None:
        other = replace(question, model=call["compare"], beside=turn.id, insert=False)
        await host.turns.ask(call.member, other)
    if call.source == "cell":
        shown = {"insert": question.insert, "waits": question.kernel_waits, "before": line}
        return Shown("", shown, turn)
    async for piece in host.turns.follow(call.member, turn.id):
        turn = piece if isinstance(piece, Turn) else turn
    return Shown(answer_markdown(turn))


async def _asks_first(host: Host, skill: str) -> Shown | None:
    """What somebody has to agree to before anything is asked with that skill; None where one did.

    Raises UnknownId, InvalidCommand.
    """
    if host.skills is None:
        raise InvalidCommand("There are no skills here.", "Ask without --skill.")
    asking = await host.skills.asking(skill)
    return None if asking is None else Shown(asking, {SKILL_MIME: {"skill": skill, "ask": True}})


async def _brought(host: Host, call: Call) -> tuple[NamedThing, ...] | Shown:
    """What ``--data`` brings along; or what its asker has to see first. Raises InvalidCommand."""
    if call["data"] is None:
        if call["rows"] is not None:
            raise InvalidCommand(
                "It is not said of what the rows are.", "Write: --data df --rows 5"
            )
        return ()
    if host.data_profiles is None:
        raise InvalidCommand("No data can be brought along here.", "Ask without --data.")
    found = await host.data_profiles.brought(call.member, call.vars)
    if isinstance(found, NamedThing):
        return (found,)
    return Shown(found[MARKDOWN], {k: v for k, v in found.items() if k != MARKDOWN})


async def _is_open(host: Host, question: Question) -> bool:
    """Whether somebody has the cell open, so that its kernel need not wait for the answer."""
    if question.path is None or question.cell is None or not question.kernel_writes():
        return False
    return await host.notebooks.holds(question.path, question.cell)


async def thread(host: Host, call: Call) -> Shown:
    """``%cg thread NAME``; without a name, all that are open."""
    service, names = host.service, host.names()
    found = threads_in(service.shared())
    wanted = call.arguments.plain
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
    if call["to"] is not None:
        return await _written(host, call, one)
    return Shown(thread_markdown(one, lambda n: names.get(n, n)))


async def _written(host: Host, call: Call, one: Thread) -> Shown:
    """Write a thread into a file beside the notebook."""
    require(call.member, Ask.needs)
    form = form_of(call["to"])
    text = exported(host, await thread_talk(host, call.member, one), form)
    path = await host.files.write(call["to"], call.path, text, overwrite=call["overwrite"])
    return Shown(f"Wrote the thread to {inline(path)}.")


async def turns(host: Host, call: Call) -> Shown:
    """``%cg turns``: the shared ones; in a run of one's own, with ``--private`` one's own too."""
    most = call["limit"] or USUAL_ROWS
    found: list[Turn] = []
    last: str | None = None
    while len(found) < most:
        page = await host.turns.turns(call.member, limit=PAGE, before=last)
        found += (t for t in page if t.visibility == "shared" or call["private"])
        if len(page) < PAGE:
            break
        last = page[-1].id
    titles = {
        str(revision.id): revision.title
        for room in host.service.view(call.member)
        for entry in room.entries.values()
        for revision in entry.revisions.values()
    }
    threads = {thread.id: thread.title for thread in threads_in(host.service.shared())}
    rows = rows_of(found[:most], host.names(), titles, threads)
    return Shown(table_markdown(rows), {FRAME_MIME: {"rows": rows}})


async def constraint(host: Host, call: Call) -> Shown:
    """``%cg constraint --thread NAME TEXT``."""
    service = host.service
    text = "\n\n".join(filter(None, (call.text, call.body.strip())))
    found = await thread_named(service, call.member, call["thread"], source=call.source)
    command = parse_as(Constrain, encoded(thread=found.id, text=text))
    await service.run(call.member, command, source=call.source)
    names = host.names()
    return Shown(
        thread_markdown(find_thread(service.shared(), found.id), lambda n: names.get(n, n))
    )


async def _asked_privately(host: Host, call: Call) -> str | None:
    """A private question is asked where nobody else reads along."""
    return PRIVATE_ELSEWHERE if call["private"] else None


async def _listed_privately(host: Host, call: Call) -> str | None:
    """What is somebody's own has no place in a kernel that others share."""
    return OWN_ELSEWHERE if call["private"] else None


VERBS = (
    Verb(AI, ask, hidden=_asked_privately),
    Verb(CONSTRAINT, constraint),
    Verb(THREAD, thread),
    Verb(TURNS, turns, hidden=_listed_privately),
)
