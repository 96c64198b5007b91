"""A sprint in words: Markdown for cells, and what a member's AI is told of it.

Pure, over values. Titles are other people's text: in Markdown they stay one line that opens
nothing, in the briefing they are data. No ids and no times: a cell that is run again prints the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...core.count import several
from ...core.markdown import inline
from ...core.prompt import as_data
from ...core.role import Member
from ...core.snapshot import Snapshot
from .burndown import BurndownDay
from .checks import HEADINGS, PlanFinding
from .fold import current_sprint
from .model import OUT, Sprint, Task, Unit, heading
from .plan import Load, dependencies, dependents, loads

LISTED = 40
"""Tasks that a list shows at most; the board shows all."""
BRIEFED = 25
"""Tasks of one member that their AI is told of."""
LINKED = 6
"""Tasks on either side of one that its line names."""

NO_SPRINT = "There is no sprint yet. Begin one: `%cg sprint new GOAL`"


def is_of(task: Task, member: Member) -> bool:
    """Whether the task is that member's: by username or by the name that is displayed."""
    if task.assignee is None:
        return False
    return task.assignee.casefold() in {member.username.casefold(), member.display_name.casefold()}


# Markdown


def sprint_markdown(sprint: Sprint, member: Member) -> str:
    """The goal, how far it is, and the member's tasks with what they wait for and who waits."""
    parts = [_head(sprint)]
    mine = [task for task in sprint.planned if is_of(task, member)]
    if mine:
        waits = dependencies(sprint)
        blocks = dependents(waits)
        by_id = {task.id: task for task in sprint.planned}
        rows = [
            (
                _named(task),
                heading(task.column),
                _amount(task.estimate),
                _linked(by_id[i] for i in waits[task.id] if by_id[i].open),
                _linked(by_id[i] for i in blocks[task.id] if not by_id[i].dropped),
            )
            for task in mine[:LISTED]
        ]
        names = ("your task", "is", _sized("estimate", sprint), "waits for", "waited for by")
        parts.append(table(names, rows))
    elif sprint.planned:
        parts.append("None of its tasks is yours.")
    else:
        parts.append("It has no tasks yet: `%cg sprint add TITLE`, or `%cg sprint import FILE`.")
    over = [load for load in loads(sprint) if load.over]
    parts += [
        f"**{inline(load.assignee or '')} has more than they can do:** "
        f"{_load(load)}{f' {sprint.unit}' if sprint.unit else ''}."
        for load in over
    ]
    return "\n\n".join(parts)


def _head(sprint: Sprint) -> str:
    done = sum(task.done for task in sprint.planned)
    days = f", {sprint.start or '…'} to {sprint.end or '…'}" if sprint.start or sprint.end else ""
    over = " It has ended." if sprint.ended_at is not None else ""
    count = f"{done} of {several(len(sprint.work), 'task')} done" if sprint.planned else "no tasks"
    dropped = len(sprint.planned) - len(sprint.work)
    count += f", {dropped} dropped" if dropped else ""
    return f"**Sprint: {inline(sprint.goal)}** ({count}{days}).{over}"


def board_markdown(sprint: Sprint, most: int = LISTED) -> str:
    """The board as a table for each column that holds anything: its plain twin.

    A table shows ``most`` tasks.
    """
    parts = [_head(sprint)]
    for name in (*sprint.columns, OUT):
        tasks = sprint.column(name)
        if tasks:
            rows = [
                (
                    _named(task),
                    inline(task.assignee or "nobody"),
                    _amount(task.estimate),
                    inline(", ".join(task.after)),
                    inline(task.area or ""),
                    "; ".join(_to_look_at(task)),
                )
                for task in tasks[:most]
            ]
            parts.append(f"**{inline(heading(name))}** ({_counted(sprint, name, tasks)})")
            names = ("task", "who", _sized("estimate", sprint), "after", "area", "look at")
            parts.append(table(names, rows))
            if len(tasks) > most:
                parts.append(f"and {len(tasks) - most} more on the board")
    if not sprint.tasks:
        parts.append("It has no tasks yet: `%cg sprint add TITLE`, or `%cg sprint import FILE`.")
    return "\n\n".join(parts)


def card_markdown(task: Task, unit: Unit | None = None) -> str:
    """One card in a line: where it lies, whose it is, what it waits for; and what is said on it."""
    parts = [
        inline(heading(task.column)),
        inline(task.assignee or "nobody"),
        *([f"estimate {in_unit(task.estimate, unit)}"] if task.estimate is not None else []),
        *([inline(f"after {', '.join(task.after)}")] if task.after else []),
        *([inline(f"area {task.area}")] if task.area else []),
    ]
    told = "".join(f"\n\n*Its {each.field} was changed by several at once.*" for each in task.apart)
    said = "".join(f"\n- {inline(c.by)}: {inline(c.text)}" for c in task.comments)
    return f"**{_named(task)}**: {', '.join(parts)}{told}" + (f"\n{said}" if said else "")


def in_unit(amount: float, unit: Unit | None) -> str:
    """An amount with what it is counted in, where the sprint says so."""
    return f"{amount:g}" if unit is None else several(amount, unit.removesuffix("s"))


def _sized(name: str, sprint: Sprint) -> str:
    return f"{name} ({sprint.unit})" if sprint.unit else name


def _counted(sprint: Sprint, column: str, tasks: Sequence[Task]) -> str:
    """How many cards a column has, of how many at most, and what they amount to."""
    most = sprint.limits.get(column)
    count = str(len(tasks)) if most is None else f"{len(tasks)} of at most {most}"
    count += ": too many" if most is not None and len(tasks) > most else ""
    total = sum(task.estimate or 0 for task in tasks)
    return count + (f", {in_unit(round(total, 4), sprint.unit)}" if sprint.unit and total else "")


def _to_look_at(task: Task) -> Iterable[str]:
    yield from (f"{each.field} changed at once" for each in task.apart)
    if task.comments:
        yield several(len(task.comments), "comment")


def burndown_markdown(sprint: Sprint, days: Sequence[BurndownDay]) -> str:
    """What was left at the end of each day, as a table; days to come only where a pace is known."""
    rows = [(d.day, _amount(d.left), _amount(d.scope), _amount(d.ideal)) for d in days]
    names = ("day", _sized("left", sprint), "of", "even pace")
    return f"{_head(sprint)}\n\n{table(names, rows)}"


def checks_markdown(findings: Sequence[PlanFinding]) -> str:
    """What is wrong with the plan, by rule."""
    if not findings:
        return "**The plan is sound:** nothing was found."
    count = f"{len(findings)} {'thing' if len(findings) == 1 else 'things'}"
    parts = [f"**The plan: {count} to look at**"]
    for rule, title in HEADINGS.items():
        found = [finding for finding in findings if finding.rule == rule]
        if found:
            lines = [f"- {inline(f.message)} *{inline(f.remedy)}*" for f in found]
            parts.append("\n".join([f"**{title}**", "", *lines]))
    return "\n\n".join(parts)


def loads_markdown(sprint: Sprint) -> str:
    """What each member has."""
    found = loads(sprint)
    rows = [
        [inline(load.assignee or "nobody"), str(load.tasks), _load(load), f"{load.done:g}"]
        for load in found
    ]
    names = ["who", "tasks", _sized("planned", sprint), "done"]
    if any(load.dropped for load in found):
        names.append("dropped")
        for row, load in zip(rows, found, strict=True):
            row.append(f"{load.dropped:g}" if load.dropped else "")
    return table(names, rows)


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the cells are Markdown already."""
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _named(task: Task) -> str:
    return f"{inline(task.key)} {inline(task.title)}" if task.key else inline(task.title)


def _linked(tasks: Iterable[Task]) -> str:
    named = [inline(f"{t.key} ({t.assignee or 'nobody'}, {heading(t.column)})") for t in tasks]
    more = f" and {len(named) - LINKED} more" if len(named) > LINKED else ""
    return ", ".join(named[:LINKED]) + more


def _amount(estimate: float | None) -> str:
    return "" if estimate is None else f"{estimate:g}"


def _load(load: Load) -> str:
    of = "" if load.capacity is None else f" of {load.capacity:g}"
    return f"{load.planned:g}{of}"


# What the AI is told


def briefing(member: Member, snapshots: Sequence[Snapshot], now: int) -> str:
    """The goal, the member's tasks, what they wait for and who waits for them; empty without a
    sprint that runs.
    """
    sprint = current_sprint(snapshots)
    if sprint is None or sprint.ended_at is not None:
        return ""
    lines = [f"Goal: {sprint.goal}"]
    if sprint.start or sprint.end:
        lines.append(f"From {sprint.start or 'now'} to {sprint.end or 'an open end'}.")
    if sprint.unit:
        lines.append(f"Estimates are in {sprint.unit}.")
    done = sum(task.done for task in sprint.planned)
    lines.append(f"{done} of {several(len(sprint.work), 'task is', 'tasks are')} done.")
    lines += _tasks_of(sprint, member)
    inner = "\n".join(as_data(line) if not line.startswith("<task>") else line for line in lines)
    return f"<sprint>\n{inner}\n</sprint>"


def _tasks_of(sprint: Sprint, member: Member) -> list[str]:
    mine = [task for task in sprint.work if is_of(task, member)]
    if not mine:
        return [f"{member.display_name}, who asks, has no task in it."]
    waits = dependencies(sprint)
    blocks = dependents(waits)
    by_id = {task.id: task for task in sprint.planned}
    left = [task for task in mine if task.open]
    lines = [f"Tasks of {member.display_name}, who asks ({len(mine) - len(left)} done, not shown):"]
    lines += [_task_line(task, waits, blocks, by_id) for task in left[:BRIEFED]]
    if len(left) > BRIEFED:
        lines.append(f"and {len(left) - BRIEFED} more.")
    return lines


def _task_line(
    task: Task,
    waits: Mapping[str, Sequence[str]],
    blocks: Mapping[str, Sequence[str]],
    by_id: Mapping[str, Task],
) -> str:
    parts = [f"{task.key} {task.title} ({heading(task.column)})."]
    before = [by_id[i] for i in waits[task.id] if by_id[i].open]
    after = [by_id[i] for i in blocks[task.id] if by_id[i].open]
    if before:
        parts.append(f"It waits for {_told(before)}.")
    if after:
        parts.append(f"It is waited for by {_told(after)}.")
    return f"<task>{as_data(' '.join(parts))}</task>"


def _told(tasks: Sequence[Task]) -> str:
    named = [f"{t.key} {t.title} ({t.assignee or 'nobody'})" for t in tasks[:LINKED]]
    more = f" and {len(tasks) - LINKED} more" if len(tasks) > LINKED else ""
    return "; ".join(named) + more
