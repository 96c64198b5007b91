"""Values and forms of texts that enough rows share. Pure.

A form is the text with A for a capital, a for another letter and 9 for a digit, as in ``AA-9999``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from .model import Common

MOST_VALUES, MOST_FORMS = 8, 3
LONGEST_VALUE, LONGEST_FORM = 60, 40
"""Characters; what is longer is no value to show."""
MOST_READ = 20_000
"""Distinct texts whose form is looked at."""
OFTEN = 20
"""A form of less than one in so many rows is told with others, by what its runs are."""
_RUN = re.compile(r"A{2,}|a{2,}|9{2,}")


def common_values(counts: Mapping[str, int], k: int) -> list[Common]:
    """The values that most rows have, of those that enough have."""
    every = sum(counts.values())
    enough = [(text, n) for text, n in counts.items() if n >= k and _shows(text)]
    best = sorted(enough, key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
    return [Common(text=text, percent=percent(n, every)) for text, n in best]


def common_forms(counts: Mapping[str, int], k: int) -> list[Common]:
    """The forms that most rows have; one that is itself the value of too few is left out."""
    read = list(counts.items())[:MOST_READ]
    every = sum(n for _, n in read)
    exact: Counter[str] = Counter()
    for text, n in read:
        exact[form_of(text)] += n
    found: Counter[str] = Counter()
    for form, n in exact.items():
        often = n >= k and n * OFTEN >= every
        found[form if often else _RUN.sub(lambda run: f"{run[0][0]}+", form)] += n
    best = sorted(((n, form) for form, n in found.items() if n >= k and form.strip()), reverse=True)
    fitting = [(n, form) for n, form in best if not 0 < counts.get(form, 0) < k][:MOST_FORMS]
    return [Common(text=form, percent=percent(n, every)) for n, form in fitting]


def form_of(text: str) -> str:
    """The form of a text; of a long one, of its beginning."""
    cut = text[: LONGEST_FORM - 1]
    form = "".join(map(_sign, cut))
    return form if len(text) < LONGEST_FORM else f"{form}…"


def _sign(character: str) -> str:
    if character.isdigit():
        return "9"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    if character.isspace():
        return " "
    return character if character.isascii() and character.isprintable() else "?"


def _shows(text: str) -> bool:
    return len(text) <= LONGEST_VALUE and bool(text.strip()) and text.isprintable()


def percent(count: int, every: int) -> int:
    """How many of a hundred; all but a few are 99, since 100 would be all."""
    return 100 if count == every else min(99, round(100 * count / every))


def counted(texts: Iterable[str | None]) -> Counter[str]:
    """How often each text is there."""
    return Counter(text for text in texts if text is not None)
