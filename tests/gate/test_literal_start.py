"""A rule whose matches all begin with one of its literals is asked only where these stand."""

from __future__ import annotations

import re
from random import Random

import pytest

from commonground.gate.literal_start import literal_starts
from commonground.gate.literals import folded
from commonground.gate.provider_rules import rules
from commonground.gate.rule_list import example
from tests.effort import examples as effort


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("(?:AKIA|ASIA)[A-Z]{3}", {"AKIA", "ASIA"}), ("[Pp]wd=x", {"pwd=x", "Pwd=x"}),
        ("a?b", {""}), ("(?i:ab)c", {""}), ("a{2}b", {"a"}), ("(?<!x)k(?P<value>e[0-9])", {"ke"}),
        ("[^a]b", {""}), (r"\d", {""}), ("ab|", {"ab", ""}),
    ],
)  # fmt: skip
def test_the_beginnings_are_read_from_an_expression(pattern: str, starts: set[str]) -> None:
    assert literal_starts(pattern) == starts


BEGINS = {rule.id: rule for rule in rules() if rule.begins}


@pytest.mark.parametrize("name", sorted(BEGINS))
def test_what_a_rule_matches_begins_with_its_literal(name: str) -> None:
    rule = BEGINS[name]
    for seed in range(effort(5)):
        try:
            made = example(rule.pattern.pattern, Random(seed))
        except (LookupError, ValueError, re.error):
            pytest.skip("no value can be made up for it")
        for match in rule.pattern.finditer(f" {made} "):
            assert folded(match[0]).startswith(rule.anchors)
