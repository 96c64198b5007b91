"""``%cg sprint``: begin, fill, look at, change, export, review and end a sprint from a cell.

Each verb reads its words, sends one command and shows Markdown. What it shows depends on how things
are and not on what just changed, so that a cell that is run again prints the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from ...core.count import several
from ...core.markdown import fenced, inline
from ...core.role import require
from ...core.syntax import unquoted
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.jobs import LongJob
from ...service.page import ENDINGS as PAGE_ENDINGS
from ...service.page import write_page
from ...service.text_files import TextFile
from ...service.verb import Call, Shown, Verb, always
from . import lookup
from .board_verbs import BOARD_VERBS
from .cells import split_names
from .export import encoding_of, export_csv
from .files import TaskFile, read_tasks
from .import_report import asked, cut, guessed, taken_out
from .model import Sprint
from .page import page_of
from .report import (
    NO_SPRINT,
    board_markdown,
    card_markdown,
    checks_markdown,
    loads_markdown,
    sprint_markdown,
)
from .review import review_markdown
from .status_memory import remembered_in, setting_of
from .statuses import plain_status
from .syntax import (
    ABOUT,
    ACTION,
    ADD,
    BADLY,
    BOARD,
    CAPACITY,
    CHECKS,
    EDIT,
    END,
    EXPORT,
    IMPORT,
    LOAD,
    MOVE,
    NEW,
    REVEAL,
    REVIEW,
    SPRINT,
    STATUS,
    WELL,
)
from .task_commands import SprintEdit, SprintImport
from .verb_use import BOARD_MIME, Sprinting, column_named, estimate_in, task_named, verb

HIDDEN_ELSEWHERE = (
    "Nothing was noted. What stands in a shared notebook is seen by everyone, so what went well or "
    "badly is written in the Context tab of the Common Ground side panel, below Sprint: it is "
    "yours alone there until somebody reveals everybody's."
)


async def sprint(host: Host, call: Call) -> Shown:
    """``%cg sprint``: the sprint for whoever calls."""
    found = lookup.found_sprint(host.service)
    return Shown(NO_SPRINT if found is None else sprint_markdown(found, call.member))


async def _new(at: Sprinting) -> Shown:
    call = at.call
    goal = call.arguments.plain or call.body.strip()
    running = lookup.found_sprint(at.host.service)
    again = running is not None and running.ended_at is None and running.goal == goal
    if not again or call["fresh"]:
        await at.run(
            "sprint_new",
            goal=goal,
            start=call["from"],
            end=call["to"],
            unit=call["unit"],
            fresh=call["fresh"],
        )
    return Shown(at.mine())


async def _about(at: Sprinting) -> Shown:
    call = at.call
    await at.run(
        "sprint_about",
        sprint=at.sprint().id,
        goal=call.arguments.plain or None,
        start=call["from"],
        end=call["to"],
    )
    return Shown(at.mine())


async def _import(at: Sprinting) -> Shown:
    async with at.host.service.jobs.running("import", at.call.member, estimates=True) as job:
        read, encoding, taken = await _imported(at, job)
    notes = (taken_out(taken), guessed(encoding), asked(read.unknown), cut(read.notes))
    return _board(at.sprint(), "\n\n".join(filter(None, notes)))


async def _imported(at: Sprinting, job: LongJob) -> tuple[TaskFile, str, tuple[str, ...]]:
    """What was read, how it was encoded, what the gate took out; all of it, or nothing."""
    name = at.call.arguments.plain
    found = TextFile(at.call.body, "utf-8")
    if not found.text.strip():
        found = await at.host.files.read(name, at.call.path, at.call["encoding"] or "")
    text, encoding = found.text, found.encoding
    job.checkpoint()
    remembered = remembered_in(at.host.service.shared())
    read = await asyncio.to_thread(read_tasks, text, remembered)
    job.advance(0, f"The gate reads {several(len(read.rows), 'task')}.")
    job.checkpoint()
    command = SprintImport(sprint=at.sprint().id, name=name, text=text, encoding=encoding)
    return read, encoding, await at.carry_out(command)


async def _status(at: Sprinting) -> Shown:
    sprint = at.sprint()
    status, means = at.call.arguments.plain, column_named(sprint, at.call["column"])
    if remembered_in(at.host.service.shared()).get(plain_status(status)) != means:
        await at.run("set", name=setting_of(status), value=means)
    for task in sprint.planned:  # that status had a column of its own until now
        if plain_status(task.column) == plain_status(status) and task.column != means:
            await at.run("sprint_move", sprint=sprint.id, task=task.id, column=means)
    return _board(at.sprint())


async def _add(at: Sprinting) -> Shown:
    sprint = at.sprint()
    title = at.call.arguments.plain
    # Exactly this task is there when the cell is run again.
    if sprint.task(title) is None or not title:
        fields = _fields(at.call.arguments.given) | (
            {"notes": body} if (body := at.call.body) else {}
        )
        fields = {name: value for name, value in fields.items() if value is not None}
        await at.run("sprint_add", sprint=sprint.id, title=title, **fields)
    return _card(at.sprint(), title)


async def _edit(at: Sprinting) -> Shown:
    given = at.call.arguments.given
    task = task_named(at.sprint(), given.pop("key"))
    fields: dict[str, Any] = _fields(given)
    if at.call.text:
        fields["title"] = at.call.arguments.plain
    if not fields:
        raise InvalidCommand("There is nothing to change.", EDIT.remedy)
    await at.run("sprint_edit", sprint=at.sprint().id, task=task.id, fields=fields)
    return _card(at.sprint(), task.id)


async def _move(at: Sprinting) -> Shown:
    sprint = at.sprint()
    task = task_named(sprint, at.call["key"])
    column = column_named(sprint, at.call.arguments.plain)
    before = task_named(sprint, at.call["before"]).id if at.call["before"] is not None else None
    if task.column != column or before is not None:
        await at.run("sprint_move", sprint=sprint.id, task=task.id, column=column, before=before)
    return _card(at.sprint(), task.id)


async def _capacity(at: Sprinting) -> Shown:
    who, _, amount = at.call.text.rpartition(" ")
    sprint = at.sprint()
    known = estimate_in(amount)
    name = lookup.displayed(at.host.service, unquoted(who))
    if name not in sprint.capacity or sprint.capacity[name] != known:
        await at.run("sprint_capacity", sprint=sprint.id, who=name, amount=known)
    return Shown(loads_markdown(at.sprint()))


async def _load(at: Sprinting) -> Shown:
    return Shown(loads_markdown(at.sprint()))


async def _checks(at: Sprinting) -> Shown:
    return Shown(checks_markdown(await lookup.checks(at.host.service, at.sprint())))


async def _show_board(at: Sprinting) -> Shown:
    return _board(at.sprint())


async def _export(at: Sprinting) -> Shown:
    sprint = at.sprint()
    text = export_csv(sprint)
    name = at.call.arguments.plain
    if not name:
        return Shown(fenced("", text) + "\n", {"text/csv": text})
    if name.lower().endswith(PAGE_ENDINGS):
        page = await page_of(at.host, at.call.member, sprint)
        return Shown(
            f"Wrote the sprint to {inline(await write_page(at.host, at.call, page, name))}."
        )
    require(at.call.member, SprintEdit.needs)
    if not name.lower().endswith(".csv"):  # a slip must not cost somebody a notebook
        raise InvalidCommand(
            f"{name!r} is no name of a CSV file.",
            "Name one that ends in .csv, or in .html for a page.",
        )
    over = at.call["overwrite"]
    path = await at.host.files.write(
        name, at.call.path, text, overwrite=over, encoding=encoding_of(sprint)
    )
    return Shown(f"Wrote {several(len(sprint.tasks), 'task')} to {inline(path)}.")


async def _review(at: Sprinting) -> Shown:
    found = await lookup.review(at.host, at.call.member, at.sprint())
    return Shown(review_markdown(found, lookup.people(at.host.service)))


async def _well(at: Sprinting) -> Shown:
    return await _note(at, "well")


async def _badly(at: Sprinting) -> Shown:
    return await _note(at, "badly")


async def _note(at: Sprinting, what: str) -> Shown:
    text = "\n".join(filter(None, (at.call.text, at.call.body.strip())))
    await at.run("sprint_note", sprint=at.sprint().id, what=what, text=text)
    return Shown("Noted. It is yours alone until somebody reveals everybody's.")


async def _reveal(at: Sprinting) -> Shown:
    await at.run("sprint_reveal", sprint=at.sprint().id)
    return await _review(at)


async def _action(at: Sprinting) -> Shown:
    sprint = at.sprint()
    title = at.call.arguments.plain
    if all(action.title != title for action in sprint.actions):
        await at.run("sprint_action", sprint=sprint.id, title=title, assignee=at.call["for"])
    lines = (
        f"- {inline(a.title)}" + (f" ({inline(a.assignee)})" if a.assignee else "")
        for a in at.sprint().actions
    )
    return Shown("**Tasks of the next sprint**\n\n" + "\n".join(lines))


async def _end(at: Sprinting) -> Shown:
    sprint = at.sprint()
    if sprint.ended_at is None:
        note = "\n\n".join(filter(None, (at.call.text, at.call.body.strip())))
        await at.run("sprint_end", sprint=sprint.id, note=note)
    left = [task for task in sprint.planned if task.open]
    return Shown(
        f"**The sprint is over: {inline(sprint.goal)}.** What is carried over stands in the team's "
        f"context: {len(left)} of {several(len(sprint.work), 'task')}, and the actions. "
        "The next one begins with them: `%cg sprint new GOAL`"
    )


def _board(sprint: Sprint, note: str = "") -> Shown:
    """The board, live where a browser can draw it, and as tables everywhere.

    Where there is something to say of it, it is said in words, and the tables follow.
    """
    data = {} if note else {BOARD_MIME: {"goal": sprint.goal}}
    return Shown("\n\n".join(filter(None, (note, board_markdown(sprint)))), data)


def _card(sprint: Sprint, name: str) -> Shown:
    """One card as it lies on the board."""
    return Shown(card_markdown(task_named(sprint, name), sprint.unit))


def _fields(options: Mapping[str, str]) -> dict[str, Any]:
    """A task's fields from options; ``-`` empties one."""
    found: dict[str, Any] = {}
    names = {"for": "assignee", "area": "area", "notes": "notes"}
    for name, text in options.items():
        empty = text == "-"
        if name in names:
            found[names[name]] = None if empty else text
        elif name == "estimate":
            found["estimate"] = estimate_in(text)
        else:
            found[name] = [] if empty else list(split_names(text))
    return found


VERBS = (
    Verb(SPRINT, sprint),
    verb(NEW, _new),
    verb(ABOUT, _about),
    verb(IMPORT, _import),
    verb(STATUS, _status),
    verb(ADD, _add),
    verb(EDIT, _edit),
    verb(MOVE, _move),
    verb(CAPACITY, _capacity),
    verb(CHECKS, _checks),
    verb(BOARD, _show_board),
    verb(LOAD, _load),
    verb(EXPORT, _export),
    verb(REVIEW, _review),
    verb(WELL, _well, always(HIDDEN_ELSEWHERE)),
    verb(BADLY, _badly, always(HIDDEN_ELSEWHERE)),
    verb(REVEAL, _reveal),
    verb(ACTION, _action),
    verb(END, _end),
    *BOARD_VERBS,
)
