"""What ``%cg work``, ``focus``, ``lease`` and ``release`` do."""

from __future__ import annotations

import re
import shlex

from ...core.command import parse_as
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .commands import DeclareFocus, LeasePaths, ReleaseLease
from .runner import WorkInProgress
from .stated import focus_in, standing_leases
from .syntax import FOCUS, LEASE, RELEASE, WORK
from .text import clock_time, work_text

NOBODY = (
    "Nobody's work is seen just now. Run `commonground work --watch` in your clone, or write "
    "`%cg focus TEXT`."
)
_HOURS = re.compile(r"(\d{1,3})\s*(h|hours?|d|days?)?")


async def work(host: Host, call: Call) -> Shown:
    """``%cg work``."""
    return Shown(work_markdown(host))


def work_markdown(host: Host) -> str:
    """Who works on what, for everybody who reads it."""
    found = host.find(WorkInProgress)
    now, shared = host.service.clock(), host.service.shared()
    names = host.names()
    said = work_text(
        found.claims(),
        focus_in(shared, now),
        standing_leases(shared, now),
        found.meetings(),
        lambda name: inline(names.get(name, name)),
    )
    return said or NOBODY


async def focus(host: Host, call: Call) -> Shown:
    """``%cg focus TEXT``."""
    text = " ".join(filter(None, (call.text, call.body.strip())))
    given = {"text": text, "area": call["area"]}
    hours = {} if call["hours"] is None else {"hours": call["hours"]}
    await host.service.run(
        call.member, parse_as(DeclareFocus, encoded(**given, **hours)), source=call.source
    )
    return Shown(f"You are at: {inline(text)}" if text else "You are at nothing in particular.")


async def lease(host: Host, call: Call) -> Shown:
    """``%cg lease PATH... --for 2h``."""
    fields = {"paths": _paths(call), "hours": hours_of(call["for"]), "why": call["why"] or ""}
    command = parse_as(LeasePaths, encoded(**fields))
    outcome = await host.service.run(call.member, command, source=call.source)
    held = standing_leases(host.service.shared(), host.service.clock())
    made = next(one for one in held if one.id == outcome.thing)
    paths = ", ".join(map(inline, made.paths))
    return Shown(f"Leased until {clock_time(made.until)}: {paths}. It stops nobody.")


async def release(host: Host, call: Call) -> Shown:
    """``%cg release PATH...``."""
    paths = set(_paths(call))
    held = standing_leases(host.service.shared(), host.service.clock())
    mine = [
        one
        for one in held
        if one.member == call.member.username and (not paths or paths & set(one.paths))
    ]
    for one in mine:
        await host.service.run(call.member, ReleaseLease(lease=one.id), source=call.source)
    given = ", ".join(inline(path) for one in mine for path in one.paths)
    return Shown(f"Given back: {given}." if given else "You lease nothing like that.")


def hours_of(text: str | None) -> int:
    """``2h``, ``1d`` or a number of hours; two where nothing is said. Raises InvalidCommand."""
    if not text:
        return 2
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise InvalidCommand(f"{text[:40]!r} is no time.", "Write it as 2h or 1d.")
    return int(found[1]) * (24 if (found[2] or "h").startswith("d") else 1)


def _paths(call: Call) -> list[str]:
    text = " ".join(filter(None, (call.text, call.body.strip())))
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


VERBS = (Verb(WORK, work), Verb(FOCUS, focus), Verb(LEASE, lease), Verb(RELEASE, release))
