"""A text as people see it: without the characters that show nothing, and with those that spell.

Tag characters, variation selectors and zero-width spaces can hold whole sentences that nobody sees
and a model reads (Unicode TR 36, 39 and 51 say what each is for). Pure.
"""

from __future__ import annotations

import re
import unicodedata

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but for tab and line ends
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Runs of what shows nothing: Unicode's Default_Ignorable_Code_Point and the control characters."""
_FLAG = "\U0001f3f4"
_SUBDIVISION = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""What follows a black flag to make it that of England, Scotland, Wales or another region."""
_JOINERS = frozenset("\u200c\u200d")
_EMOJI_STYLE = frozenset("\ufe0e\ufe0f")
_STYLED = frozenset("#*0123456789\u203c\u2049\u2139\u3030\u303d")
"""What can be an emoji and is no symbol."""
_MONGOLIAN = frozenset("\u180b\u180c\u180d\u180f\u180e")
_LATIN = 0x0590
"""From here on scripts are spelled with joiners; before it are Latin, Greek and Cyrillic."""


def visible(text: str) -> str:
    """The text without what shows nothing.

    What is spelling stays: joiners in scripts that need them and in emoji, one variation selector
    behind what it varies, the tags of a region's flag, Mongolian separators between its letters.
    """
    return text if plain(text) else HIDDEN.sub(_spelled, text)


def plain(text: str) -> bool:
    """Whether it is ASCII on the screen as it is in the text: no control characters either."""
    return text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()


def _spelled(match: re.Match[str]) -> str:
    """What of a run of hidden characters spells something where it stands."""
    run, text = match[0], match.string
    before = text[match.start() - 1] if match.start() else ""
    after = text[match.end()] if match.end() < len(text) else ""
    if before == _FLAG and (flag := _SUBDIVISION.match(run)):
        return flag[0]
    if not before:
        return ""
    kept = run[0] if _varies(before, run[0]) else ""
    behind = run[len(kept) :]
    joined = behind[:1] in _JOINERS and _is_joined(kept or before) and _is_joined(after)
    separated = behind[:1] in _MONGOLIAN and _is_mongolian(before) and _is_mongolian(after)
    return kept + (behind[0] if joined or separated else "")


def _varies(char: str, selector: str) -> bool:
    """Whether Unicode has forms of the character that this selector chooses between."""
    if selector in _EMOJI_STYLE:
        return unicodedata.category(char)[0] == "S" or char in _STYLED
    name = unicodedata.name(char, "")
    ideograph = name.startswith(("CJK UNIFIED", "CJK COMPAT"))
    if "\U000e0100" <= selector <= "\U000e01ef":
        return ideograph
    if "\ufe00" <= selector <= "\ufe0d":
        return ideograph or unicodedata.category(char) == "Sm" or name.startswith("MYANMAR")
    return selector in _MONGOLIAN and selector != "\u180e" and _is_mongolian(char)


def _is_mongolian(char: str) -> bool:
    return "\u1820" <= char <= "\u18af"


def _is_joined(char: str) -> bool:
    """A letter or mark of such a script, or a part of an emoji."""
    return char != "" and ord(char) >= _LATIN and unicodedata.category(char) in (
        "Lo", "Lm", "Mn", "Mc", "So", "Sk",
    )  # fmt: skip
