"""``%cg find``: what was found, as a list for everybody who reads the cell."""

from __future__ import annotations

from dataclasses import replace

from ...core.count import several
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .query import read_query, since_when
from .runner import Findings, Search, SearchHit
from .snippet import Snippet
from .syntax import FIND

SHOWN = 10
"""Hits that a cell shows."""


async def find(host: Host, call: Call) -> Shown:
    """Look through what the whole team reads: a notebook shows nothing private, nor an area's."""
    search = host.find(Search)
    text = " ".join((*call["who"], call.text, call.body)).strip()
    kinds = [] if call["kind"] is None else [k for k in call["kind"].split(",") if k]
    query = read_query(text, host.names(), kinds=kinds, known=search.kinds)
    if call["since"] is not None:
        query = query.from_time(since_when(call["since"], host.service.clock()))
    if query.empty:
        raise InvalidCommand("There is nothing to look for.", FIND.remedy)
    reader = replace(call.member, anonymous=True)
    found = await search.find(reader, query, limit=SHOWN)
    return Shown(found_markdown(found, host))


def found_markdown(found: Findings, host: Host) -> str:
    """The hits as a list."""
    if not found.hits:
        return "Nothing was found. Try fewer or other words."
    head = f"**{several(found.total, 'thing')} found**"
    if found.total > len(found.hits):
        head += f", the best {len(found.hits)}"
    return "\n".join([head, "", *(_line(hit, host) for hit in found.hits)])


def _line(hit: SearchHit, host: Host) -> str:
    one = hit.found
    people = [inline(host.name_of(who)) for who in one.people[:1]]
    facts = ", ".join([one.kind, *people, *([f"area {inline(one.area)}"] if one.area else [])])
    where = f" in `{one.path}`" if one.path else ""
    text = f": {_marked(hit.snippet)}" if hit.snippet.text.strip() else ""
    return f"- **{inline(hit.title.text)}** ({facts}{where}){text}"


def _marked(snippet: Snippet) -> str:
    """The snippet with what was found in italics."""
    at, parts = 0, []
    for start, end in snippet.marks:
        parts += [_plain(snippet.text[at:start]), f"*{inline(snippet.text[start:end])}*"]
        at = end
    return "".join([*parts, _plain(snippet.text[at:])]).strip()


def _plain(text: str) -> str:
    """A piece of a line, with the space before and after it."""
    before, after = text[:1].isspace() * " ", text[-1:].isspace() * " "
    return f"{before}{inline(text)}{after}"


VERBS = (Verb(FIND, find),)
