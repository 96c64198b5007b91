"""The tools by which a model finds out who works on something, and what there is of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ...core.area import area_of
from ...core.entry import Entry
from ...core.entry_text import entry_as_text
from ...core.fields import Area, Wire
from ...core.searchable import Searchable
from ...service.tool import ToolAsked, reads
from .query import SearchQuery, read_query
from .runner import Search, SearchHit
from .words import fold

WORK = frozenset(("work", "task"))
"""The kinds of things that tell what somebody does."""
MOST = 15
MOST_LISTED = 40
MOST_CHARS = 7_000
"""Characters of a list, below what a tool may give, so that it ends behind a whole thing."""
LISTS = {"work": ("task",), "question": ("query",)}
"""Which things beside entries are told with a kind of them, as long as they are not over."""


class WhoIsWorkingOn(Wire):
    """What it is about."""

    subject: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
        Field(description="A path, a symbol, an area or a subject in a few words."),
    ]


class ListContext(Wire):
    """Of what, and in which area."""

    what: Literal["convention", "decision", "work", "discussion", "knowledge", "question"]
    area: Annotated[Area | None, Field(description="One of the team's areas; null: all.")] = None


@reads("who_is_working_on", WhoIsWorkingOn)
async def who_is_working_on(asked: ToolAsked) -> str:
    """Find out who works on a file, an area or a subject: work in progress and sprint tasks, what
    colleagues change in their clones just now, the area that a path belongs to and its people."""
    search, host = asked.host.find(Search), asked.host
    query = read_query(_words(asked.input.subject), {}, known=search.kinds)
    query = replace(query, kinds=WORK & frozenset(search.kinds))
    found = await search.find(asked.member, query, limit=MOST)
    hits = [_line(asked, hit) for hit in found.hits if not hit.found.private]
    subject = asked.input.subject.strip("#")
    seen = host.brief_live(asked.member, subject, (subject,))
    lines = [*_area(asked), *hits, *([seen] if seen else [])]
    if not hits and not seen:
        lines.append("No work in progress and no task speaks of it.")
    if found.total > len(found.hits):
        lines.append(f"({found.total - len(found.hits)} more)")
    here = ", ".join(sorted(host.name_of(m.username) for m in host.service.listeners.present()))
    return "\n".join([*lines, f"Here now: {here or 'nobody'}."])


@reads("list_context", ListContext)
async def list_context(asked: ToolAsked) -> str:
    """List what the team has of one kind: conventions or decisions (what holds, then what is
    proposed), work in progress with open tasks, discussions, knowledge, or questions to people that
    wait for an answer. For what is about one subject, search_context."""
    texts = [*_entries(asked), *await _others(asked)]
    shown: list[str] = []
    for text in islice(texts, MOST_LISTED):
        if sum(map(len, shown)) + len(text) > MOST_CHARS:
            break
        shown.append(text)
    left = len(texts) - len(shown)
    return "\n\n".join([*shown, *([f"({left} more)"] if left else [])]) or "There is none."


def _entries(asked: ToolAsked) -> Iterator[str]:
    """What holds first, and of it the newest."""
    view = asked.host.service.view(asked.member)
    found = [e for room in view for e in room.entries.values() if _is_wanted(e, asked.input)]
    for entry in sorted(found, key=lambda e: (not e.in_force, -e.created_at, e.id)):
        text = entry_as_text(entry, asked.host.name_of)
        if text:
            yield text


def _is_wanted(entry: Entry, wanted: ListContext) -> bool:
    areas = {revision.area for revision in entry.standing}
    return entry.kind == wanted.what and (wanted.area is None or wanted.area in areas)


async def _others(asked: ToolAsked) -> Iterable[str]:
    search, area = asked.host.find(Search), asked.input.area
    kinds = frozenset(LISTS.get(asked.input.what, ())) & frozenset(search.kinds)
    if not kinds:
        return ()
    areas = frozenset() if area is None else frozenset((fold(area),))
    query = SearchQuery(kinds=kinds, areas=areas)
    found = await search.find(asked.member, query, limit=5 * MOST_LISTED)
    things = (hit.found for hit in found.hits)
    return [_thing(asked, one) for one in things if not (one.ended or one.private)]


def _thing(asked: ToolAsked, one: Searchable) -> str:
    """As ``entry_as_text`` gives an entry."""
    people = ", ".join(map(asked.host.name_of, one.people)) or "nobody"
    area = f", area {one.area}" if one.area else ""
    head = f"{one.title} [open, {people}, {_day(one)}{area}]"
    body = [f"  {line}" for text in one.texts[:1] for line in text.splitlines()]
    return "\n".join([f"{one.id} ({one.kind})", head, *body])


def _words(subject: str) -> str:
    """The subject without the signs by which people filter a search."""
    return subject.replace("@", " ").replace("#", " ")


def _area(asked: ToolAsked) -> Iterator[str]:
    areas, subject = asked.host.service.areas(), asked.input.subject
    area = areas.get(subject.removeprefix("#")) or area_of(subject, areas.values())
    if area is not None:
        people = ", ".join(asked.host.name_of(name) for name in area.members) or "nobody"
        yield f"Area {area.name}: {people}."


def _line(asked: ToolAsked, hit: SearchHit) -> str:
    one = hit.found
    people = ", ".join(map(asked.host.name_of, one.people)) or "nobody"
    return f"- {people}: {one.title} ({one.kind} {one.id}, {_day(one)})"


def _day(one: Searchable) -> str:
    return datetime.fromtimestamp(one.at / 1000, UTC).date().isoformat()


TOOLS = (who_is_working_on, list_context)
