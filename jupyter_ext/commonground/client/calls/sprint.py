"""What the feature ``sprint`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..call import ApiCall, given, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.sprint.views import (
        BoardAnswer,
        BurndownAnswer,
        ChecksAnswer,
        ExportAnswer,
        SprintReviewAnswer,
        WholeSprint,
    )


def sprint_new(
    goal: str,
    *,
    start: str | None = None,
    end: str | None = None,
    unit: Literal["points", "days"] | None = None,
    fresh: bool = False,
) -> ApiCall[OutcomeView]:
    """Begin a sprint, with the actions and the unfinished tasks of the last one. ``fresh``: with
    nothing of the last one, and instead of one with this goal that still runs. ``unit``:
    what estimates are counted in; left out: what those of the last one were.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_new", {"goal": goal}, start=start, end=end, unit=unit, fresh=fresh)


def sprint_about(
    sprint: str, *, goal: str | None = None, start: str | None = None, end: str | None = None
) -> ApiCall[OutcomeView]:
    """Change the goal or the days of a sprint.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_about", {"sprint": sprint}, goal=goal, start=start, end=end)


def sprint_import(
    sprint: str, text: str, *, name: str = "", encoding: str = "utf-8"
) -> ApiCall[OutcomeView]:
    """Take the tasks of a file: CSV of any tracker, or its issues as JSON. Tasks that are there
    already, by key or else by title, get what is new; nothing is taken twice.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_import", {"sprint": sprint, "text": text}, name=name, encoding=encoding)


def sprint_add(
    sprint: str,
    title: str,
    *,
    assignee: str | None = None,
    estimate: float | None = None,
    after: Sequence[str] = (),
    area: str | None = None,
    files: Sequence[str] = (),
    notes: str = "",
    column: str = "todo",
) -> ApiCall[OutcomeView]:
    """Add a task by hand.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "sprint_add",
        {"sprint": sprint, "title": title},
        assignee=assignee,
        estimate=estimate,
        after=after,
        area=area,
        files=files,
        notes=notes,
        column=column,
    )


def sprint_edit(
    sprint: str,
    task: str,
    fields: Mapping[
        Literal["title", "assignee", "estimate", "after", "area", "files", "notes"], Any
    ],
    *,
    seen: Sequence[str] | None = None,
) -> ApiCall[OutcomeView]:
    """Change fields of a task; those that are named, and null empties one. ``seen`` are the facts
    that its author saw (a task's ``heads``); left out: those of now.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_edit", {"sprint": sprint, "task": task, "fields": fields}, seen=seen)


def sprint_move(
    sprint: str,
    task: str,
    column: str,
    *,
    before: str | None = None,
    seen: Sequence[str] | None = None,
) -> ApiCall[OutcomeView]:
    """Put a card into a column, before another card or (without ``before``) at its end. ``seen``
    are the facts that placed it as its mover saw (``heads``); left out: those of now. A
    column ``out`` takes it out of the sprint.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "sprint_move", {"sprint": sprint, "task": task, "column": column}, before=before, seen=seen
    )


def sprint_capacity(sprint: str, who: str, amount: float | None) -> ApiCall[OutcomeView]:
    """Say how much a member can do in this sprint, in the unit of the estimates; null: unknown.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_capacity", {"sprint": sprint, "who": who, "amount": amount})


def sprint_note(sprint: str, what: Literal["well", "badly"], text: str) -> ApiCall[OutcomeView]:
    """Note what went well or badly: the author's alone until everybody's are revealed.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_note", {"sprint": sprint, "what": what, "text": text})


def sprint_reveal(sprint: str) -> ApiCall[OutcomeView]:
    """Show everybody's notes to everybody, with their authors; later ones are marked so. It is up
    to whoever began the sprint and the context owner, unless the team's setting ``reveal``
    leaves it to every contributor.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_reveal", {"sprint": sprint})


def sprint_action(sprint: str, title: str, *, assignee: str | None = None) -> ApiCall[OutcomeView]:
    """Say what the team will do about it. It becomes a task of the next sprint.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_action", {"sprint": sprint, "title": title}, assignee=assignee)


def sprint_end(sprint: str, *, note: str = "") -> ApiCall[OutcomeView]:
    """End the sprint with a note of what is carried over, as an entry of the team's context.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_end", {"sprint": sprint}, note=note)


def sprint_comment(sprint: str, task: str, text: str) -> ApiCall[OutcomeView]:
    """Say something on a card, for everybody.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_comment", {"sprint": sprint, "task": task, "text": text})


def sprint_unit(
    sprint: str, unit: Literal["points", "days"], *, seen: Sequence[str] | None = None
) -> ApiCall[OutcomeView]:
    """Choose what estimates and capacities are counted in: points or days. ``seen`` are the facts
    that chose it as its author saw; left out: those of now.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_unit", {"sprint": sprint, "unit": unit}, seen=seen)


def sprint_limit(
    sprint: str, column: str, most: int | None, *, seen: Sequence[str] | None = None
) -> ApiCall[OutcomeView]:
    """Say how many cards a column should have at most; null: as many as there are. It stops nobody
    from moving a card: the column says that there are too many.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("sprint_limit", {"sprint": sprint, "column": column, "most": most}, seen=seen)


def poker_open(sprint: str, task: str) -> ApiCall[OutcomeView]:
    """Begin to estimate a card together: each in secret, until the estimates are revealed.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("poker_open", {"sprint": sprint, "task": task})


def poker_estimate(round: str, estimate: float | None) -> ApiCall[OutcomeView]:
    """Estimate: the author's alone until everybody's are revealed; null: "I can't tell".

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("poker_estimate", {"round": round, "estimate": estimate})


def poker_reveal(round: str) -> ApiCall[OutcomeView]:
    """Show everybody's estimates to everybody; later ones are marked so. It is up to whoever began
    the sprint or the round and the context owner, unless the team's setting ``reveal``
    leaves it to every contributor.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("poker_reveal", {"round": round})


def poker_close(round: str, *, estimate: float | None = None) -> ApiCall[OutcomeView]:
    """End a round; with ``estimate``, that becomes the card's, as any edit of it does. Before the
    reveal it is up to who may reveal: what was said in secret then stays so.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("poker_close", {"round": round}, estimate=estimate)


def sprint(*, goal: str | None = None) -> ApiCall[BoardAnswer]:
    """The board, the plan and who is who; ``sprint`` is null where there is none.

    The board, the plan and who is who; without a sprint only people and areas. `invited`: how
    many may note how it went. `may_reveal`: whether the reader shows the notes. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint",
        "commonground.features.sprint.views:BoardAnswer",
        query={**given(goal=goal)},
        safe=True,
    )


def checks(*, goal: str | None = None) -> ApiCall[ChecksAnswer]:
    """What is wrong with the plan, each with what to do.

    What is wrong with the plan. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint/checks",
        "commonground.features.sprint.views:ChecksAnswer",
        query={**given(goal=goal)},
        safe=True,
    )


def burndown(*, goal: str | None = None) -> ApiCall[BurndownAnswer]:
    """What was left of how much work at the end of each day, from the recorded moves.

    The sprint's days, in the unit of its estimates. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint/burndown",
        "commonground.features.sprint.views:BurndownAnswer",
        query={**given(goal=goal)},
        safe=True,
    )


def review(*, goal: str | None = None) -> ApiCall[SprintReviewAnswer]:
    """Done and planned, decisions, questions in the open and their cost, what to tidy up.

    The review. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint/review",
        "commonground.features.sprint.views:SprintReviewAnswer",
        query={**given(goal=goal)},
        safe=True,
    )


def export(*, goal: str | None = None) -> ApiCall[ExportAnswer]:
    """All tasks as CSV, in the form in which they came.

    All tasks as CSV, in the form in which they came. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint/export",
        "commonground.features.sprint.views:ExportAnswer",
        query={**given(goal=goal)},
        safe=True,
    )


def whole(*, goal: str | None = None) -> ApiCall[WholeSprint]:
    """The board, the plan, the checks and the review at once, for notebooks.

    The board, the plan, the checks, the review and the tasks as CSV at once. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "sprint/whole",
        "commonground.features.sprint.views:WholeSprint",
        query={**given(goal=goal)},
        safe=True,
    )


def page(*, goal: str | None = None) -> ApiCall[str]:
    """The sprint with its board and review, as one file of HTML that needs no other.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "sprint/page", "builtins:str", query={**given(goal=goal)}, safe=True)
