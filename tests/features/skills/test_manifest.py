"""A SKILL.md is read as the format says, whatever stands in it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.core.skill import is_skill_name
from commonground.features.skills.manifest import (
    ADVISED_LINES,
    MAX_SKILL,
    Manifest,
    read_manifest,
)
from tests.effort import examples

from .writing import skill_text


def rules(text: str) -> set[tuple[str, str]]:
    return {(problem.level, problem.rule) for problem in read_manifest(text)[1]}


def front(*lines: str, body: str = "Do it.") -> str:
    return "\n".join(["---", *lines, "---", "", body])


NAMED = ("name: a-skill", "description: Does a thing.")


def test_what_the_format_has_is_read() -> None:
    manifest, problems = read_manifest(
        front(
            "name: pdf-processing",
            'description: "Reads PDFs: all of them."',
            "license: Apache-2.0",
            "compatibility: Needs git and jq",
            "metadata:",
            "  version: 1.0",
            "  commonground-needs: coordination team-awareness",
            "allowed-tools: Bash(git:*) Bash(jq *) Read",
            body="# Steps\n\n---\n\nRead.",
        )
    )
    assert problems == ()
    assert manifest == Manifest(
        name="pdf-processing",
        description="Reads PDFs: all of them.",
        body="# Steps\n\n---\n\nRead.",
        license="Apache-2.0",
        compatibility="Needs git and jq",
        metadata={"version": "1.0", "commonground-needs": "coordination team-awareness"},
        allowed=("Bash(git:*)", "Bash(jq *)", "Read"),
    )
    assert manifest.needs == {"coordination", "team-awareness"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("error", "front-matter")),
        ("# No front matter", ("error", "front-matter")),
        ("---\nname: a\ndescription: b\n", ("error", "front-matter")),
        (front("- a", "- b"), ("error", "front-matter")),
        (front("description: b"), ("error", "name")),
        (front("name: [a]", "description: b"), ("error", "name")),
        (front("name: Upper", "description: b"), ("error", "name")),
        (front("name: -a", "description: b"), ("error", "name")),
        (front("name: a--b", "description: b"), ("error", "name")),
        (front("name: ../a", "description: b"), ("error", "name")),
        (front(f"name: {'a' * 65}", "description: b"), ("error", "name")),
        (front("name: a"), ("error", "description")),
        (front("name: a", "description: ' '"), ("error", "description")),
        (front("name: a", f"description: {'b' * 1025}"), ("error", "description")),
        (front(*NAMED, f"compatibility: {'c' * 501}"), ("error", "compatibility")),
        (front(*NAMED, "allowed-tools: {a: b}"), ("error", "allowed-tools")),
        (front(*NAMED, 'x: "never ended'), ("error", "yaml")),
        (front(*NAMED, "a: &x [1]", "b: *x"), ("error", "yaml")),
        (front(*NAMED, f"x: {'[' * 8_000}"), ("error", "yaml")),
        (front(*NAMED, f"x: {'y' * 16_000}"), ("error", "front-matter")),
        (front(*NAMED, body="y" * MAX_SKILL), ("error", "size")),
        (front(*NAMED, "argument-hint: FILE"), ("warning", "unknown-field")),
        (front(*NAMED, "allowed-tools: Read, Grep"), ("warning", "allowed-tools")),
        (front(*NAMED, "allowed-tools: [Read, Grep]"), ("warning", "allowed-tools")),
        (front(*NAMED, "license: [MIT]"), ("warning", "license")),
        (front(*NAMED, "metadata: many"), ("warning", "metadata")),
        (front(*NAMED, "metadata: {a: [b]}"), ("warning", "metadata")),
        (front(*NAMED, "metadata: {commonground-needs: money}"), ("warning", "needs")),
        (front(*NAMED, body=""), ("warning", "empty")),
        (front(*NAMED, body="a\n" * ADVISED_LINES), ("warning", "long")),
        (front("name: a", "description: Use when: beans"), ("warning", "quotes")),
    ],
)
def test_what_is_wrong_is_named_and_only_errors_keep_it_from_use(
    text: str, found: tuple[str, str]
) -> None:
    assert found in rules(text)
    assert (read_manifest(text)[0] is None) is (found[0] == "error")


def test_an_error_in_the_front_matter_names_its_line() -> None:
    [problem] = read_manifest(front("name: a", 'description: "b'))[1]
    assert problem.line is not None
    assert 2 <= problem.line <= 4


def test_a_colon_without_quotes_is_read_as_the_text_that_was_meant() -> None:
    manifest, _ = read_manifest(front("name: a", "description: Use when: beans are counted"))
    assert manifest is not None
    assert manifest.description == "Use when: beans are counted"


def test_a_list_of_tools_is_read_as_the_text_would_be() -> None:
    for line in ("Read Grep", "Read, Grep", "[Read, Grep]"):
        manifest, _ = read_manifest(front(*NAMED, f"allowed-tools: {line}"))
        assert manifest is not None
        assert manifest.allowed == ("Read", "Grep")


def test_an_empty_list_of_tools_allows_none() -> None:
    manifest, _ = read_manifest(front(*NAMED, "allowed-tools: ''"))
    assert manifest is not None
    assert manifest.allowed == ()


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    manifest, problems = read_manifest("\ufeff" + skill_text().replace("\n", "\r\n"))
    assert manifest is not None
    assert (manifest.body, problems) == ("Count every bean.", ())


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
NAMES = st.lists(
    st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12), min_size=1, max_size=4
).map("-".join)
TOOLS = st.from_regex(r"[A-Za-z_]{1,12}(\([a-z: *]{0,8}\))?", fullmatch=True)
MANIFESTS = st.builds(
    Manifest,
    name=NAMES,
    description=TEXTS,
    body=st.lists(st.one_of(WORDS, st.just("---"), st.just(""))).map("\n".join).map(str.strip),
    license=st.none() | TEXTS,
    compatibility=st.none() | TEXTS,
    metadata=st.dictionaries(WORDS, st.one_of(TEXTS, st.just(""), st.just("1.0")), max_size=4),
    allowed=st.none() | st.lists(TOOLS, unique=True, max_size=4).map(tuple),
)


@given(MANIFESTS)
@settings(max_examples=examples(200))
def test_what_is_written_is_read_back(manifest: Manifest) -> None:
    read, problems = read_manifest(manifest.text)
    assert read == manifest, problems
    assert is_skill_name(manifest.name)


PIECES = st.sampled_from(
    [
        "---", "name: a", "description: b", "  x: 1", "- y", "{", "[", "&a", "*a", "|", "\t",
        "!!python/object:os",
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=8))).map("\n".join)))
@settings(max_examples=examples(400))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    manifest, problems = read_manifest(text)
    assert (manifest is None) == any(problem.level == "error" for problem in problems)
    again, _ = read_manifest(f"---\n{text}")
    assert again is None or is_skill_name(again.name)
