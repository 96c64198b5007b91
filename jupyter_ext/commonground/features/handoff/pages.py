"""A handoff to read: Markdown and a notebook, from its wire shape.

Pure. Every line links to its sources, which stand at the end, so that a page is whole by itself.
What people wrote stays one line of text each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from ...core.credits import in_words
from ...core.markdown import inline
from ...core.page import html_page
from ...service.page import ExportedPage
from .hours import time_in
from .report import PARTS, Part

Wire = Mapping[str, Any]

TITLES: Mapping[Part, tuple[str, str]] = {
    "state": ("State", "Nothing was decided, agreed or ended."),
    "actions": ("Actions", "Nothing is in progress and nobody waits for an answer."),
    "awareness": ("Awareness", "Nothing new to know."),
    "contingencies": ("Contingencies", "Nothing in dispute, nothing to watch."),
    "acknowledgement": ("Acknowledgement", "Nobody has taken this over yet."),
}
"""The heading of each part, and what stands there if nothing else does."""
RESTATE = (
    "Say in your own words what you take over: in the side panel under “Since you left”, or with "
    "`commonground handoff --acknowledge TEXT`."
)


def markdown(wire: Wire) -> str:
    """The handoff as a page of Markdown."""
    return f"# {title(wire)}\n\n{_below(wire)}\n"


def as_page(wire: Wire) -> ExportedPage:
    """The handoff as a page of HTML is made of it."""
    return ExportedPage(_plain_title(wire), _below(wire), "handoff")


def html(wire: Wire) -> str:
    """The handoff as one file of HTML that needs nothing beside itself."""
    return html_page(_plain_title(wire), _below(wire))


def _below(wire: Wire) -> str:
    parts = [summary(wire)]
    for name in PARTS:
        parts += [f"## {TITLES[name][0]}", part(wire, name)]
    return "\n\n".join([*parts, "## Sources", sources(wire)])


def notebook(wire: Wire) -> str:
    """The handoff as a notebook: a cell for each part, whose metadata hold its lines' sources."""
    cells = [_cell("handoff", f"# {title(wire)}\n\n{summary(wire)}")]
    for name in PARTS:
        text = f"## {TITLES[name][0]}\n\n{part(wire, name)}"
        cited = [source for line in _lines(wire, name) for source in line["sources"]]
        cells.append(_cell(name, text, {"part": name, "sources": cited}))
    cells.append(_cell("sources", f"## Sources\n\n{sources(wire)}"))
    metadata = {
        "commonground": {"handoff": {key: wire[key] for key in ("since", "until", "zones")}}
    }
    made = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return f"{nbformat.writes(made)}\n"  # type: ignore[no-untyped-call]


def _cell(name: str, text: str, ours: Mapping[str, Any] | None = None) -> Any:
    metadata = {"commonground": dict(ours)} if ours else {}
    return new_markdown_cell(text, id=f"handoff-{name}", metadata=metadata)  # type: ignore[no-untyped-call]


def title(wire: Wire) -> str:
    """What it covers, in the time of its zone."""
    return _title(wire, inline(", ".join(wire["zones"])))


def _plain_title(wire: Wire) -> str:
    return _title(wire, ", ".join(wire["zones"]))


def _title(wire: Wire, zones: str) -> str:
    zone = zone_of(wire)
    since, until = time_in(wire["since"], zone), time_in(wire["until"], zone)
    return f"Handoff, {since} to {until} ({zones})"


def zone_of(wire: Wire) -> str:
    """The zone in which its times are told."""
    return str(next(iter(wire["zones"]), "UTC"))


def summary(wire: Wire) -> str:
    """How much is new and how much is open."""
    lines = [line for name in PARTS for line in _lines(wire, name)]
    waiting = sum(bool(line["open"]) for line in lines)
    news = _count(wire["news"], "change", "changes")
    return f"{news}, {_count(waiting, 'open item', 'open items')}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def part(wire: Wire, name: Part) -> str:
    """The lines of a part; a sentence where there are none."""
    places = {source["id"]: place for place, source in enumerate(wire["sources"], start=1)}
    found = [_line(line, wire, places) for line in _lines(wire, name)] or [TITLES[name][1]]
    return "\n".join([*found, "", RESTATE] if name == "acknowledgement" else found)


def _lines(wire: Wire, name: Part) -> list[Wire]:
    return [line for one in wire["parts"] if one["part"] == name for line in one["lines"]]


def _line(line: Wire, wire: Wire, places: Mapping[str, int]) -> str:
    links = ", ".join(f"[{places[source]}](#{source})" for source in line["sources"])
    return f"- {line['lead']}: {_said(line)} ({_by(line, wire)}{links})"


def _said(line: Wire) -> str:
    if line["phrase"]:
        return inline(line["phrase"])
    text = f"**{inline(line['text'])}**"
    return f"{text}: {inline(line['detail'])}" if line["detail"] else text


def _by(line: Wire, wire: Wire) -> str:
    """Whose it is; a server of an older version tells neither editors nor accepter."""
    if not line["by"]:
        return ""

    def name(username: str) -> str:
        return inline(_name(wire, username))

    editors, accepter = line.get("editors", ()), line.get("accepted_by", "")
    return f"{in_words(line['by'], editors, accepter, name)}; "


def _name(wire: Wire, username: str) -> str:
    return str(wire.get("names", {}).get(username, username))


def sources(wire: Wire) -> str:
    """Every source: its id, when it was, who did what."""
    return "\n".join(_sources(wire["sources"], wire)) or "There are none."


def _sources(found: Iterable[Wire], wire: Wire) -> Iterable[str]:
    zone = zone_of(wire)
    for place, source in enumerate(found, start=1):
        anchor = f'<a id="{source["id"]}"></a>`{source["id"]}`'
        if not source["at"]:
            yield f"{place}. {anchor}: logged by another server"
            continue
        who = inline(_name(wire, source["by"])) or "Common Ground"
        yield f"{place}. {anchor}: {time_in(source['at'], zone)}, {who}, {inline(source['did'])}"
