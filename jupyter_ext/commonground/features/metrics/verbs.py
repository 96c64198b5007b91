"""``%cg metric``: define a figure once, and compute it by its name; ``%cg metrics``: which are."""

from __future__ import annotations

from collections.abc import Iterable

from ...core.bundle import METRIC_MIME
from ...core.ids import EntryId, room_area, shared_room
from ...core.metric import assigned, meant, metric_of, metric_text, metrics_in
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .syntax import METRIC, METRICS
from .text import STATES, defined_markdown, list_markdown, metric_markdown


async def metric(host: Host, call: Call) -> Shown:
    """Define it, or hand its definition to the kernel that computes it."""
    stated = assigned(call.text)
    if stated is not None:
        return await _define(host, call, *stated)
    found = meant(metrics_in(host.service.shared()), call.text.strip(), call["area"])
    if found.state != "accepted":
        raise InvalidCommand(f"{found.formula}: {STATES[found.state]}.", REMEDIES[found.state])
    said = metric_markdown(found, host.name_of)
    held = {
        "name": found.name, "area": call["area"] or "", "expression": found.expression,
        "said": said,
    }  # fmt: skip
    return Shown(said, {METRIC_MIME: held})


REMEDIES = {
    "proposed": "Once it is accepted in Review, it is computed by its name.",
    "disputed": "Two versions of it stand side by side: resolve them in Review.",
}


async def _define(host: Host, call: Call, name: str, expression: str) -> Shown:
    """A new entry, or a further version of the one there is; the same again adds nothing."""
    room = shared_room(call["area"])
    title, body = metric_text(name, expression, call.body)
    rooms = [one for one in host.service.shared() if one.room == room]
    known = [one for one in metrics_in(rooms) if one.name == name]
    if not known:
        said = {"command": "add", "kind": "convention", "area": call["area"]}
    else:
        held = meant(known, name)
        entry = rooms[0].entries[EntryId(held.id)]
        if entry.disputed:
            raise InvalidCommand(
                f"Two versions of {name} stand side by side.", "Resolve them in Review first."
            )
        if [(one.title, one.body) for one in entry.standing] == [(title, body)]:
            return Shown(defined_markdown(held))
        said = {"command": "edit", "entry": entry.id, "heads": [one.id for one in entry.heads]}
    if host.service.gate().check(body).outcome == "redact":
        raise InvalidCommand(
            "The definition holds customer data, which the gate takes out of what is shared.",
            "Give it a name in the notebook, and define the metric by that name.",
        )
    command = host.parse_command(encoded(**said, title=title, body=body))
    outcome = await host.service.run(call.member, command, source=call.source)
    made = None if outcome.entry is None else metric_of(outcome.entry)
    assert made is not None
    return Shown(defined_markdown(made, waits=made.expression != expression))


async def metrics(host: Host, call: Call) -> Shown:
    """All that are defined, by name."""
    return Shown(list_markdown(metrics_in(host.service.shared()), host.name_of))


def names(host: Host) -> Iterable[str]:
    """The names of what is defined, each once."""
    return dict.fromkeys(one.name for one in metrics_in(host.service.shared()))


def formulas(host: Host) -> Iterable[str]:
    """What holds, each as a line of Python behind its area (or nothing) and a bar: for a kernel
    that shares a figure by its definition."""
    for one in metrics_in(host.service.shared()):
        if one.state == "accepted":
            yield f"{room_area(one.room) or ''}|{one.formula}"


NAMES = {"metric": names, "metricformula": formulas}
VERBS = (Verb(METRIC, metric), Verb(METRICS, metrics))
