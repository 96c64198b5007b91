"""How a text file is encoded: UTF-8, UTF-16 and 32, or one of Windows' code pages.

Pure. Code pages leave no mark, so the one is taken whose letters make words of one language; a file
that none of them explains is refused with what it may be.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from ..errors import InvalidCommand

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN: Mapping[str, tuple[str, ...]] = {
    "cp1252": (
        "äöüß", "àâæçéèêëîïôœùûüÿ", "áéíóúüñ", "ãáàâçéêíóôõúü", "àèéìíòóùú", "åäöéü", "æøåéòôó",
        "áðéíóúýþæö", "äëïöüéèó",
    ),
    "cp1250": (
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž",
    ),
    "cp1254": ("çğıöşüâîûİ",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}  # fmt: skip
"""The letters beyond ASCII of the languages that a Latin code page is used for."""
_SCRIPTS = {"cp1251": "CYRILLIC", "cp1253": "GREEK", "cp1255": "HEBREW", "cp1256": "ARABIC"}
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "shift_jis": ("CJK", "HIRAGANA", "KATAKANA"),
    "euc_jp": ("CJK", "HIRAGANA", "KATAKANA"),
    "euc_kr": ("HANGUL",),
    "big5": ("CJK",),
    "gb18030": ("CJK",),
    "koi8_r": ("CYRILLIC",),
    "cp866": ("CYRILLIC",),
    "cp850": ("LATIN",),
    "mac_roman": ("LATIN",),
    "cp852": ("LATIN",),
    "iso8859_2": ("LATIN",),
    "cp874": ("THAI",),
}
"""Encodings that a file may have which is refused, with the scripts that they are used for."""
_ESCAPES = re.compile(rb"\x1b(?:\$[@AB()]|\([BIJ])")
"""What switches alphabets in ISO-2022, of whose bytes all are ASCII's."""
_NAMED = re.compile(r"[A-Za-z0-9 ._-]{1,20}")
_WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 0.9
"""The share of words with other letters than ASCII's which a code page has to explain."""


def decoded(raw: bytes, named: str = "") -> tuple[str, str]:
    """A file's text and its encoding: encoded so again, the text gives the same bytes.

    ``named`` is the encoding that somebody says it has. A byte order mark stays at the text's
    beginning. Raises InvalidCommand, saying what it may be and what to do.
    """
    if named:
        return _as_named(raw, named)
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            return _strictly(raw, encoding), encoding
    unmarked = _utf16_without_mark(raw)
    if unmarked is not None:
        return _strictly(raw, unmarked), unmarked
    if _ESCAPES.search(raw) or b"\0" in raw[:4000]:
        raise _refused(raw)
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        found = _code_page(raw)
    if found is None:
        raise _refused(raw)
    return raw.decode(found), found


def _as_named(raw: bytes, named: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(named) if _NAMED.fullmatch(named) else None
        if known is not None and known._is_text_encoding:
            return raw.decode(known.name), known.name
    except LookupError:
        pass
    except UnicodeDecodeError:
        raise InvalidCommand(
            f"The file is not encoded as {named}.", "Name another encoding, or save it as UTF-8."
        ) from None
    raise InvalidCommand(f"There is no encoding {named[:40]!r}.", "Name one such as cp1250.")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidCommand(
            f"The file begins as {encoding.upper()} and is damaged further on.", "Save it as UTF-8."
        ) from None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 by its line ends and separators: they have a zero, and the rest are characters."""
    start = raw[:4000]
    if len(start) < 4 or len(raw) % 2 or b"\0" not in start:
        return None
    likely = {name: _likely(start, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(likely, key=lambda name: likely[name])
    return best if likely[best] > 0 else None


def _likely(start: bytes, encoding: str) -> float:
    """The share of ASCII signs that part lines and cells; 0 where it is no text."""
    try:
        text = start.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    kinds = Counter(unicodedata.category(c) for c in text if c not in "\t\r\n\ufeff")
    if kinds["Cc"] or kinds["Cn"] or kinds["Co"] or not text:
        return 0.0
    return sum(c in "\r\n\t,;| " for c in text) / len(text)


def _code_page(raw: bytes) -> str | None:
    """The code page that explains the most words; of two alike the first."""
    best, most = None, (ENOUGH, 0.0)
    for encoding in (*_LATIN, *_SCRIPTS):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        fits = _fitting(encoding, text)
        if fits > most or (best is None and fits >= most):
            best, most = encoding, fits
    return best


Fit = tuple[float, float]
"""The share of words that are of a code page's languages, and of those of one language."""
_NOTHING: Fit = (0.0, 0.0)


def _fitting(encoding: str, text: str) -> Fit:
    """How much of what is not ASCII makes sense: whole words, and signs that stand apart."""
    words = [word for word in _WORD.findall(text) if _letters(word)]
    if any(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n\f" for c in text):
        return _NOTHING
    if not words:
        return (1.0, 1.0) if encoding == "cp1252" else _NOTHING
    if encoding in _SCRIPTS:
        marks = sum(unicodedata.category(c) == "Mn" for c in text)
        hebrew = encoding != "cp1255" and _is_hebrew("".join(words).encode(encoding, "replace"))
        if marks > len(words) or hebrew:
            return _NOTHING
        fine = sum(_of_script(word, _SCRIPTS[encoding]) for word in words) - _inside(text)
        return fine / len(words), fine / len(words)
    letters = [_letters(word) for word in words]
    languages = [{*alphabet.casefold()} for alphabet in _LATIN[encoding]]
    fine = sum(any(found <= each for each in languages) for found in letters) - _inside(text)
    one = max(sum(found <= each for found in letters) for each in languages)
    return fine / len(words), one / len(words)


_ASCII = frozenset(map(chr, range(128)))
_SIGNS = frozenset("µμªº")
"""Letters by name that stand for themselves: micro (also as it is in lower case), 1ª and nº."""
_INSIDE = re.compile(r"(?<=[^\W\d_])[¹²³¿¡£¥¯±¦¬¤˛ˇ°·¸˘¢×÷†‡•‰™§«»‹›¶©®„‚“”‘ˆ˜¨´]+(?=[^\W\d_])")


def _letters(word: str) -> set[str]:
    """A word's letters beyond ASCII's, without what stands for itself (½ is a numeral)."""
    return {c for c in word.casefold() if c.isalpha()} - _ASCII - _SIGNS


def _inside(text: str) -> int:
    """Signs in the middle of words: there they are another code page's letters."""
    return len(_INSIDE.findall(text))


def _of_script(word: str, script: str) -> bool:
    """Whether a word is of that script alone, and has capitals where words have them."""
    if not all(unicodedata.name(c, "").startswith(script) for c in word):
        return False
    return word.islower() or word.isupper() or word.istitle() or not any(map(str.isupper, word[1:]))


def _is_hebrew(letters: bytes) -> bool:
    """Whether these are Hebrew's bytes alone: in them Russian has no capital and not its last five
    letters, and Greek no accent, which no text of some length is without.
    """
    return len(letters) > 10 and all(0xE0 <= letter <= 0xFA for letter in letters)


def _may_be(raw: bytes) -> list[str]:
    """Encodings that can be decoded, the ones first whose words are of one script."""
    found = []
    for encoding, scripts in _OTHERS.items():
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            words = [word for word in _WORD.findall(text) if not word.isascii()]
            fine = sum(_in_scripts(word, scripts) for word in words) - _inside(text)
            found.append((fine / max(1, len(words)), encoding.upper().replace("_", "-")))
    return [name for _, name in sorted(found, key=lambda each: -each[0])]


def _in_scripts(word: str, scripts: tuple[str, ...]) -> bool:
    fine = all(unicodedata.name(c, "").startswith(scripts) for c in word)
    caseless = scripts[0] in ("CJK", "HANGUL", "THAI")
    return fine and (caseless or word.islower() or word.isupper() or word.istitle())


def _refused(raw: bytes) -> InvalidCommand:
    """Why a file can't be read."""
    if _ESCAPES.search(raw):
        return InvalidCommand(
            "The file is encoded as ISO-2022.",
            "Save it as UTF-8, or name its encoding: --encoding iso2022_jp",
        )
    if b"\0" in raw[:4000]:
        return InvalidCommand("The file is no text.", "Export it as CSV, and save it as UTF-8.")
    some = ", ".join(_may_be(raw)[:4])
    return InvalidCommand(
        "The file is neither UTF-8 nor in a Windows code page that is known here"
        + (f"; it may be {some}." if some else "."),
        "Save it as UTF-8 (Excel: “CSV UTF-8”), or name its encoding: --encoding NAME",
    )
