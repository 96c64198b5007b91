"""An architecture decision record in the format of MADR 4.0 (https://adr.github.io/madr/).

Pure: from a comparison and its table to Markdown. The entry holds the text without front matter,
which renders badly in notebooks; a file that is exported has it, from what the entry is by then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from anyascii import anyascii

from ...core.credits import credits_of
from ...core.entry import Entry
from ...core.markdown import literal as inline
from ...core.revision import Revision
from .model import Argument, Comparison, Option, Saved
from .table import ComparisonTable, to_markdown

MAX_SAID = 8
"""Arguments of one option that the record quotes; the comparison holds them all."""
MAX_WORDS = 300
"""Characters of one argument in it."""
Name = Callable[[str], str]

_GOOD = {"for": "Good", "against": "Bad", "note": "Neutral"}


def title_of(comparison: Comparison, option: Option | None) -> str:
    """The decision in one line: the option, and what it is for."""
    chosen = option.name if option else "None of the options"
    return _cut(f"{chosen}: {' '.join(comparison.goal.split())}", 200)


def record(
    comparison: Comparison,
    table: ComparisonTable,
    option: Option | None,
    reason: str,
    name: Name = str,
) -> str:
    """The record's text, below its title. ``name`` shows a member by username."""
    parts = [
        _section("Context and Problem Statement", inline(comparison.goal)),
        _section("Decision Drivers", _drivers(comparison)),
        _section("Considered Options", _bullets(map(_considered, comparison.options))),
        _section("Decision Outcome", _outcome(option, reason)),
        _section("Measured and Judged", to_markdown(table), level=3),
        _section("Scores", _scores(comparison, name), level=3),
        _section("Dissent", _dissent(comparison, option, name), level=3),
        _section("Confirmation", _confirmation(comparison), level=3),
        _section("Pros and Cons of the Options", _said_of_all(comparison, name)),
        _section("More Information", _more(comparison, name)),
    ]
    return "\n\n".join(filter(None, parts))


def file_name(number: int, title: str) -> str:
    """``0007-title-in-lower-case.md``, as MADR names its files: ASCII, for titles of any script."""
    plain = anyascii(unicodedata.normalize("NFKC", _spaced(title))).lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{number:04}-{words or 'decision'}.md"


def _spaced(title: str) -> str:
    """The title with spaces around ideographs, whose readings would run together."""
    return re.sub(r"([\u3400-\u9fff\U00020000-\U0003ffff])", r" \1 ", title)


def exported(entry: Entry, name: Name = str) -> tuple[tuple[Revision, str], ...]:
    """The entry's decision as a file: front matter, title, text. None where nothing speaks."""
    return tuple((head, _file(entry, head, name)) for head in entry.standing)


def record_file(entry: Entry, head: Revision, name: Name, supersedes: Sequence[str] = ()) -> str:
    """One version as a file; ``supersedes`` are links to the records whose place it takes."""
    text = _file(entry, head, name)
    for link in supersedes:
        text = with_link(text, f"Supersedes {link}")
    return text


def with_link(text: str, line: str) -> str:
    """The record with one more line in its last section, ``Links``; each link has its own line."""
    text = text.rstrip("\n")
    last = text.rfind("\n## ")
    if last >= 0 and text.startswith("\n## Links\n", last):
        return f"{text}\n* {line}\n"
    return f"{text}\n\n{_section('Links', _bullets([line]))}\n"


def _file(entry: Entry, head: Revision, name: Name) -> str:
    front = _front_matter(entry, head, name)
    body = head.body.strip()
    if "## Context and Problem Statement" not in body:
        body = _section("Context and Problem Statement", body or "It was not written down.")
    earlier = [_earlier(entry, r, name) for r in _superseded(entry, head)]
    tail = _section("Earlier Decisions", _bullets(earlier))
    return "\n\n".join(filter(None, [front, f"# {inline(head.title)}", body, tail])) + "\n"


def _front_matter(entry: Entry, head: Revision, name: Name) -> str:
    """MADR's ``decision-makers`` are who decided and worded it; acceptance is a line of its own."""
    whose = credits_of(entry, head)
    makers = ", ".join(_yaml(name(writer)) for writer in whose.writers)
    lines = [
        "---",
        f"status: {'deprecated' if head.status == 'retired' else head.status}",
        f"date: {_day(head.at)}",
        f"decision-makers: {f'[{makers}]' if whose.editors else makers}",
    ]
    if whose.accepter:
        lines.append(f"accepted-by: {_yaml(name(whose.accepter))}")
    return "\n".join([*lines, "---"])


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def _superseded(entry: Entry, head: Revision) -> list[Revision]:
    """What held before this version, oldest first: what it builds on, whatever the clocks say."""
    held = [r for r in entry.line_of(head) if r.status == "accepted"]
    texts = {(r.title, r.body): r for r in held}
    texts.pop((head.title, head.body), None)
    return list(texts.values())


def _earlier(entry: Entry, revision: Revision, name: Name) -> str:
    whose = credits_of(entry, revision).told(lambda username: inline(name(username)))
    return f"{_day(revision.at)}: {inline(revision.title)} ({whose}), superseded by this"


def _yaml(text: str) -> str:
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _section(heading: str, text: str, level: int = 2) -> str:
    return f"{'#' * level} {heading}\n\n{text}" if text else ""


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"* {item}" for item in items)


def _drivers(comparison: Comparison) -> str:
    return _bullets(c.told(inline) for c in comparison.criteria)


def _considered(option: Option) -> str:
    sketch = f": {inline(option.sketch)}" if option.sketch.strip() else ""
    return f"**{option.label}** {inline(option.name)}{sketch}"


def _outcome(option: Option | None, reason: str) -> str:
    chosen = f'Chosen option: "{inline(option.name)}"' if option else "Chosen option: none"
    return f"{chosen}, because {inline(reason)}"


def _scores(comparison: Comparison, name: Name) -> str:
    """Who gave what: everybody's word counts, so everybody's is on record."""
    given = [s for s in comparison.scores if not s.sealed]
    lines = []
    for option in comparison.options:
        for s in sorted(
            (s for s in given if s.option == option.id), key=lambda s: (s.by, s.criterion)
        ):
            why = f": {inline(_cut(s.why, MAX_WORDS))}" if s.why.strip() else ""
            who = inline(name(s.by))
            when = ", after the reveal" if s.late else ""
            lines.append(f"**{option.label}** {inline(s.criterion)} {s.score} ({who}{when}){why}")
    return _bullets(lines)


def _dissent(comparison: Comparison, option: Option | None, name: Name) -> str:
    """Whose own scores put another option first, and what was said against the chosen one."""
    chosen = None if option is None else option.id
    labels = {o.id: f"**{o.label}** {inline(o.name)}" for o in comparison.options}
    lines = []
    for person, best in comparison.favourites().items():
        if best and chosen not in best:
            others = " and ".join(labels[key] for key in best)
            lines.append(f"{inline(name(person))} scored {others} highest")
    lines += [
        f"{inline(name(a.by))} against the chosen option: {_words(a)}"
        for a in comparison.arguments
        if chosen is not None and a.option == chosen and a.side == "against"
    ]
    return _bullets(lines) or "Nobody disagreed on record."


def _confirmation(comparison: Comparison) -> str:
    if not comparison.check:
        return ""
    return "All options were given the same check, which is kept with the comparison."


def _said_of_all(comparison: Comparison, name: Name) -> str:
    parts = [_said(comparison, option, name) for option in comparison.options]
    return "\n\n".join(filter(None, parts))


def _said(comparison: Comparison, option: Option, name: Name) -> str:
    of_it = [a for a in comparison.arguments if a.option == option.id]
    lines = [
        f"{_GOOD[a.side]}, because {_words(a)} ({inline(name(a.by))})" for a in of_it[:MAX_SAID]
    ]
    if len(of_it) > MAX_SAID:
        lines.append(f"{len(of_it) - MAX_SAID} more in the comparison")
    lines += [f"Prototype: [{inline(s.folder)}]({_link(s.folder)})" for s in _last_saved(option)]
    if not lines:
        return ""
    return _section(f"{option.label} {inline(option.name)}", _bullets(lines), level=3)


def _last_saved(option: Option) -> list[Saved]:
    return list({s.folder: s for s in option.saved}.values())[-3:]


def _link(folder: str) -> str:
    return "".join(
        c if c.isalnum() or c in "/._-" else f"%{ord(c):02X}" if ord(c) < 128 else c for c in folder
    )


def _words(argument: Argument) -> str:
    return inline(_cut(argument.text, MAX_WORDS))


def _more(comparison: Comparison, name: Name) -> str:
    lines = [f"The comparison was begun by {inline(name(comparison.by))}"]
    if comparison.path:
        lines.append(f"Notebook: [{inline(comparison.path)}]({_link(comparison.path)})")
    lines += [
        f"{inline(name(a.by))}: {_words(a)}"
        for a in [a for a in comparison.arguments if a.option is None][:MAX_SAID]
    ]
    earlier = comparison.decision
    if earlier is not None:
        was = comparison.option(earlier.option) if earlier.option else None
        lines.append(f"It supersedes the choice of {inline(was.name) if was else 'none of them'}")
    return _bullets(lines)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
