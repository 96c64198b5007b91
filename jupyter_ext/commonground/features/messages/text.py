"""Messages as people write and read them in cells: recipients, due times, parts of a handoff.

Pure text work; ids and times stay out of what is shown, so that a cell that is run again prints
the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ...core.magic import title_and_body
from ...core.markdown import inline
from ...core.syntax import Arguments, Syntax
from ...errors import InvalidCommand
from .model import Message, Standing, Todo

NameOf = Callable[[str], str]
"""How a member is displayed, by username."""

_RECIPIENT = re.compile(r"[@#]\S+")
_SPAN = re.compile(r"(?P<number>\d{1,4})\s?(?P<unit>min|m|h|d|w)", re.IGNORECASE)
_UNITS = {"min": "minutes", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SECTIONS = {
    "schema": "schema",
    "data": "schema",
    "interface": "interface",
    "api": "interface",
    "example": "examples",
    "examples": "examples",
    "example response": "examples",
    "example responses": "examples",
    "files": "files",
    "left": "left",
    "what is left": "left",
    "to do": "left",
    "todo": "left",
}
_HEADING = re.compile(
    r"\s*(?P<mark>#{1,6}\s+)?(?P<name>[A-Za-z ]{3,20}?)\s*(?P<colon>:(?P<rest>.*))?"
)
_TODO: Mapping[Todo, str] = {
    "acknowledge": "to acknowledge",
    "answer": "to answer",
    "accept": "to take over",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it stands in a cell. ``to`` is as written: ``@name``, ``#area``, ``@all``."""

    to: tuple[str, ...]
    title: str
    body: str
    due: int | None = None


def written(syntax: Syntax, given: Arguments, body: str, now: int) -> Written:
    """A message from ``%cg VERB @who [--due WHEN] TEXT`` and the lines below ``%%cg``.

    Raises InvalidCommand, saying what would be right.
    """
    to, _ = recipients_in(" ".join(given["name"]))
    if not to:
        raise InvalidCommand("The message says to nobody whom it is for.", syntax.remedy)
    due = None if given["due"] is None else due_at(given["due"], now)
    title, text = title_and_body(given.text, body)
    if not title:
        raise InvalidCommand("The message says nothing.", syntax.remedy)
    return Written(to, title, text, due)


def recipients_in(line: str) -> tuple[tuple[str, ...], str]:
    """The words at the beginning that say whom it is for, and the rest."""
    found: list[str] = []
    rest = line.strip()
    while match := _RECIPIENT.match(rest):
        found += [name for name in re.split(r",(?=[@#])", match[0].rstrip(",:")) if len(name) > 1]
        rest = rest[match.end() :].lstrip()
    return tuple(dict.fromkeys(found)), rest


def due_at(text: str, now: int) -> int:
    """A time as ``30m``, ``2h``, ``3d``, or an ISO date or time (UTC where it names no zone).

    Milliseconds since 1970. A date alone means its end. Raises InvalidCommand.
    """
    moment = datetime.fromtimestamp(now / 1000, UTC)
    span = _SPAN.fullmatch(text.strip())
    if span:
        moment += timedelta(**{_UNITS[span["unit"].lower()]: int(span["number"])})
        return int(moment.timestamp() * 1000)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidCommand(
            f"{text[:40]!r} is no time.",
            "Write --due 2h, 30m, 3d, 2026-11-27 or 2026-11-27T15:00+01:00 (UTC without a zone).",
        ) from None
    if len(text.strip()) <= 10:
        found += timedelta(days=1, seconds=-1)
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return int(found.timestamp() * 1000)


def handoff_parts(body: str) -> tuple[str, dict[str, Any]]:
    """The parts of a handoff under their headings (``## Schema`` or ``left: ...``); first the text
    before them. In a fenced block nothing is a heading.
    """
    sections: dict[str, list[str]] = {"": []}
    name, fence = "", ""
    for line in body.splitlines():
        stripped = line.lstrip()
        if stripped.startswith(("```", "~~~")):
            fence = "" if fence and stripped.startswith(fence) else fence or stripped[:3]
        found = None if fence or stripped.startswith(("```", "~~~")) else _section(line)
        if found is None:
            sections[name].append(line)
        else:
            name = found[0]
            sections.setdefault(name, []).extend(filter(None, [found[1]]))
    parts: dict[str, Any] = {key: "\n".join(lines).strip() for key, lines in sections.items()}
    text = parts.pop("")
    if parts.get("files"):
        names = re.split(r"[\n,]", parts["files"])
        parts["files"] = [n.strip().lstrip("-*").strip(" `") for n in names if n.strip(" -*`")]
    return text, {key: value for key, value in parts.items() if value}


def _section(line: str) -> tuple[str, str] | None:
    match = _HEADING.fullmatch(line)
    if match is None:
        return None
    name = _SECTIONS.get(" ".join(match["name"].casefold().split()))
    if name is None or not (match["mark"] or match["colon"]):
        return None
    return name, (match["rest"] or "").strip()


def referred(found: Iterable[Standing], ref: str, todo: Sequence[Todo] = ()) -> Message:
    """The message of one's inbox that is meant; of several, the one that is to be done.

    Raises InvalidCommand.
    """
    wanted = ref.casefold()
    hits = [
        one
        for one in found
        if one.message.id == ref or one.message.title.casefold().startswith(wanted)
    ]
    waiting = [one for one in hits if one.todo in todo]
    chosen = waiting or hits
    if not chosen:
        raise InvalidCommand(
            f"There is no message that begins with “{ref[:60]}”.", "See them with: %cg inbox"
        )
    if len({one.message.title for one in chosen}) > 1:
        titles = "; ".join(f"“{one.message.title[:60]}”" for one in chosen[:4])
        raise InvalidCommand(f"Several messages begin so: {titles}.", "Write more of the title.")
    return chosen[0].message


def inbox_markdown(found: Sequence[Standing], name_of: NameOf) -> str:
    """One's inbox: what is to be done, what is new, what one waits for."""
    todo = [one for one in found if one.todo]
    news = [one for one in found if one.unread and not one.todo]
    mine = [one for one in found if one.waiting and one not in news]
    if not (todo or news or mine):
        return "**Inbox**: nothing waits for you."
    parts = ["**Inbox**"]
    for heading, listed, tell in (
        ("For you", todo, _asked),
        ("New", news, _new),
        ("You wait for", mine, _awaited),
    ):
        if listed:
            lines = [tell(one, name_of) for one in listed]
            parts.append("\n".join([f"**{heading}**", "", *lines]))
    return "\n\n".join(parts)


def _asked(one: Standing, name_of: NameOf) -> str:
    message = one.message
    late = ", **overdue**" if one.overdue else ""
    what = _TODO[one.todo] if one.todo else ""
    return f"- {what}{late}: “{inline(message.title)}” from {inline(name_of(message.author))}"


def _new(one: Standing, name_of: NameOf) -> str:
    message = one.message
    last = message.lines[-1] if message.lines else None
    if last is None:
        return f"- “{inline(message.title)}” from {inline(name_of(message.author))}"
    return f"- “{inline(message.title)}”: {inline(name_of(last.by))}: {inline(last.text[:160])}"


def _awaited(one: Standing, name_of: NameOf) -> str:
    late = ", **overdue**" if one.overdue else ""
    names = ", ".join(inline(name_of(name)) for name in one.waiting[:5])
    more = f" and {len(one.waiting) - 5} more" if len(one.waiting) > 5 else ""
    return f"- “{inline(one.message.title)}”: {names}{more}{late}"


def sent_markdown(message: Message, name_of: NameOf, *, again: bool = False) -> str:
    """What was just sent, and to whom."""
    to = ", ".join(
        inline(name_of(to[1:]) if to.startswith("@") and to != "@all" else to) for to in message.to
    )
    what = {"announcement": "Announced", "query": "Asked", "handoff": "Handed over"}[message.kind]
    if again:
        return f"{what} already, to {to}: **{inline(message.title)}**"
    return f"{what} to {to}: **{inline(message.title)}**"


def standing_as_text(one: Standing, name_of: NameOf) -> str:
    """One line of an inbox for a program: the id first."""
    message = one.message
    late = ", overdue" if one.overdue else ""
    if one.todo:
        state = f"to {one.todo}{late}"
    elif one.unread:
        state = "new"
    else:
        state = f"waits for {', '.join(map(name_of, one.waiting))}{late}"
    return f"{message.id} ({message.kind}, {state}) {name_of(message.author)}: {message.title}"


def message_as_text(message: Message, name_of: NameOf) -> str:
    """A message with everything below it, for a program: the id first."""
    parts = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in message.parts.items()
    ]
    lines = [f"[{line.kind}, {name_of(line.by)}] {line.text}".rstrip() for line in message.lines]
    head = f"{message.id} ({message.kind} to {', '.join(message.to)}) {name_of(message.author)}"
    return "\n".join([f"{head}: {message.title}", *filter(None, [message.body, *parts, *lines])])
