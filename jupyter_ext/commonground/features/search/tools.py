"""The tool by which a model finds out who works on something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.area import area_of
from ...core.fields import Wire
from ...service.tool import ToolAsked, reads
from .query import read_query
from .runner import Search, SearchHit

WORK = frozenset(("work", "task"))
"""The kinds of things that tell what somebody does."""
MOST = 15


class WhoIsWorkingOn(Wire):
    """What it is about."""

    subject: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
        Field(description="A path, a symbol, an area or a subject in a few words."),
    ]


@reads("who_is_working_on", WhoIsWorkingOn)
async def who_is_working_on(asked: ToolAsked) -> str:
    """Find out who works on a file, an area or a subject: work in progress and sprint tasks, the
    area that a path belongs to and its people."""
    search, host = asked.host.find(Search), asked.host
    query = read_query(_words(asked.input.subject), {}, known=search.kinds)
    query = replace(query, kinds=WORK & frozenset(search.kinds))
    found = await search.find(asked.member, query, limit=MOST)
    hits = [_line(asked, hit) for hit in found.hits if not hit.found.private]
    lines = [*_area(asked), *hits]
    if not hits:
        lines.append("No work in progress and no task speaks of it.")
    if found.total > len(found.hits):
        lines.append(f"({found.total - len(found.hits)} more)")
    here = ", ".join(sorted(host.name_of(m.username) for m in host.service.listeners.present()))
    return "\n".join([*lines, f"Here now: {here or 'nobody'}."])


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
    day = datetime.fromtimestamp(one.at / 1000, UTC).date().isoformat()
    people = ", ".join(map(asked.host.name_of, one.people)) or "nobody"
    return f"- {people}: {one.title} ({one.kind} {one.id}, {day})"


TOOLS = (who_is_working_on,)
