"""A stream is given out as if each of its blocks were read anew with every piece."""

from __future__ import annotations

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.gate.gate import Gate, StreamGate, own_fingerprints
from commonground.gate.stream_prefix import BlockPrefix
from tests.data.gate import examples
from tests.effort import examples as effort

from . import hold_back
from .test_gate import KEY, OWN, PARAGRAPH, SECRETS, SPOKEN, TALK, TEXTS, pieces

PHRASE = {**OWN, "DB_PASSWORD": "correct horse 9battery staple"}
GATES = (Gate(KEY), Gate(KEY, own=own_fingerprints(PHRASE, KEY)))
SIGNS = st.sampled_from([
    "ab ", "fed, ", "b ", "x, ", "key_1 ", "+ ", "| ++ ", "a) ", "+word ", "12 ", "0x1f ",
    "chr(12) ",
    "Abc ", "ABC ", "end. ", "(see ", "`row_7` ", "\t", "\xa0", "it's\t", "they'll ", "'s ", "\x1f",
    "correct ", "horse ", "9battery ", "staple ", ":5432", ":*:", "---", "--", "%", "pw", "ſ", "K",
])  # fmt: skip
TALKS = st.lists(st.one_of(TALK, SPOKEN, SECRETS, SIGNS, TEXTS), max_size=16).map("".join)


def same(text: str, cuts: list[int], gate: Gate) -> None:
    fast, slow = StreamGate(gate), hold_back.SlowStreamGate(gate)
    for piece in pieces(text, cuts):
        assert fast.feed(piece) == slow.feed(piece)
    assert fast.finish() == slow.finish()


@settings(max_examples=effort(60))
@given(TALKS, st.lists(st.integers(0, 10_000), max_size=40))
@also(PARAGRAPH * 2, list(range(0, 800, 4)))
def test_pieces_are_given_out_as_if_the_block_were_read_anew(text: str, cuts: list[int]) -> None:
    for gate in GATES:
        same(text, cuts, gate)


@settings(max_examples=effort(30))
@given(TALKS)
def test_so_are_single_characters(text: str) -> None:
    for gate in GATES:
        same(text, list(range(len(text))), gate)


@settings(max_examples=effort(100))
@given(TALKS)
def test_what_is_settled_is_what_the_words_so_far_say(text: str) -> None:
    prefix = BlockPrefix()
    for end in range(len(text) + 1):
        assert prefix.settled_length(text[:end]) == hold_back.settled_length(text[:end])


@pytest.mark.parametrize("name", ["develop", "held_out"])
def test_the_labelled_texts_are_held_back_as_before(name: str) -> None:
    for number, one in enumerate(examples(name)):
        same(one.text, list(range(0, len(one.text), 3)), GATES[number % 2])
