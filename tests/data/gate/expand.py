"""From templates to texts: ``{{aws_key}}`` becomes a key, ``{{b64(aws_key)}}`` its base64.

Knows files and placeholders; the shapes of values are in ``shapes``. Every line has its own
generator, seeded with the set and the line's number, so that editing one line changes no other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from .shapes import SHAPES, WRAPPERS

SETS = ("develop", "held_out")
HERE = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{\{(?:(\w+)\()?(\w+)\)?\}\}")


@dataclass(frozen=True, slots=True)
class Example:
    """One text with its label (secret, personal or clean), its family, and the values in it."""

    text: str
    label: str
    family: str
    values: tuple[str, ...]


def expand(template: str, seed: str) -> tuple[str, tuple[str, ...]]:
    """The template with its placeholders filled, and the values before wrapping."""
    rng = Random(seed)
    values: list[str] = []

    def value(match: re.Match[str]) -> str:
        wrapper, name = match.groups()
        made = SHAPES[name](rng)
        values.append(made)
        return WRAPPERS[wrapper](made, rng) if wrapper else made

    return _PLACEHOLDER.sub(value, template), tuple(values)


@cache
def examples(name: str) -> tuple[Example, ...]:
    """The examples of a set, expanded."""
    found = []
    for number, line in enumerate((HERE / f"{name}.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        text, values = expand(row["text"], f"{name}:{number}")
        found.append(Example(text, row["label"], row["family"], values))
    return tuple(found)


def write(folder: Path) -> list[Path]:
    """Write every set into ``folder`` as JSON Lines with text, label and family."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in SETS:
        path = folder / f"{name}.jsonl"
        with path.open("w", encoding="utf-8") as sink:
            for one in examples(name):
                row = {"text": one.text, "label": one.label, "family": one.family}
                sink.write(json.dumps(row, ensure_ascii=False) + "\n")
        paths.append(path)
    return paths
