"""A metric in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.ids import room_area
from ...core.markdown import code, inline
from ...core.metric import Metric

STATES = {"accepted": "", "proposed": "waits for the context owner", "disputed": "in dispute"}


def metric_markdown(metric: Metric, name_of: Callable[[str], str]) -> str:
    """Its definition, and whose it is."""
    area = room_area(metric.room)
    where = f" for {inline(area)}" if area else ""
    line = f"{code(metric.formula)} (defined by {inline(name_of(metric.by))}{where})"
    return f"{line}\n\n“{inline(metric.says)}”" if metric.says else line


def defined_markdown(metric: Metric, *, waits: bool = False) -> str:
    """What is shown once it is defined; ``waits``: what was there before still holds."""
    if waits:
        return (
            f"A new definition of **{metric.name}** waits for the context owner; until then"
            f" {code(metric.formula)} holds."
        )
    if metric.state == "proposed":
        return (
            f"**{metric.name}** is proposed and waits for the context owner: {code(metric.formula)}"
        )
    return f"**{metric.name}** is defined for the team: {code(metric.formula)}"


def list_markdown(metrics: Sequence[Metric], name_of: Callable[[str], str]) -> str:
    """The metrics, a line each."""
    if not metrics:
        return "No metrics yet: `%cg metric revenue = orders.amount.sum()` defines one."
    return "\n".join(
        f"- {metric_markdown(one, name_of)}".replace("\n\n", "  \n  ")
        + (f" ({STATES[one.state]})" if STATES[one.state] else "")
        for one in metrics
    )
