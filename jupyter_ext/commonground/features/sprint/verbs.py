"""``%cg sprint``: begin, fill, look at, change, export, review and end a sprint from a cell.

Each verb reads its words, sends one command and shows Markdown. What it shows depends on how things
are and not on what just changed, so that a cell that is run again prints the same.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...core.markdown import fenced, inline
from ...core.role import require
from ...errors import InvalidCommand, UnknownId
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from . import views as views
from .commands import SprintEdit
from .files import estimate_of, export_csv, split_names
from .model import OUT, Sprint, Task, heading
from .report import (
    NO_SPRINT,
    board_markdown,
    card_markdown,
    checks_markdown,
    loads_markdown,
    sprint_markdown,
)
from .review import review_markdown

BOARD_MIME = "application/vnd.commonground.board+json"
"""The board of a sprint, which browsers draw live; it names the sprint's goal."""

HIDDEN_ELSEWHERE = (
    "Nothing was noted. What stands in a shared notebook is seen by everyone, so what went well or "
    "badly is written in the Context tab of the Common Ground side panel, below Sprint: it is "
    "yours alone there until somebody reveals everybody's."
)

HELP = """\
**Sprints** in a cell:

| write | and |
|---|---|
| `%cg sprint` | the goal, your tasks, what they wait for and who waits for them |
| `%cg sprint new [--from DAY] [--to DAY] [--fresh] GOAL` | begin one, with what the last one \
left; `--fresh` without it |
| `%cg sprint import FILE` | tasks from a CSV, Jira's CSV, GitHub's or GitLab's issues (JSON) |
| `%%cg sprint import` and the file's text below it | the same |
| `%cg sprint add TITLE [--for NAME] [--estimate 3] [--after A,B] [--area NAME] [--files P,Q]` | \
add a task |
| `%cg sprint edit KEY [TITLE] [--for NAME] …` | change it; `--for -` empties |
| `%cg sprint move KEY COLUMN [--before KEY]` | move its card; `out` takes it out of the sprint |
| `%cg sprint capacity NAME AMOUNT` | how much somebody can do |
| `%cg sprint checks`, `board`, `load` | what is wrong with the plan; the board; who has what |
| `%cg sprint export FILE [--overwrite]` | write it as CSV, in the form in which it came |
| `%cg sprint review` | done and planned, decisions, questions and cost, what to tidy up |
| `%cg sprint reveal`, `action TEXT [--for NAME]`, `end [NOTE]` | the rest of a review |

What went well and badly is noted in the side panel, so that it stays hidden until it is revealed.
"""


@dataclass(frozen=True, slots=True)
class Words:
    """A verb's line, read: the options, and the words that are none."""

    said: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is no option, as one text."""
        return " ".join(self.said)


def read_words(line: str, options: Sequence[str], flags: Sequence[str] = ()) -> Words:
    """``--name VALUE`` and ``--name=VALUE`` anywhere among words, which may be quoted.

    Raises InvalidCommand for an option that is not known or lacks its value.
    """
    try:
        words = shlex.split(line)
    except ValueError:  # an apostrophe in a title is no quotation mark
        words = line.split()
    found: dict[str, str] = {}
    said: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or word == "--":
            said.append(word)
        elif name in flags:
            found[name] = "yes"
        elif name not in options:
            known = ", ".join(f"--{each}" for each in (*options, *flags)) or "none"
            raise InvalidCommand(f"There is no option --{name[:30]}.", f"Options: {known}.")
        else:
            given = value if equals else next(rest, None)
            if given is None:
                raise InvalidCommand(f"--{name} has no value.", f"Write: --{name} VALUE")
            found[name] = given
    return Words(tuple(said), found)


TASK_OPTIONS = ("for", "estimate", "after", "area", "files", "notes")


@dataclass(frozen=True, slots=True)
class Sprinting:
    """One use of the verb: who calls, on which server."""

    host: Host
    call: Call

    async def run(self, command: str, **fields: Any) -> tuple[str, ...]:
        """Send a command as whoever calls, read as strictly as one from a browser.

        Answers with what the gate took out of it, by name.
        """
        read = self.host.parse_command(encoded(command=command, **fields))
        done = await self.host.service.run(self.call.member, read, source=self.call.source)
        return tuple(found["label"] for found in done.redacted)

    def sprint(self) -> Sprint:
        """The sprint that runs. Raises UnknownId."""
        return views.named_sprint(self.host.service)

    def mine(self) -> str:
        """The sprint as it concerns whoever calls."""
        return sprint_markdown(self.sprint(), self.call.member)


async def sprint(host: Host, call: Call) -> Shown:
    """``%cg sprint``: its verbs, or the sprint for whoever calls."""
    verb, _, rest = call.line.partition(" ")
    if not verb:
        found = views.found_sprint(host.service)
        return Shown(NO_SPRINT if found is None else sprint_markdown(found, call.member))
    known = VERBS.get(verb)
    if known is None:
        raise InvalidCommand(
            f"%cg sprint does not know {verb[:40]!r}.",
            f"It knows: {', '.join(VERBS)}. Try %cg sprint help.",
        )
    return await known(Sprinting(host, call), rest.strip())


async def _help(at: Sprinting, line: str) -> Shown:
    return Shown(HELP)


async def _new(at: Sprinting, line: str) -> Shown:
    words = read_words(line, ("from", "to"), ("fresh",))
    goal = words.text or at.call.body.strip()
    running = views.found_sprint(at.host.service)
    again = running is not None and running.ended_at is None and running.goal == goal
    if not again or "fresh" in words.options:
        await at.run(
            "sprint_new",
            goal=goal,
            start=words.options.get("from"),
            end=words.options.get("to"),
            fresh="fresh" in words.options,
        )
    return Shown(at.mine())


async def _about(at: Sprinting, line: str) -> Shown:
    words = read_words(line, ("from", "to"))
    options = words.options
    await at.run(
        "sprint_about",
        sprint=at.sprint().id,
        goal=words.text or None,
        start=options.get("from"),
        end=options.get("to"),
    )
    return Shown(at.mine())


async def _import(at: Sprinting, line: str) -> Shown:
    name = read_words(line, ()).text
    text = at.call.body
    if not text.strip():
        if not name:
            raise InvalidCommand(
                "There is nothing to import.",
                "Write: %cg sprint import FILE, or the file's text below %%cg sprint import",
            )
        text = await at.host.files.read(name, at.call.path)
    taken = await at.run("sprint_import", sprint=at.sprint().id, name=name, text=text)
    return _board(at.sprint(), _taken_out(taken))


async def _add(at: Sprinting, line: str) -> Shown:
    words = read_words(line, TASK_OPTIONS)
    sprint = at.sprint()
    title = words.text
    # Exactly this task is there when the cell is run again.
    if sprint.task(title) is None or not title:
        fields = _fields(words.options) | ({"notes": body} if (body := at.call.body) else {})
        fields = {name: value for name, value in fields.items() if value is not None}
        await at.run("sprint_add", sprint=sprint.id, title=title, **fields)
    return _card(at.sprint(), title)


async def _edit(at: Sprinting, line: str) -> Shown:
    words = read_words(line, TASK_OPTIONS)
    key, *title = words.said or ("",)
    task = _task(at.sprint(), key)
    fields: dict[str, Any] = _fields(words.options)
    if title:
        fields["title"] = " ".join(title)
    if not fields:
        raise InvalidCommand("There is nothing to change.", "Write: %cg sprint edit KEY --for NAME")
    await at.run("sprint_edit", sprint=at.sprint().id, task=task.id, fields=fields)
    return _card(at.sprint(), task.id)


async def _move(at: Sprinting, line: str) -> Shown:
    words = read_words(line, ("before",))
    if len(words.said) < 2:
        raise InvalidCommand("Which card, and where?", "Write: %cg sprint move KEY COLUMN")
    sprint = at.sprint()
    task = _task(sprint, words.said[0])
    column = _column(sprint, " ".join(words.said[1:]))
    before = _task(sprint, words.options["before"]).id if "before" in words.options else None
    if task.column != column or before is not None:
        await at.run("sprint_move", sprint=sprint.id, task=task.id, column=column, before=before)
    return _card(at.sprint(), task.id)


async def _capacity(at: Sprinting, line: str) -> Shown:
    *who, amount = read_words(line, ()).said or ("", "")
    sprint = at.sprint()
    known = _estimate(amount)
    name = " ".join(who)
    if name not in sprint.capacity or sprint.capacity[name] != known:
        await at.run("sprint_capacity", sprint=sprint.id, who=name, amount=known)
    return Shown(loads_markdown(at.sprint()))


async def _load(at: Sprinting, line: str) -> Shown:
    return Shown(loads_markdown(at.sprint()))


async def _checks(at: Sprinting, line: str) -> Shown:
    return Shown(checks_markdown(await views.checks(at.host.service, at.sprint())))


async def _show_board(at: Sprinting, line: str) -> Shown:
    return _board(at.sprint())


async def _export(at: Sprinting, line: str) -> Shown:
    sprint = at.sprint()
    text = export_csv(sprint)
    words = read_words(line, (), ("overwrite",))
    name = words.text
    if not name:
        return Shown(fenced("", text) + "\n", {"text/csv": text})
    require(at.call.member, SprintEdit.needs)
    if not name.lower().endswith(".csv"):  # a slip must not cost somebody a notebook
        raise InvalidCommand(f"{name!r} is no name of a CSV file.", "Name one that ends in .csv.")
    over = "overwrite" in words.options
    path = await at.host.files.write(name, at.call.path, text, overwrite=over)
    return Shown(f"Wrote {len(sprint.tasks)} tasks to {inline(path)}.")


async def _review(at: Sprinting, line: str) -> Shown:
    found = await views.review(at.host, at.call.member, at.sprint())
    return Shown(review_markdown(found, views.people(at.host.service)))


async def _well(at: Sprinting, line: str) -> Shown:
    return await _note(at, "well", line)


async def _badly(at: Sprinting, line: str) -> Shown:
    return await _note(at, "badly", line)


async def _note(at: Sprinting, what: str, line: str) -> Shown:
    if at.call.source == "cell":
        return Shown(HIDDEN_ELSEWHERE)
    text = "\n".join(filter(None, (line, at.call.body.strip())))
    await at.run("sprint_note", sprint=at.sprint().id, what=what, text=text)
    return Shown("Noted. It is yours alone until somebody reveals everybody's.")


async def _reveal(at: Sprinting, line: str) -> Shown:
    await at.run("sprint_reveal", sprint=at.sprint().id)
    return await _review(at, "")


async def _action(at: Sprinting, line: str) -> Shown:
    words = read_words(line, ("for",))
    sprint = at.sprint()
    if all(action.title != words.text for action in sprint.actions):
        assignee = words.options.get("for")
        await at.run("sprint_action", sprint=sprint.id, title=words.text, assignee=assignee)
    lines = (
        f"- {inline(a.title)}" + (f" ({inline(a.assignee)})" if a.assignee else "")
        for a in at.sprint().actions
    )
    return Shown("**Tasks of the next sprint**\n\n" + "\n".join(lines))


async def _end(at: Sprinting, line: str) -> Shown:
    sprint = at.sprint()
    if sprint.ended_at is None:
        note = "\n\n".join(filter(None, (line, at.call.body.strip())))
        await at.run("sprint_end", sprint=sprint.id, note=note)
    left = [task for task in sprint.planned if not task.done]
    return Shown(
        f"**The sprint is over: {inline(sprint.goal)}.** What is carried over stands in the team's "
        f"context: {len(left)} of {len(sprint.planned)} tasks, and the actions. "
        "The next one begins with them: `%cg sprint new GOAL`"
    )


Handler = Callable[[Sprinting, str], Awaitable[Shown]]

VERBS: Mapping[str, Handler] = {
    "new": _new,
    "about": _about,
    "import": _import,
    "add": _add,
    "edit": _edit,
    "move": _move,
    "capacity": _capacity,
    "load": _load,
    "checks": _checks,
    "board": _show_board,
    "export": _export,
    "review": _review,
    "well": _well,
    "badly": _badly,
    "reveal": _reveal,
    "action": _action,
    "end": _end,
    "help": _help,
}


def _board(sprint: Sprint, note: str = "") -> Shown:
    """The board, live where a browser can draw it, and as tables everywhere.

    Where there is something to say of it, it is said in words, and the tables follow.
    """
    data = {} if note else {BOARD_MIME: {"goal": sprint.goal}}
    return Shown("\n\n".join(filter(None, (note, board_markdown(sprint)))), data)


def _taken_out(labels: Sequence[str]) -> str:
    """What the gate kept from the others, in words; the file that is exported lacks it, too."""
    counts = Counter(labels)
    said = ", ".join(f"{inline(label)} ({count})" for label, count in sorted(counts.items()))
    return f"**Taken out by the gate**, also of what is exported: {said}." if said else ""


def _card(sprint: Sprint, name: str) -> Shown:
    """One card as it lies on the board."""
    return Shown(card_markdown(_task(sprint, name)))


def _task(sprint: Sprint, name: str) -> Task:
    found = sprint.task(name)
    if found is None:
        keys = ", ".join(task.key for task in sprint.planned[:8])
        raise UnknownId(
            f"There is no task {name[:60]!r} in this sprint, or several are called so.",
            f"Its tasks are {keys} …" if keys else "It has no tasks.",
        )
    return found


def _column(sprint: Sprint, name: str) -> str:
    wanted = name.casefold()
    for column in (*sprint.columns, OUT):
        if wanted in (column.casefold(), heading(column).casefold()):
            return column
    columns = ", ".join((*sprint.columns, OUT))
    raise InvalidCommand(f"There is no column {name[:40]!r}.", f"Columns: {columns}.")


def _fields(options: Mapping[str, str]) -> dict[str, Any]:
    """A task's fields from options; ``-`` empties one."""
    found: dict[str, Any] = {}
    names = {"for": "assignee", "area": "area", "notes": "notes"}
    for name, text in options.items():
        empty = text == "-"
        if name in names:
            found[names[name]] = None if empty else text
        elif name == "estimate":
            found["estimate"] = _estimate(text)
        else:
            found[name] = [] if empty else list(split_names(text))
    return found


def _estimate(text: str) -> float | None:
    try:
        return estimate_of(text)
    except ValueError as error:
        raise InvalidCommand(f"{error}.") from None


SPRINT_VERB = (
    Verb(
        "sprint",
        sprint,
        (
            (
                "`%cg sprint`",
                "the sprint: goal, your tasks, who waits for whom; see `%cg sprint help`",
            ),
        ),
    ),
)
