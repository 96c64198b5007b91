"""What a line names of the code is found, with its place; what only looks so a little is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.features.freshness.exempt import lines_of_today, records_change
from commonground.features.freshness.references import references_in

PATHS = [
    ("See `src/app/main.py`.", "code", "src/app/main.py"),
    ("See `./src/app/main.py:12`.", "code", "src/app/main.py"),
    ("See `src/app/main.py#L10-L20`.", "code", "src/app/main.py"),
    ("Run `pytest tests/test_a.py::test_b -q`.", "command", "tests/test_a.py"),
    ("Run `make docs && ./tools/lint.py`", "command", "tools/lint.py"),
    ("[the guide](docs/guide.md#top)", "link", "docs/guide.md"),
    ("[the guide](<docs/a guide.md>)", "link", "docs/a guide.md"),
    ("![a picture](../images/a%20b.png 'Title')", "link", "../images/a b.png"),
    ("[guide]: docs/guide.md", "link", "docs/guide.md"),
    ('<a href="./core/Tasks.md">', "link", "core/Tasks.md"),
    ("├── api/test_api.py", "bare", "api/test_api.py"),
    ("Read docs/guide.md, then go.", "bare", "docs/guide.md"),
    ("docker-compose -f .github/compose.yml up", "bare", ".github/compose.yml"),
    ("All of `src/**/*.py` is typed.", "code", "src/**/*.py"),
    ("Types are in `src/{a,b}.ts`.", "code", "src/b.ts"),
    ("The folder `services/`.", "code", "services/"),
    ("`Makefile` has the targets.", "code", "Makefile"),
]
SYMBOLS = [
    ("Call `make_order()` first.", ("make_order",)),
    ("`OrderService.place(order, now)` raises.", ("OrderService",)),
    ("Use `shop.orders.make_order`.", ("make_order",)),
    ("`std::unique_things` is it.", ("unique_things",)),
    ("`MAX_RETRIES` is 3.", ("MAX_RETRIES",)),
]
NOTHING = [
    "See https://example.org/src/app/main.py for it.",
    "[site](https://example.org/a.md)",
    "[mail](mailto:a@example.org)",
    "[above](#a-heading)",
    "Use `--some-flag` and `$HOME`.",
    "An and/or question, 1/2 of it, e.g. this.",
    "The word `value` is plain.",
]


@pytest.mark.parametrize(("line", "form", "name"), PATHS)
def test_a_path_is_found_and_normalised(line: str, form: str, name: str) -> None:
    found = [(ref.form, ref.name) for ref in references_in(line) if ref.kind == "path"]
    assert (form, name) in found


@pytest.mark.parametrize(("line", "parts"), SYMBOLS)
def test_a_symbol_is_one_that_is_unlike_a_word(line: str, parts: tuple[str, ...]) -> None:
    assert [ref.parts for ref in references_in(line) if ref.kind == "symbol"] == [parts]


@pytest.mark.parametrize("line", NOTHING)
def test_addresses_flags_and_prose_name_nothing(line: str) -> None:
    assert references_in(line) == ()


def test_a_line_number_is_kept_beside_the_path() -> None:
    (found,) = references_in("See `src/a.py:12`.")
    assert (found.name, found.line) == ("src/a.py", 12)
    assert "See `src/a.py:12`."[found.column :][: found.length] == "src/a.py:12"


def test_a_code_span_that_goes_on_from_the_line_before_is_read() -> None:
    line = "of_loader`) are known, and `ingest_data` tags the record"
    assert ("ingest_data",) in [ref.parts for ref in references_in(line)]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab_A.:/#[](){}<>`*'\" \\~-12,é\u2500"), max_size=60))
def test_any_line_can_be_read_and_each_reference_stands_in_it(line: str) -> None:
    for ref in references_in(line):
        assert ref.name
        assert 0 <= ref.column <= ref.column + ref.length <= len(line)


def test_lines_and_sections_about_changes_are_left_out() -> None:
    text = """# Guide
`a/one.py` is it.
`a/two.py` was removed in spring.
## Changelog
`a/three.py` came.
### Deeper
`a/four.py`
## Use
```
# Changelog
`a/five.py`
```
"""
    kept = {number for number, _ in lines_of_today(text)}
    assert {2, 11} <= kept
    assert not kept & {3, 5, 7}


@pytest.mark.parametrize(
    ("path", "record"),
    [
        ("CHANGELOG.md", True),
        ("docs/adr/0003-store.md", True),
        ("docs/v2/guide.md", True),
        ("docs/plans/2026-01-02-move.md", True),
        ("docs/guide.md", False),
        ("CLAUDE.md", False),
        ("docs/history-of-art/guide.md", False),
    ],
)
def test_records_of_changes_are_known_by_their_path(path: str, record: bool) -> None:
    assert records_change(path) is record
