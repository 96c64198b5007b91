"""What a text looks like to a reader, whatever characters it is made of: compatibility forms (NFKD)
and the confusables of Unicode TR 39 for ASCII letters, without what shows nothing. Pure.
"""

from __future__ import annotations

import unicodedata

from .lookalikes import RARE

_ALIKE = {
    "a": "аαɑ⍺ᴀꭺ",
    "b": "ЬьƄВвβΒʙᏏ",
    "c": "сϲᴄⲥꮯ",
    "d": "ԁᏧꓒᴅժ",
    "e": "еҽεΕᴇєҿ",
    "f": "ꞙẝꜰƒϝ",
    "g": "ɡցƍɢԍ",
    "h": "һհᏂНнΗʜ",
    "i": "іıιɩӏꙇᎥΙІɪ",
    "j": "јϳᴊ",
    "k": "κкᴋΚК",
    "l": "ⅼʟɭӀاﺍ|",
    "m": "мМΜᴍϻ",
    "n": "ոռпΝɴηห",
    "o": "оοσօᴏΟО०๐໐௦ဝ",
    "p": "рρРΡᴘⲣ",
    "q": "ԛգզ",
    "r": "гᴦⲅꭇʀ",
    "s": "ѕꜱƽЅႽ",
    "t": "тτᴛТΤ",
    "u": "υսʋꭎᴜц",
    "v": "νѵᴠט",
    "w": "ԝաѡᴡɯԜ",
    "x": "хχХΧ×᙮",
    "y": "уγүყʏУΥ",
    "z": "ᴢΖ",
    "<": "‹〈⟨❮˂ᐸᚲ𝈶≺⧼≪⋖《⟪⪡❰⦉⦑",
    "/": "∕⁄⧸╱᜵⟋",
    "-": "‐‑‒–—―−⁃➖Ⲻ﹘_·‿⁀・･",
    "\\": "∖⧵﹨＼",
}
_TAGS = range(0xE0020, 0xE007F)
"""Tag characters: ASCII that shows nothing, and that a model reads all the same."""
_TABLE = {
    **{ord(char): plain for plain, chars in RARE.items() for char in chars},
    **{ord(char): plain for plain, chars in _ALIKE.items() for char in chars},
}
_BOXED = {
    first + number: chr(ord("a") + number)
    for first in (0x1F150, 0x1F170, 0x1F1E6)
    for number in range(26)
}
"""White letters on black, and the letters that flags are made of."""
_BLANK = frozenset("\u2800\u3164\u115f\u1160\uffa0\U0001d159")
OPENERS = f"<\uff1c\ufe64\U000e003c{_ALIKE['<']}"
"""What looks like the sign that opens a tag."""


def plain(char: str) -> str:
    """What a character looks like, in lower case; empty if it shows nothing."""
    if ord(char) in _TAGS:
        char = chr(ord(char) - 0xE0000)
    known = _TABLE.get(ord(char)) or _BOXED.get(ord(char))
    if known is not None:
        return known
    if char in _BLANK:
        return ""
    if char.isspace():
        return " "
    parts = (
        c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c)[0] not in "MC"
    )
    return "".join(map(_looks, parts))


def _looks(char: str) -> str:
    """Of a small letter that has none in the table, what its capital looks like."""
    capital = char.upper()
    rare = _TABLE.get(ord(capital)) if len(capital) == 1 and not char.isascii() else None
    return _TABLE.get(ord(char)) or rare or char.lower()


def skeleton(text: str) -> str:
    """What a text looks like, character by character."""
    return "".join(map(plain, text))
