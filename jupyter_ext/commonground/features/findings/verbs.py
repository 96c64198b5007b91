"""``%cg finding``: share a result, check one again; ``%cg findings``: which there are."""

from __future__ import annotations

from collections.abc import Iterable

from ...core.ids import TEAM, shared_room
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .claim import read_claim
from .gathered import from_pieces
from .model import findings_in, shared_already
from .runner import FindingKeeper, worst
from .syntax import CHECK, FINDING, FINDINGS
from .text import (
    body_of,
    check_markdown,
    gated,
    list_markdown,
    preview_markdown,
    resting_markdown,
    shared_markdown,
)


async def finding(host: Host, call: Call) -> Shown:
    """Share the output with what made it, or show what would be shared; the same adds nothing."""
    keeper = host.find(FindingKeeper)
    stated = read_claim(call.text, call.body)
    if not stated.claim:
        raise InvalidCommand("The finding claims nothing.", FINDING.remedy)
    made = await keeper.made(from_pieces(call.vars), call.path)
    gate = host.service.gate()
    seen = gated(made, lambda text: gate.for_prompt(text).text)
    body = gate.for_prompt(body_of(stated, made["output"], made["figures"])).text
    claim = gate.for_prompt(stated.claim).text
    if call["preview"]:
        return Shown(preview_markdown(claim, body, call["area"], seen))
    room = shared_room(call["area"])
    own = (one for one in keeper.findings(call.member) if one.entry.room == room)
    same = shared_already(own, call.member.username, (claim, body), seen)
    if same is not None:
        entry = same.entry
    else:
        outcome = await keeper.share(call.member, stated, made, call["area"])
        assert outcome.entry is not None
        entry, claim = outcome.entry, outcome.entry.heads[-1].title
    return Shown(shared_markdown(entry.id, claim, seen, waits=not entry.in_force))


async def check(host: Host, call: Call) -> Shown:
    """Run it again, and say what differs."""
    keeper = host.find(FindingKeeper)
    found = keeper.finding(call.member, call["finding"])
    said = check_markdown(found.claim, checked := await keeper.check(call.member, found.id))
    resting = resting_markdown(keeper.resting(call.member).get(found.entry.id, ()))
    if checked.state == "differs" and resting:
        said += f"\n\n**This rests on it:**\n\n{resting}"
    return Shown(said)


async def findings(host: Host, call: Call) -> Shown:
    """All that reach the member, and how they stand at this moment."""
    keeper = host.find(FindingKeeper)
    await keeper.refresh()
    states = keeper.anchors()
    found = keeper.findings(call.member)
    by_id = {one.id: worst(states.get(one.entry.id, ())) for one in found}
    return Shown(list_markdown(found, lambda key: by_id[key], host.name_of))


def ids(host: Host) -> Iterable[str]:
    """The ids of the findings of the whole team."""
    rooms = [room for room in host.service.shared() if room.room == TEAM]
    return [one.id for one in findings_in(rooms)]


NAMES = {"finding": ids}
VERBS = (Verb(FINDING, finding), Verb(CHECK, check), Verb(FINDINGS, findings))
