"""``%cg sprint comment``, ``unit``, ``limit``, ``poker``, ``burndown``: a meeting at the board."""

from __future__ import annotations

from ...core.count import several
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.facilitating import invited
from ...service.verb import Shown
from .burndown import burndown
from .model import Task
from .poker import Poker, rounds_of
from .report import board_markdown, burndown_markdown, card_markdown, in_unit
from .syntax import BURNDOWN, COMMENT, LIMIT, POKER, UNIT
from .verb_use import BOARD_MIME, Sprinting, column_named, estimate_in, task_named, verb


async def _comment(at: Sprinting) -> Shown:
    sprint = at.sprint()
    task = task_named(sprint, at.call["key"])
    text = "\n".join(filter(None, (at.call.arguments.plain, at.call.body.strip())))
    mine = (c.text for c in task.comments if c.by == at.call.member.username)
    if text not in mine:  # a cell that is run again says it once
        await at.run("sprint_comment", sprint=sprint.id, task=task.id, text=text)
    sprint = at.sprint()
    return Shown(card_markdown(task_named(sprint, task.id), sprint.unit))


async def _unit(at: Sprinting) -> Shown:
    sprint = at.sprint()
    unit = at.call["unit"]
    if sprint.unit != unit:
        await at.run("sprint_unit", sprint=sprint.id, unit=unit)
    return Shown(f"Estimates of this sprint are in {unit}.")


async def _limit(at: Sprinting) -> Shown:
    sprint = at.sprint()
    name, _, number = at.call.arguments.plain.rpartition(" ")
    if number != "-" and not number.isdecimal():
        raise InvalidCommand("How many cards at most? A number, or -.", LIMIT.remedy)
    column, most = column_named(sprint, name), None if number == "-" else int(number)
    if sprint.limits.get(column) != most:
        await at.run("sprint_limit", sprint=sprint.id, column=column, most=most)
    return Shown(board_markdown(at.sprint()))


async def _poker(at: Sprinting) -> Shown:
    """A cell that is run again after its round is over begins no other one, but for ``--again``."""
    task = task_named(at.sprint(), at.call["key"])
    found = _round_of(at, task)
    if found is None or (found.closed and at.call["again"]):
        await at.run("poker_open", sprint=at.sprint().id, task=task.id)
    elif not found.closed and at.call["take"] is not None:
        await at.run("poker_close", round=found.id, estimate=estimate_in(at.call["take"]))
    elif not found.closed and not found.revealed and at.call["reveal"]:
        await at.run("poker_reveal", round=found.id)
    found = _round_of(at, task)
    if found is not None and not found.closed:
        return Shown(_round_markdown(at, found))
    return Shown(card_markdown(task_named(at.sprint(), task.id), at.sprint().unit))


def _round_of(at: Sprinting, task: Task) -> Poker | None:
    """The last round of a card; None where there was none."""
    rounds = rounds_of(at.host.service.shared(), at.sprint().id)
    return next((one for one in reversed(rounds) if one.task == task.id), None)


def _round_markdown(at: Sprinting, found: Poker) -> str:
    sprint = at.sprint()
    task = task_named(sprint, found.task)
    head = f"**Estimating {inline(task.key)} {inline(task.title)}.**"
    if not found.revealed:
        of = invited(at.host.service, found.estimated)
        return (
            f"{head} Each estimates in secret, on the board (`%cg sprint board`). "
            f"{len(found.estimated)} of {of} have estimated."
        )
    lines = [
        f"- {inline(each.by)}: "
        + ("can't tell" if each.estimate is None else in_unit(each.estimate, sprint.unit))
        + (" (said later)" if each.late else "")
        for each in found.estimates
    ]
    return "\n".join([f"{head} {several(len(lines), 'estimate')}.", "", *lines])


async def _burndown(at: Sprinting) -> Shown:
    sprint = at.sprint()
    days = burndown(sprint, at.host.service.clock())
    return Shown(
        burndown_markdown(sprint, days), {BOARD_MIME: {"goal": sprint.goal, "view": "burndown"}}
    )


BOARD_VERBS = (
    verb(COMMENT, _comment),
    verb(UNIT, _unit),
    verb(LIMIT, _limit),
    verb(POKER, _poker),
    verb(BURNDOWN, _burndown),
)
