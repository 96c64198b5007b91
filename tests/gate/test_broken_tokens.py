"""Keys in pieces (marks, cells, signs, spaces) and keys written as lists of numbers."""

from __future__ import annotations

import base64
from collections.abc import Callable
from random import Random

import pytest

from commonground.gate.gate import Gate, StreamGate
from commonground.gate.stream_prefix import BlockPrefix
from tests.data.gate.shapes import SHAPES

GATE = Gate(b"the team's gate key")
TOKENS = {name: SHAPES[name](Random(5)) for name in ("github", "stripe", "anthropic", "slack_bot")}

Break = Callable[[str, str], str]
PARTED: dict[str, Break] = {
    "bold": lambda a, b: f"{a}**{b}**",
    "bold around": lambda a, b: f"**{a}**{b}",
    "italic": lambda a, b: f"*{a}*{b}",
    "underscores": lambda a, b: f"{a}__{b}__",
    "struck": lambda a, b: f"{a}~~{b}~~",
    "code spans": lambda a, b: f"`{a}` `{b}`",
    "a link": lambda a, b: f"[{a}]({b})",
    "an element": lambda a, b: f"{a}<b>{b}</b>",
    "a break": lambda a, b: f"{a}<br/>{b}",
    "a comment": lambda a, b: f"{a}<!-- -->{b}",
    "cells": lambda a, b: f"| {a} | {b} |",
    "tight cells": lambda a, b: f"|{a}|{b}|",
    "rows": lambda a, b: f"| key |\n|---|\n| {a} |\n| {b} |\n",
    "a plus": lambda a, b: f"{a} + {b}",
    "a tight plus": lambda a, b: f"{a}+{b}",
    "strings": lambda a, b: f"'{a}' + '{b}'",
    "emoji": lambda a, b: f"{a}\U0001f642{b}",
    "spaced emoji": lambda a, b: f"{a} \U0001f642 {b}",
    "joined emoji": lambda a, b: f"{a}\U0001f469\u200d\U0001f4bb{b}",
    "no-break space": lambda a, b: f"{a}\u00a0{b}",
    "narrow space": lambda a, b: f"{a}\u202f{b}",
    "wide space": lambda a, b: f"{a}\u3000{b}",
    "entity": lambda a, b: f"{a}&nbsp;{b}",
    "dot": lambda a, b: f"{a}\u00b7{b}",
    "arrow": lambda a, b: f"{a} \u2192 {b}",
    "carriage return": lambda a, b: f"{a}\r{b}",
    "both line ends": lambda a, b: f"{a}\r\n{b}",
    "vertical tab": lambda a, b: f"{a}\x0b{b}",
    "next line": lambda a, b: f"{a}\x85{b}",
    "line separator": lambda a, b: f"{a}\u2028{b}",
    "brackets": lambda a, b: f"{a}[{b}]",
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "escaped marks": lambda t: "".join(f"\\{c}" if c in "_-" else c for c in t),
    "named entities": lambda t: t.replace("_", "&lowbar;").replace("-", "&hyphen;"),
    "letters": lambda t: " ".join(t),
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "small base32": lambda t: base64.b32encode(t.encode()).decode().lower().rstrip("="),
    "base85": lambda t: base64.b85encode(t.encode()).decode(),
    "Adobe's base85": lambda t: base64.a85encode(t.encode(), adobe=True).decode(),
    "hex": lambda t: t.encode().hex(),
    "hex in pairs": lambda t: t.encode().hex(" "),
    "hex with colons": lambda t: t.encode().hex(":").upper(),
    "a list in hex": lambda t: ", ".join(f"0x{c:02x}" for c in t.encode()),
    "a list": lambda t: f"bytes([{', '.join(str(c) for c in t.encode())}])",
    "codes": lambda t: "+".join(f"chr({ord(c)})" for c in t),
    "octal": lambda t: "".join(f"\\{c:03o}" for c in t.encode()),
    "binary": lambda t: " ".join(f"{c:08b}" for c in t.encode()),
}


def sentences() -> list[tuple[str, str]]:
    found = []
    for name, token in TOKENS.items():
        half = len(token) // 2
        found += [
            (f"{n}: {k}", f(token[:half], token[half:])) for k, f in PARTED.items() for n in [name]
        ]
        found += [(f"{name}: {k}", f(token)) for k, f in WRITTEN.items()]
    return found


@pytest.mark.parametrize(("name", "written"), sentences(), ids=lambda value: str(value)[:40])
def test_a_key_in_pieces_is_a_key(name: str, written: str) -> None:
    text = f"We use {written} since Monday."
    assert GATE.check(text).outcome == "quarantine"
    whole = GATE.for_prompt(text).text
    assert whole.startswith("We use ")
    assert whole.endswith("Monday.")
    for size in (1, 7):
        stream = StreamGate(GATE)
        out = "".join(stream.feed(text[at : at + size]) for at in range(0, len(text), size))
        assert out + stream.finish() == whole


@pytest.mark.parametrize(
    "text",
    [
        "| host | cpu | note |\n|---|---|---|\n| web-01 | 64 | new |\n| runner-02 | 8 | **old** |",
        "Use `sk-learn` + `pandas2` since **v1.0-beta** [here](https://docs.example.org/sk-learn/v2).",
        "The risk-based approach | 2024 + 2025 → 12,345 users \U0001f642 and 67 more",
        "Bytes: 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d",
        "Scores: 65, 72, 81, 90, 77, 68, 95, 88, 79, 91, 84, 73, 66, 99, 100, 87",
        "Times: 10 11 12 13 14 15 16 17 18 19 20 21 22 23 30 31 32 33 34 35",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "Digest ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01",
        "x = matrix[i][j] + offset_2 * (count_1 + total_3)  # see `row_7` | `col_9`",
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ is the test secret of RFC 6238",
    ],
)
def test_innocent_lists_and_tables_pass(text: str) -> None:
    assert GATE.check(text).outcome == "pass"


def test_a_piece_that_may_go_on_is_held_back() -> None:
    def settled_length(text: str) -> int:
        return BlockPrefix().settled_length(text)

    assert settled_length("We use ghp_1aB ") == len("We use ")
    assert settled_length("We use ghp_1aB + ") == len("We use ")
    assert settled_length("We use 103, 104, ") == len("We use ")
    assert settled_length("We use words ") == len("We use words ")
