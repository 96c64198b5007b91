"""The quick look passes over nothing that looking at every block in full would find."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.gate import detectors, provider_rules
from commonground.gate.blocks import blocks, stretches
from commonground.gate.gate import Gate, own_fingerprints
from commonground.gate.least_run import RUN_CHARS, least_run
from commonground.gate.rule_list import example
from tests.data.gate import examples
from tests.effort import examples as effort

from .test_broken_tokens import PARTED, WRITTEN
from .test_gate import KEY, OWN, SECRETS, TEXTS, made
from .test_one_pass import MIXED, ROOT

SHORT = "S0mm.er!x"
LONG_KEY = "sk-ant-" + "a1B2c3D4" * 8
VALUES = {
    "none": {},
    "one long": {"ANTHROPIC_API_KEY": LONG_KEY},
    "several": {**OWN, "API_TOKEN": "x/y:z=q1234;ab(c)", "WEB_SECRET": "häßlich9ß", "PW": SHORT},
    "a short one": {"DB_PASSWORD": SHORT},
}  # fmt: skip
QUICK = {name: Gate(KEY, own=own_fingerprints(own, KEY)) for name, own in VALUES.items()}
WHOLE = {name: Gate(KEY, own=own_fingerprints(own, KEY)) for name, own in VALUES.items()}
for gate in WHOLE.values():
    gate._looks_everywhere = True

HALVES = {
    "at a line's end": lambda a, b: f"{a}\n{b}",
    "quoted": lambda a, b: f"> {a}\n> {b}",
    "continued": lambda a, b: f"{a} \\\n  {b}",
    "in a list of strings": lambda a, b: f'["{a}",\n "{b}"]',
    "behind a colon": lambda a, b: f"see:\n{a}\n{b}",
    "in two rows": lambda a, b: f"| a | b |\n|---|---|\n| {a} | x1 |\n| {b} | two words |\n",
    "at a comma": lambda a, b: f"{a}, {b}",
    **PARTED,
}
WHOLES = {
    "as it is": lambda t: t,
    "lines of nine": lambda t: re.sub("(.{9})", "\\1\n", t),
    "escaped": lambda t: t.replace("_", "\\_"),
    **WRITTEN,
}
KEYS = st.one_of(SECRETS, st.sampled_from([LONG_KEY, *VALUES["several"].values()]))
BROKEN = st.one_of(
    st.builds(
        lambda key, at, way: HALVES[way](key[: at % len(key)], key[at % len(key) :]),
        KEYS, st.integers(0, 200), st.sampled_from(sorted(HALVES)),
    ),
    st.builds(lambda key, way: WHOLES[way](key), KEYS, st.sampled_from(sorted(WHOLES))),
)  # fmt: skip
LINES = [
    line + "\n"
    for path in ("SECURITY.md", "CHANGELOG.md", "jupyter_ext/commonground/gate/blocks.py")
    for line in (ROOT / path).read_text().splitlines()
]
WRAPPED = st.builds(
    lambda at, count: "".join(LINES[at : at + count]),
    st.integers(0, len(LINES) - 1), st.integers(1, 4),
)  # fmt: skip
PIECES = st.one_of(TEXTS, MIXED, WRAPPED, BROKEN, st.sampled_from([" ", "\n", ": ", "token ", "="]))
WOVEN = st.lists(PIECES, max_size=7).map("".join)


@pytest.mark.parametrize("own", sorted(VALUES))
@settings(max_examples=effort(150))
@given(text=WOVEN)
@also(text="x:\n{} list".format(made("stripe").replace("_", "\\_")))
def test_the_quick_look_misses_nothing(own: str, text: str) -> None:
    assert QUICK[own].check(text) == WHOLE[own].check(text)


def test_a_space_between_two_short_pieces_of_a_key_hides_it_from_no_look() -> None:
    keys = [made("aws_key", seed) for seed in range(20)]
    texts = [f"We call {key[:11]} {key[11:]} here" for key in keys]
    found = [QUICK["none"].check(text) for text in texts]
    assert found == [WHOLE["none"].check(text) for text in texts]
    assert any(verdict.findings for verdict in found)


@pytest.mark.parametrize("own", ["several", "one long"])
@pytest.mark.parametrize("name", ["develop", "held_out"])
def test_it_misses_nothing_of_the_labelled_sets_between_lines_of_prose(own: str, name: str) -> None:
    found = list(examples(name))
    for start in range(0, len(found), 8):
        texts = [example.text for example in found[start : start + 8]]
        text = "".join(f"{line}{text}\n" for text, line in zip(texts, LINES[start:], strict=False))
        assert QUICK[own].check(text) == WHOLE[own].check(text)


@given(WOVEN)
@also("a word " * 400 + "\nand more. " * 3)
@also("some plain words here,\nand more of them\n" * 80)
def test_no_block_goes_on_over_the_end_of_a_stretch(text: str) -> None:
    parts = [text[start:end] for start, end in pairwise(stretches(text))]
    assert [block for part in parts for block in blocks(part)] == list(blocks(text))


RULES = {
    **{rule.id: (rule.pattern.pattern, 0) for rule in provider_rules.rules()},
    **{
        f"{type(one).__name__}-{number}": (pattern.pattern, pattern.flags)
        for one in detectors.detectors()
        for number, pattern in enumerate(one.denylist)
    },
}


@pytest.mark.parametrize("name", sorted(RULES))
def test_what_a_rule_matches_holds_a_run_as_long_as_it_says(name: str) -> None:
    pattern, flags = RULES[name]
    for seed in range(effort(10)):
        try:
            made = example(pattern, Random(seed))
        except (LookupError, ValueError, re.error):
            pytest.skip("no value can be made up for it")
        for match in re.finditer(pattern, f" {made} ", flags):
            runs = re.findall(rf"[{re.escape(RUN_CHARS)}]+", match[0])
            assert max(map(len, runs), default=0) >= least_run(pattern, flags)


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("key-[a-z]{20}", 24), ("a(?:bc|def)g", 4), ("ab (?:cd|e f)", 2), ("x{3}(?: y)?z{4}", 4),
        ("ab?c{2,9}", 3), (r"\d{4}-\d{2}", 7), ("[^a]{30}", 0), ("(?=abc)d", 1), (r"(?:ab ){3}", 2),
    ],
)  # fmt: skip
def test_the_shortest_run_is_read_from_an_expression(pattern: str, least: int) -> None:
    assert least_run(pattern) == least
