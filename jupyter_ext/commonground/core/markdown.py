"""What ``%cg`` answers with, as Markdown: the state of things, the context, what was just shared.

Pure, over the wire shapes. Titles are other people's text: they stay one line of text each and
can't open a heading, a cell or a tag. No ids, authors or times, so a re-run prints the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .entry import SHARED_KINDS, SharedKind
from .undrawn import undrawn
from .visible import visible

Wire = Mapping[str, Any]

SAVED_PRIVATELY = "Saved privately."
LISTED = 50
"""Entries of one kind that are listed at most; the side panel holds them all."""
EXTRACT = 160
"""Characters of a body that are shown behind its title."""

HEADINGS: dict[SharedKind, str] = {
    "convention": "Conventions",
    "decision": "Decisions",
    "work": "Work in progress",
    "discussion": "Discussions",
    "knowledge": "Knowledge",
}
SPEAKS = ("proposed", "accepted")

_ACTIVE = re.compile(r"([\\`*_\[\]|~])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}


def inline(text: str) -> str:
    """Somebody's text as one line of plain text in Markdown, wherever but at a line's start."""
    line = plainly(text)
    for character, entity in _ENTITIES.items():
        line = line.replace(character, entity)
    return _ACTIVE.sub(r"\\\1", line)


def code(text: str) -> str:
    """A line of code within a line, which no backtick in it ends."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    return f"{'`' * (longest + 1)} {text} {'`' * (longest + 1)}" if longest else f"`{text}`"


def literal(text: str) -> str:
    """As ``inline``, without entities: for files that people read as they are."""
    line = re.sub(r"([<>$])", r"\\\1", _ACTIVE.sub(r"\\\1", plainly(text)))
    return re.sub(r"&(?=#?\w+;)", r"\\&", line)


def plainly(text: str) -> str:
    """The text on one line, without characters that hide, turn or control.

    Joiners stay where they are spelling: in words of scripts that need them, and in emoji.
    """
    return " ".join(visible(text).split())


def status_markdown(status: Wire) -> str:
    """Who you are here, which model answers, and what does not work, from ``GET status``."""
    user, model = status["user"], status["model"]
    lines = [
        f"- You are **{inline(user['display_name'])}** ({inline(user['role'])}).",
        _model_line(model),
        *_trouble("Live notebooks", status.get("collaboration")),
        *_trouble("Saving", status.get("store")),
        *_code_lines(status.get("code")),
    ]
    if user.get("anonymous"):
        lines[0] = "- You are here anonymously: you can read, and nothing else."
    return "\n".join(["**Common Ground**", "", *lines])


def _model_line(model: Wire) -> str:
    if not model["available"]:
        return f"- No model answers: {inline(model['problem'] or 'none is set up.')}"
    label = f"- Answers come from **{inline(model['label'])}**."
    return f"{label} It shows that all is wired up; do not rely on it." if model["demo"] else label


def _code_lines(code: Wire | None) -> list[str]:
    """Nothing where all code is read, or none: as with the rest, what is as it should be."""
    if code is None or code["stage"] in {"waiting", "ready"}:
        return []
    return [f"- **Code:** {code_line(code)}"]


def code_line(code: Wire) -> str:
    """How far the index of the code is, and how much it holds, in one line."""
    held = f"{code['definitions']:,} definitions in {code['files']:,} files"
    left = f", {code['skipped']:,} of them not parsed" if code["skipped"] else ""
    match code["stage"]:
        case "failed":
            return f"it can't be read: {inline(code['problem'] or 'no reason was given')}."
        case "ready":
            return f"{held}{left}."
        case "cancelled":
            return f"{held}{left}; the first reading was cancelled."
        case "waiting":
            return "it will be read in a moment."
    return f"{held}{left} so far; the rest is being read."


def _trouble(what: str, state: Wire | None) -> list[str]:
    if state is None or state["ok"]:
        return []
    return [f"- **{what} does not work:** {inline(state['message'] or 'no reason was given.')}"]


def context_markdown(entries: Iterable[Wire]) -> str:
    """The team's context by kind; every version of an entry in dispute."""
    speaking = [entry for entry in entries if _heads(entry)]
    if not speaking:
        return (
            "**The team's context** is empty.\n\n"
            "Add the first piece: `%cg share --kind convention TEXT`"
        )
    count = f"{len(speaking)} {'entry' if len(speaking) == 1 else 'entries'}"
    parts = [f"**The team's context**: {count}"]
    for kind in SHARED_KINDS:
        found = [entry for entry in speaking if entry["kind"] == kind]
        if found:
            parts.append(_section(HEADINGS[kind], found))
    return "\n\n".join(parts)


def _section(heading: str, entries: list[Wire]) -> str:
    lines = [f"**{heading}**", "", *(_item(entry) for entry in entries[:LISTED])]
    if len(entries) > LISTED:
        lines.append(f"- and {len(entries) - LISTED} more in the side panel")
    return "\n".join(lines)


def _item(entry: Wire) -> str:
    heads = _heads(entry)
    if len(heads) == 1:
        return f"- {_version(heads[0])}"
    return "\n".join(["- *in dispute:*", *(f"  - {_version(head)}" for head in heads)])


def _version(revision: Wire) -> str:
    text = _not_a_block(inline(revision["title"]))
    body = inline(undrawn(revision["body"][: 4 * EXTRACT]))
    if body:
        text += f" – {body if len(body) <= EXTRACT else _cut(body)}"
    return f"{text} *(proposed)*" if revision["status"] == "proposed" else text


def _cut(escaped: str) -> str:
    """At most ``EXTRACT`` characters, ending before a word rather than in an escape."""
    return escaped[:EXTRACT].rpartition(" ")[0] + " …"


def _not_a_block(line: str) -> str:
    """Escape what would make a list item's text a heading, a list, a rule or a quotation."""
    if re.match(r"[#+=:-]", line):
        return "\\" + line
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def _heads(entry: Wire) -> list[Wire]:
    heads = set(entry["heads"])
    return [r for r in entry["revisions"] if r["id"] in heads and r["status"] in SPEAKS]


def shared_markdown(entry: Wire) -> str:
    """What was just shared, and whether it waits for somebody."""
    newest = _heads(entry)[-1]
    area = str(entry.get("room", "")).partition("area:")[2]
    whom = f"area {inline(area)}" if area else "team"
    text = f"Shared with the {whom} ({entry['kind']}): **{inline(newest['title'])}**"
    if newest["status"] == "proposed":
        text += "\n\nIt is a proposal until the context owner accepts it."
    return text


def nearest_markdown(entry: str, near: Iterable[tuple[str, str]]) -> str:
    """What an entry is near to (ids and titles), and how to say how they stand to each other."""
    lines = [f"- **{inline(title)}**: `%cg relate {entry} HOW {other}`" for other, title in near]
    if not lines:
        return ""
    ask = "Near to it. Where one says the `same`, is what this `replaces` or `contradicts`, or is "
    return "\n".join([f"\n\n{ask}something `other`, say so:\n", *lines])


def same_entry(entries: Iterable[Wire], kind: str, title: str, body: str) -> Wire | None:
    """The entry that says exactly this already, so that a cell that is run again adds nothing."""
    for entry in entries:
        heads = _heads(entry)
        if entry["kind"] == kind and len(heads) == 1:
            said = (heads[0]["title"], heads[0]["body"])
            if said == (title.strip(), body):
                return entry
    return None


_LANGUAGES = {"py": "python", "js": "javascript", "ts": "typescript", "md": "markdown"}


def fenced(path: str, text: str) -> str:
    """A file as a block that its own fences can't end."""
    ending = path.rpartition(".")[2].lower()
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{_LANGUAGES.get(ending, ending)}\n{text.rstrip()}\n{fence}"
