"""An instruction file as bytes, and the one part of it that is ours: the block between two marks.

Pure. Nothing outside of the block changes, not by a byte; a file that leaves a doubt is refused
with what to do, and stays as it is.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ...core.commonmark import block_tokens
from ...errors import InvalidCommand

BEGIN = "<!-- commonground:begin -->"
_BEGIN = re.compile(r"<!-- commonground:begin -->[ \t]*")
_END = re.compile(
    r"<!-- commonground:end 1 (?P<whole>[0-9a-f]{8})(?P<items>(?: [0-9a-f]{8}\.[0-9a-f]{8})*) -->"
    r"[ \t]*"
)
_OURS = "<!-- commonground:"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_EOL = re.compile(r"(?:\r\n|\r|\n)\Z")
_OTHERS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONFLICT = (re.compile(r"<{7}(?: |$)"), re.compile(r"={7}$"), re.compile(r">{7}(?: |$)"))


@dataclass(frozen=True, slots=True)
class Made:
    """An item as it was written: marks of the revision that it says, and of its text."""

    revision: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between the marks: its lines without their ends, and what was written there."""

    lines: tuple[str, ...]
    whole: str
    made: tuple[Made, ...]

    @property
    def untouched(self) -> bool:
        """Whether nobody has changed it since it was written; line ends and blanks count not."""
        return digest("\n".join(self.lines)) == self.whole


@dataclass(frozen=True, slots=True)
class InstructionFile:
    """A file parted at its block; ``block`` is None where it has none. All parts are text."""

    mark: bytes
    before: str
    block: Block | None
    after: str
    eol: str

    @property
    def outside(self) -> str:
        """What people wrote beside the block, on the lines where it stands in the file."""
        if self.block is None:
            return self.before
        return self.before + "\n" * (len(self.block.lines) + 1) + self.after


def digest(text: str) -> str:
    """A short mark of a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def lines_of(text: str) -> list[str]:
    """The lines with their ends, parted as CommonMark parts them and at nothing else."""
    return _LINE.findall(text)


def read(raw: bytes) -> InstructionFile:
    """The parts of a file. Raises InvalidCommand for one that can't be read without a doubt."""
    mark, text = _decoded(raw)
    lines = lines_of(text)
    plain = [_EOL.sub("", line) for line in lines]
    _refuse_conflict(plain)
    found = _marks(text, plain)
    if not found:
        return InstructionFile(mark, text, None, "", _common_eol(lines))
    begin, end, match = _one_block(plain, found)
    inner = tuple(line.rstrip(" \t") for line in plain[begin + 1 : end])
    made = (Made(*item.split(".")) for item in match["items"].split())
    eol = _EOL.search(lines[begin])
    return InstructionFile(
        mark,
        "".join(lines[:begin]),
        Block(inner, match["whole"], tuple(made)),
        lines[end][len(plain[end]) :] + "".join(lines[end + 1 :]),
        "\n" if eol is None else eol[0],
    )


def written(raw: bytes, lines: Sequence[str], made: Sequence[Made]) -> bytes:
    """The file with that block in place of its own, or behind all that it holds.

    Raises InvalidCommand where a reader would not find the block there again: behind a code fence
    or a comment that nobody closed.
    """
    file = read(raw)
    items = "".join(f" {one.revision}.{one.text}" for one in made)
    inner = [line.rstrip(" \t") for line in lines]
    end = f"<!-- commonground:end 1 {digest(chr(10).join(inner))}{items} -->"
    block = file.eol.join([BEGIN, *inner, end])
    before, after = file.before, file.after
    if file.block is None:
        before, after = before + _gap(before, file.eol), file.eol
    new = file.mark + f"{before}{block}{after}".encode("utf-8", "replace")
    again = _read_again(new)
    if again is None or again.before != before or again.after != after:
        raise InvalidCommand(
            "A code fence, a comment or an HTML tag above is not closed, and would swallow the "
            "block.",
            "Close it, or end the file with an empty line behind it.",
        )
    return new


def _read_again(raw: bytes) -> InstructionFile | None:
    try:
        found = read(raw)
    except InvalidCommand:
        return None
    return found if found.block is not None and found.block.untouched else None


def _decoded(raw: bytes) -> tuple[bytes, str]:
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    try:
        if raw.startswith(_OTHERS) or b"\0" in raw:
            raise UnicodeError
        return mark, raw[len(mark) :].decode("utf-8")
    except UnicodeError:
        raise InvalidCommand("The file is not encoded as UTF-8.", "Save it as UTF-8.") from None


def _refuse_conflict(lines: Sequence[str]) -> None:
    wanted = 0
    for line in lines:
        wanted += _CONFLICT[wanted].match(line) is not None
        if wanted == len(_CONFLICT):
            raise InvalidCommand(
                "The file holds a merge conflict.", "Settle it in your editor, then try again."
            )


def _marks(text: str, plain: Sequence[str]) -> list[int]:
    """The lines with a mark of ours that count: at the left edge and in no code, quote or comment.

    Raises InvalidCommand for a mark that is damaged.
    """
    likely = [n for n, line in enumerate(plain) if line.startswith(_OURS)]
    if not likely:
        return []
    tokens = (t for t in block_tokens(text) if t.type == "html_block" and t.level == 0 and t.map)
    begun = {token.map[0] for token in tokens if token.map is not None}
    found = [n for n in likely if n in begun]
    for n in found:
        if not (_BEGIN.fullmatch(plain[n]) or _END.fullmatch(plain[n])):
            raise InvalidCommand(
                f"The mark in line {n + 1} is damaged.",
                "Take the block out from its first mark to its last, and export again.",
            )
    return found


def _one_block(plain: Sequence[str], found: Sequence[int]) -> tuple[int, int, re.Match[str]]:
    ends = [_END.fullmatch(plain[n]) for n in found]
    if len(found) == 2 and ends[0] is None and ends[1] is not None:
        return found[0], found[1], ends[1]
    what = "two blocks" if len(found) > 2 else "a block without its other mark"
    raise InvalidCommand(
        f"The file holds {what} (line {found[-1] + 1}).",
        "Keep one, from the line that begins it to the line that ends it.",
    )


def _common_eol(lines: Sequence[str]) -> str:
    counted = Counter(m[0] for line in lines if (m := _EOL.search(line)) is not None)
    return counted.most_common(1)[0][0] if counted else "\n"


def _gap(before: str, eol: str) -> str:
    """What parts a new block from the text above it: an empty line."""
    if not before:
        return ""
    if not _EOL.search(before):
        return eol + eol
    last = lines_of(before)[-1]
    return "" if not last.strip() else eol
