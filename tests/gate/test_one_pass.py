"""One pass over a text finds what trying every rule at every place finds."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.gate import assignments, detectors, provider_rules
from commonground.gate.gate import Gate
from commonground.gate.literals import ScannedText, folded
from tests.data.gate import examples

from .test_gate import KEY, SECRETS, TEXTS

ROOT = Path(__file__).parents[2]
CONTEXT = (*provider_rules.anchors(), *assignments.ANCHORS)
"""Literals that count by standing anywhere in the text: they are part of what a rule says."""
HINTS = frozenset(chain(detectors.anchors(), assignments.anchors())) - frozenset(CONTEXT)
"""Literals that only tell where it is worth to look."""


def everywhere(text: str) -> ScannedText:
    """As if each hint stood at each place, every word were long and every text had digits."""
    whole = list(range(len(text)))
    found = ScannedText(text)
    found.places = dict.fromkeys(HINTS, whole) | {
        literal: whole for literal in CONTEXT if literal in folded(text)
    }
    found.words = [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
    found.digits = True
    return found


FAST, SLOW = Gate(KEY), Gate(KEY)
SLOW._scanned, SLOW._looks_everywhere = everywhere, True

PARTS = st.sampled_from([
    "token: ", "API-KEY=", "secret = '", "pwd=", "aws ", "twilio ", "mysql -p", "-u admin:", "ſ",
    "K", "İ", "https://", "user:pw@host ", "%41", "\\x41", "&#65;", "(", "phone ", "order ",
    "[redacted: password]", "+49 170 1234567", "ssn 123-45-6789", "\u200b", "Ａ", "А", "12345 678",
    "cl_key = ", "softlayer ", "a@b.de", "kX9#mQ2!vT7p", "changed to ", "AP3", "\r\n", "GB82 WEST",
    "docker login -p ", "IDENTIFIED BY '", "<password>", "auth=('bob', '", "пароль: ", "密码：",
    "psk=", " /p:", "netlify token ", "Cookie: sid=", "pw: ", " of it is ",
])  # fmt: skip
MIXED = st.lists(st.one_of(TEXTS, PARTS, SECRETS, st.text(max_size=9)), max_size=9).map("".join)


@given(MIXED)
def test_the_findings_are_those_of_every_rule_at_every_place(text: str) -> None:
    assert FAST.check(text) == SLOW.check(text)


@pytest.mark.parametrize("name", ["develop", "held_out"])
def test_the_labelled_sets_have_the_same_findings_both_ways(name: str) -> None:
    for example in examples(name):
        assert FAST.check(example.text) == SLOW.check(example.text)


def test_long_texts_have_the_same_findings_both_ways() -> None:
    """Where most blocks are passed over: a line of each labelled text between lines of prose."""
    prose = (ROOT / "SECURITY.md").read_text()
    lines = prose.splitlines()
    for number, example in enumerate(list(examples("develop"))[:40]):
        at = number % len(lines)
        text = "\n".join([*lines[:at], "", example.text, "", *lines[at:]])[:8000]
        assert FAST.check(text).findings == SLOW.check(text).findings
