"""Messages as routes and verbs need them: who is meant, one's inbox, going on with an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...core.area import members_by_area
from ...core.fields import MAX_QUESTION
from ...core.markdown import inline
from ...core.question import Question
from ...core.role import Member
from ...core.turn import Turn
from ...errors import InvalidCommand, NotAllowed
from ...service.host import Host
from ...service.writer import ContextService
from .model import ALL, Audience, Message, Standing, find_message, inbox, messages_in

DONE = 100
"""Messages about which nothing is to be done that an inbox holds at most."""


def audience(service: ContextService, member: Member | None = None) -> Audience:
    """The team and its areas as they are now: who was ever here, and whom the settings name."""
    areas = members_by_area(service.shared())
    settings = service.settings()
    rota = settings["rota"].value if "rota" in settings else None
    known = {*service.known(), *(name for names in areas.values() for name in names)}
    known |= {name.removeprefix("member:") for name in settings if name.startswith("member:")}
    known |= set(rota["order"] if rota else ())
    if member is not None and not member.anonymous:
        known.add(member.username)
    return Audience(frozenset(known), areas)


def inbox_of(service: ContextService, member: Member) -> tuple[Standing, ...]:
    """What concerns the member, most urgent first. Raises NotAllowed for visitors."""
    if member.anonymous:
        raise NotAllowed("Anonymous visitors have no inbox.", "Open a personal link.")
    team = audience(service, member)
    found = inbox(messages_in(service.shared()), member.username, team, service.clock())
    live = [one for one in found if one.todo or one.unread or one.waiting]
    rest = [one for one in found if not (one.todo or one.unread or one.waiting)]
    return (*live, *rest[:DONE])


def recipients(service: ContextService, member: Member, words: Iterable[str]) -> list[str]:
    """Those meant: a username, the beginning of a name, an area, or all. Raises InvalidCommand."""
    team = audience(service, member)
    known = service.known()
    names = {n: known[n].display_name if n in known else n for n in team.members}
    return list(dict.fromkeys(_recipient(word, names, team) for word in words))


def _recipient(word: str, names: dict[str, str], team: Audience) -> str:
    if word == ALL:
        return word
    wanted = word[1:]
    if word.startswith("#"):
        found = next((a for a in team.areas if a.casefold() == wanted.casefold()), wanted)
        return f"#{found}"
    low = wanted.casefold()
    hits = [n for n in names if n.casefold() == low] or [
        name
        for name, shown in names.items()
        if name.casefold().startswith(low) or low in shown.casefold().split()
    ]
    if len(hits) == 1:
        return f"@{hits[0]}"
    if hits:
        raise InvalidCommand(
            f"Several people could be @{wanted[:60]}: {', '.join(sorted(hits)[:6])}.",
            "Write the username.",
        )
    listed = ", ".join(f"@{name}" for name in sorted(names)[:12]) or "nobody yet"
    raise InvalidCommand(
        f"Nobody here is called @{wanted[:60]}.",
        f"Here are: {listed}. Somebody new has to open the server once; @all reaches them too.",
    )


async def go_on(host: Host, member: Member, about: str, question: str | None) -> Turn:
    """Ask the turn's follow-up, which is shown the query with its answers.

    It is as private as the turn that asked; without one, it is shared. Raises UnknownId,
    InvalidCommand, NotAllowed.
    """
    service = host.service
    message = find_message(service.shared(), about)
    if message.kind != "query" or not message.answers:
        raise InvalidCommand("Nobody has answered this yet.", "Wait for an answer, or ask anew.")
    asked = Question(question or _go_on(host, message), "shared", "sidebar", about=about)
    if message.turn is not None:
        turn, _ = await host.turns.turn(member, message.turn)
        thread = turn.about if (turn.about or "").startswith("h_") else None
        text = asked.text if thread is None else f"{asked.text}\n\n{_said(host, message)}"
        asked = replace(
            asked, visibility=turn.visibility, text=text[:MAX_QUESTION], about=thread or about
        )
    return await host.turns.ask(member, asked)


def _go_on(host: Host, message: Message) -> str:
    people = dict.fromkeys(answer.by for answer in message.answers)
    names = " and ".join(inline(host.name_of(name)) for name in people)
    return f"Go on with what {names} answered to “{message.title}”."


def _said(host: Host, message: Message) -> str:
    answers = (f"{host.name_of(a.by)}: {a.text}" for a in message.answers)
    return "\n\n".join((message.body or message.title, *answers))
