"""The keys of public lists, made up from facts: a mark, alphabets, lengths (``formats.jsonl``).

Half of the providers (by a hash of the name) were for developing; the other half was measured
before its rules were read. ``later`` are those of a list that was held against the gate
afterwards, and what people write beside keys that have no mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

import pytest

from commonground.gate.gate import Gate

from .test_broken_tokens import PARTED, WRITTEN

GATE = Gate(b"the team's gate key")
FORMATS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "gate" / "formats.jsonl")
    .read_text()
    .splitlines()
]
HALVES = ("develop", "held_out")
RANGES = {"A-Z": ascii_uppercase, "a-z": ascii_lowercase, "0-9": digits, "a-f": "abcdef"}
RANGES |= {"A-F": "ABCDEF", "a-h": "abcdefgh"}
TRIES = 4
KNOWN = 0.75
"""Of four made-up keys three at least are found: some few have no digit, or look like words."""


def alphabet(written: str) -> str:
    found = ""
    for name, chars in RANGES.items():
        if name in written:
            found += chars
            written = written.replace(name, "")
    return found + written


def made(parts: list[Any], rng: Random) -> str:
    pieces = (
        part if isinstance(part, str) else "".join(rng.choices(alphabet(part[0]), k=part[1]))
        for part in parts
    )
    return "".join(pieces)


def known(row: dict[str, Any], written: Callable[[str], str]) -> bool:
    rng = Random(str(row["parts"]))
    values = [made(row["parts"], rng) for _ in range(TRIES)]
    found = sum(
        any(f.kind == "secret" for f in GATE.check(f"We use {written(v)} since Monday.").findings)
        for v in values
    )
    return found >= KNOWN * TRIES


def share(half: str, written: Callable[[str], str] = str) -> tuple[float, list[str]]:
    rows = [row for row in FORMATS if row["half"] == half]
    missed = [f"{row['provider']} {row['parts']}" for row in rows if not known(row, written)]
    return 1 - len(missed) / len(rows), missed


def halves(way: Callable[[str, str], str]) -> Callable[[str], str]:
    return lambda value: way(value[: len(value) // 2], value[len(value) // 2 :])


def test_there_are_formats_of_many_providers_and_no_key_among_them() -> None:
    assert len(FORMATS) >= 150
    assert len({row["provider"] for row in FORMATS}) >= 100
    marks = [part for row in FORMATS for part in row["parts"] if isinstance(part, str)]
    assert all(re.search(r"[A-Za-z0-9]{40,}", mark) is None for mark in marks)


@pytest.mark.parametrize("half", [*HALVES, "later"])
def test_keys_of_public_lists_are_found(half: str) -> None:
    found, missed = share(half)
    assert found >= 0.98, missed


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    "way",
    [
        "bold",
        "underscores",
        "cells",
        "rows",
        "a plus",
        "strings",
        "emoji",
        "no-break space",
        "both line ends",
    ],
)
def test_keys_of_public_lists_are_found_in_pieces(way: str, half: str) -> None:
    found, missed = share(half, halves(PARTED[way]))
    assert found >= LEAST_IN_PIECES, missed


LEAST_IN_PIECES = 0.98


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("way", ["base32", "base85", "hex in pairs", "a list in hex", "a list"])
def test_keys_of_public_lists_are_found_as_they_are_written(way: str, half: str) -> None:
    found, missed = share(half, WRITTEN[way])
    assert found >= LEAST_IN_PIECES, missed


ALNUM, HEX = "A-Za-z0-9", "0-9a-f"
INNOCENT: dict[str, list[Any]] = {
    "a Stripe price": ["price_1", [ALNUM, 23]],
    "a publishable key": ["pk_live_", [ALNUM, 24]],
    "a completion": ["chatcmpl-", [ALNUM, 29]],
    "a message id": ["<CAJ", [ALNUM, 30], "@mail.gmail.com>"],
    "a document": ["https://docs.example.org/document/d/", [ALNUM, 44], "/edit"],
    "an integrity": ["sha512-", [ALNUM, 86], "=="],
    "a commit": ["github sha: ", [HEX, 40]],
    "a trace": ["sentry trace ", [HEX, 32]],
    "a module sum": ["github.com/archdx/zapsentry v1.23.0 h1:", [ALNUM, 43], "="],
    "a version": ['"@jupyterlab/mock-token": "^4.7.0-alpha.1"'],
    "an object": ["AppWindowToken{", [HEX, 7], " token=Token{", [HEX, 7], " r}}"],
}


@pytest.mark.parametrize("name", INNOCENT)
def test_public_ids_digests_and_versions_are_no_keys(name: str) -> None:
    rng = Random(name)
    for _ in range(20):
        text = f"See {made(INNOCENT[name], rng)} in the log of Monday."
        assert [f for f in GATE.check(text).findings if f.kind == "secret"] == [], text


@pytest.mark.parametrize(
    ("before", "parts"),
    [
        ("netlify = '", [["a-z0-9_", 43], "'"]),
        ("export HEROKU=", [[HEX, 32]]),
        ("Our weather API key is ", [["a-z0-9", 32]]),
        ("weather_api_key: ", [[HEX, 24]]),
        ("Use ", ["acme_live_", [ALNUM, 40]]),
    ],
)
def test_keys_without_a_rule_are_known_by_what_stands_beside(before: str, parts: list[Any]) -> None:
    rng = Random(before)
    texts = [f"{before}{made(parts, rng)}" for _ in range(20)]
    assert sum(GATE.check(text).outcome == "quarantine" for text in texts) >= 19


def test_a_picture_in_a_notebook_holds_no_key() -> None:
    rng = Random(1)
    for mark in ("/AQE", "+EAAA", "/BSA"):
        lines = [made([["A-Za-z0-9+/", 76]], rng) for _ in range(30)]
        lines[12] = lines[12][:40] + mark + lines[12][44:]
        assert GATE.check('{"image/png": "' + "\\n".join(lines) + '"}').outcome == "pass"
