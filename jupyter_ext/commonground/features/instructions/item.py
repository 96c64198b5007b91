"""One entry as it stands in a block, and how such lines are read again.

Pure. An item begins at the left edge and everything else of it is indented, so that no text of an
entry can end the item, the section or the block, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...core.entry import SharedKind
from ...core.markdown import HEADINGS
from ...core.visible import visible

TITLE = "## Shared context"
ABOUT = (
    "Kept by Common Ground: what the team accepted. Edit an item here, then "
    "`commonground files import`."
)
DISPUTED = "In dispute"
ASK = "Not settled: ask a person before you rely on one of these."
_MORE = re.compile(r"\d+ more: `commonground context`")
_SECTION = re.compile(r"### (?P<name>[^(]+?)(?: \((?P<area>.+)\))?")
_ITEM = re.compile(r"[-*+] +|\d{1,9}[.)] +")
_KINDS = {heading: kind for kind, heading in HEADINGS.items()}


@dataclass(frozen=True, slots=True)
class ItemText:
    """What an item says, and the section that it stands in. ``kind`` None: a section of no kind."""

    title: str
    body: str = ""
    kind: SharedKind | None = None
    area: str | None = None
    heading: str = ""

    @property
    def lines(self) -> list[str]:
        """As it stands in a block."""
        body = self.body.split("\n") if self.body else []
        return [f"- **{self.title}**", *(f"  {line}" if line else "" for line in body)]

    @property
    def text(self) -> str:
        """The same as one text: what its mark is made of."""
        return "\n".join(self.lines)


def item_of(title: str, body: str, kind: SharedKind, area: str | None = None) -> ItemText:
    """The item of an entry's version, without what nobody sees."""
    return ItemText(one_line(title), plain_body(body), kind, area)


def one_line(text: str) -> str:
    """The text as a title."""
    return re.sub(r"[\r\n\u2028\u2029]+", " ", visible(text)).strip()


def plain_body(text: str) -> str:
    """The text with one kind of line ends, no blanks at the ends of lines, no empty ends."""
    lines = re.split(r"\r\n|\r|\n", visible(text))
    return "\n".join(line.rstrip(" \t") for line in lines).strip("\n")


def section_title(kind: SharedKind | None, area: str | None) -> str:
    """The heading of a section; ``kind`` None: of disputes."""
    name = DISPUTED if kind is None else HEADINGS[kind]
    return f"### {name} ({area})" if area else f"### {name}"


def more(count: int) -> str:
    """What is said of entries that found no place."""
    return f"{count} more: `commonground context`"


def items_in(lines: Sequence[str]) -> tuple[list[ItemText], list[ItemText]]:
    """The items of a block, and what else somebody wrote between them: each a text of its own."""
    items: list[ItemText] = []
    loose: list[ItemText] = []
    kind: SharedKind | None = None
    area: str | None = None
    heading = ""
    goes_on = False
    for part in _parts(lines):
        before, goes_on = goes_on, False
        section = _SECTION.fullmatch(part[0])
        if section is not None and section["name"] in (*_KINDS, DISPUTED):
            kind, area, heading = _KINDS.get(section["name"]), section["area"], ""
        elif part[0].startswith("#"):
            kind, heading = None, part[0].lstrip("#").strip()
        elif (match := _ITEM.match(part[0])) is not None:
            items.append(_item(part, match.end(), kind, area, heading))
        else:
            text = plain_body("\n".join(part))
            if before:
                text = f"{loose.pop().body}\n\n{text}"
            loose.append(ItemText(heading, text, kind, area, heading))
            goes_on = True
    return items, loose


def _item(
    part: Sequence[str], start: int, kind: SharedKind | None, area: str | None, heading: str
) -> ItemText:
    title = part[0][start:].strip(" \t")
    if len(title) > 4 and title.startswith("**") and title.endswith("**"):
        title = title[2:-2]
    body = plain_body("\n".join(_unindented(line) for line in part[1:]))
    return ItemText(title, body, kind, area, heading)


def _unindented(line: str) -> str:
    return line[2:] if line.startswith("  ") else line.removeprefix("\t")


def _parts(lines: Iterable[str]) -> Iterator[list[str]]:
    """Headings, items and paragraphs, each with the lines that belong to it."""
    part: list[str] = []
    fence = ""
    for line in lines:
        if fence:
            part.append(line)
            fence = "" if line.startswith(fence) else fence
        elif not line or line.startswith(("  ", "\t")):
            part = [*part, line] if part or line else part
        elif not _is_said(line):
            goes_on = part and part[-1] and not part[0].startswith("#")
            if goes_on and not _begins(line):
                part.append(line)
            else:
                if part:
                    yield part
                part = [line]
                fence = line[:3] if line.startswith(("```", "~~~")) else ""
    if part:
        yield part


def _begins(line: str) -> bool:
    """Whether a line at the left edge begins something else than a paragraph."""
    return line.startswith(("#", "```", "~~~", ">", "|", "<")) or _ITEM.match(line) is not None


def _is_said(line: str) -> bool:
    """Whether it is a line that every block has."""
    return line in (TITLE, ABOUT, ASK) or _MORE.fullmatch(line) is not None
