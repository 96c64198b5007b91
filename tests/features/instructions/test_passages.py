"""Passages: what people wrote, by its headings, whole and with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.features.instructions.bench import compared, round_trip
from commonground.features.instructions.known import KnownTexts, normal, whole
from commonground.features.instructions.passages import (
    content_lines,
    globs_in,
    kind_of,
    passages_in,
)
from commonground.features.instructions.places import imports_of
from tests.effort import examples

from .making import entry

TEXT = """\
---
description: x
---
# Service

<!-- lint off -->
Go, with *one* binary.

## Code style

- Use tabs
- Never log a token:

  ```go
  log.Print(token)
  ```

### Tests

| what | how |
|---|---|
| unit | `make test` |

@AGENTS.md

## Decisions
We keep SQLite.

```md
# Not a heading
```
"""


def test_each_heading_is_a_passage_with_its_place() -> None:
    found = passages_in("CLAUDE.md", TEXT)
    assert [(p.found, p.title, p.kind) for p in found] == [
        ("CLAUDE.md:7#service", "Service", "knowledge"),
        ("CLAUDE.md:11#code-style", "Code style", "convention"),
        ("CLAUDE.md:20#tests", "Code style: Tests", "convention"),
        ("CLAUDE.md:27#decisions", "Decisions", "decision"),
    ]
    assert found[1].body.endswith("  ```go\n  log.Print(token)\n  ```")
    assert found[2].body == "| what | how |\n|---|---|\n| unit | `make test` |"
    assert found[3].body == "We keep SQLite.\n\n```md\n# Not a heading\n```"


def test_each_item_of_a_list_may_be_one() -> None:
    found = passages_in("CLAUDE.md", TEXT, items=True)
    items = [(p.line, p.title, p.body) for p in found if p.heading == "code-style"]
    fenced = "Never log a token:\n\n```go\nlog.Print(token)\n```"
    assert items == [(11, "Use tabs", ""), (12, "Never log a token:", fenced)]


def test_texts_are_known_whatever_their_marks_and_spaces() -> None:
    known = KnownTexts([entry("1", "Use **tabs**", "in  every\nfile", status="rejected")])
    assert ("Use tabs", "- in every file") in known
    assert ("Use tabs in every file", "") in known
    assert ("Use tabs", "in every other file") not in known
    assert whole("Long…", "Long text") == whole("", "Long text")
    for one, other in (
        ("retry >= 3 times", "retry 3 times"), ("below -5 °C", "below 5 °C"),
        ("2 * 3", "23"), ("read `*.sql`", "read `.sql`"), ("a_b", "ab"), ("MUST", "must"),
        ("[here](a)", "[here](b)"),
    ):  # fmt: skip
        assert normal(one) != normal(other), one
    for one, other in (
        ("**Use** _tabs_", "Use tabs"), ("- a\n- b", "1. a\n2. b"), ("`x`", "x"),
        ("a\nb", "a  \nb"), ("| a |\n|---|\n| b |", "| a |\n| :-- |\n| b |"),
    ):  # fmt: skip
        assert normal(one) == normal(other), one


def test_kinds_follow_headings_then_how_a_text_speaks() -> None:
    assert kind_of(["Architecture decisions"], "x") == "decision"
    assert kind_of(["Roadmap"], "We must ship") == "work"
    assert kind_of(["Notes"], "You must run the linter") == "convention"
    assert kind_of(["Layout"], "src holds the sources") == "knowledge"


@pytest.mark.parametrize(
    ("head", "globs"),
    [
        ("globs: a/**,b/*.ts", ("a/**", "b/*.ts")),
        ('paths:\n  - "a/**"\n  - b', ("a/**", "b")),
        ('applyTo: "a/**"', ("a/**",)),
        ("globs: [a, 'b']", ("a", "b")),
        ("globs:", ()),
    ],
)
def test_patterns_of_rules_are_read(head: str, globs: tuple[str, ...]) -> None:
    assert globs_in(f"---\n{head}\n---\ntext") == globs
    assert globs_in(f"text\n---\n{head}\n---\n") == ()


def test_imports_are_lines_of_their_own_and_none_in_code() -> None:
    text = "@AGENTS.md\nsee @no\n```\n@code.md\n```\n@../x.md\n"
    assert imports_of("CLAUDE.md", text) == ("AGENTS.md", "../x.md")
    assert imports_of("a/CLAUDE.md", text) == ("a/AGENTS.md", "x.md")


PIECES = st.sampled_from(
    ["# A", "## B", "### C", "- item", "  more", "1. one", "text", "", "```", "| a |", "|---|",
     "> q", "<div>", "</div>", "Setext", "===", "    code", "é", "\ttab"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20).map("\n".join))
@settings(max_examples=examples(300), deadline=None)
def test_no_line_is_lost_or_invented(text: str) -> None:
    for items in (False, True):
        found = passages_in("x.md", text, items=items)
        said = "\n".join(f"{p.title}\n{p.body}" for p in found)
        for line in content_lines(text):
            assert line.strip("-> 1.\t") in said
        assert all(p.title.strip() for p in found)
        assert all(text.split("\n")[p.line - 1].strip() for p in found)


def test_the_benchmark_notices_what_is_lost_or_invented() -> None:
    raw = TEXT.encode()
    assert round_trip("CLAUDE.md", raw).fine
    found = passages_in("CLAUDE.md", TEXT)
    assert compared(TEXT, found) == (0, 0)
    assert compared(TEXT, found[:-1]) == (5, 0)  # its heading, too
    made_up = replace(found[0], body="Rust, with many binaries.")
    assert compared(TEXT, [*found, made_up]) == (0, 1)
