"""A first context: decision records, guides and README, each passage with its place."""

from __future__ import annotations

from pathlib import Path

from commonground.features.instructions.folder import InstructionFolder
from commonground.features.instructions.intake import first_context
from commonground.features.instructions.rules import TeamContext
from commonground.features.instructions.sources import is_source, record, source_passages

from .making import entry

MADR = """\
---
status: accepted
date: 2026-01-02
---
# Use PostgreSQL for orders

## Context and Problem Statement

Orders outgrew one file.

## Considered Options

* SQLite
* PostgreSQL

## Decision Outcome

Chosen option: "PostgreSQL", because two services write.

### Consequences

* Good, because writers do not wait.
"""
NYGARD = """\
# 7. Record decisions

Date: 2026-01-02

## Status

Accepted

## Context

We forget.

## Decision

We write records.

## Consequences

Reviews take longer.
"""


def test_a_record_is_one_decision_with_what_follows_from_it() -> None:
    found = record("docs/adr/0003-orders.md", MADR)
    assert found is not None
    assert (found.title, found.kind, found.found) == (
        "Use PostgreSQL for orders", "decision", "docs/adr/0003-orders.md:16#decision-outcome",
    )  # fmt: skip
    assert found.body.startswith('## Decision Outcome\n\nChosen option: "PostgreSQL"')
    assert found.body.endswith("* Good, because writers do not wait.")
    assert "SQLite\n" not in found.body
    nygard = record("doc/adr/0007-record.md", NYGARD)
    assert nygard is not None
    assert (nygard.title, nygard.line) == ("Record decisions", 13)
    assert "We write records." in nygard.body
    assert "Reviews take longer." in nygard.body
    assert "We forget." not in nygard.body


def test_a_record_that_does_not_hold_is_left_out() -> None:
    for text in (
        MADR.replace("status: accepted", "status: superseded by ADR-0009"),
        NYGARD.replace("Accepted", "Superseded by [9](0009.md)"),
        "# 1. X\n\n* Status: deprecated\n\n## Decision\n\nWe do X.\n",
    ):
        assert record("adr/0001-x.md", text) is None
    kept = record("adr/0001-x.md", "# 1. X\n\nStatus: accepted\n\nWe do X.\n")
    assert kept is not None
    assert kept.title == "X"


def test_only_files_that_say_how_a_team_works_are_sources() -> None:
    for path in (
        "README.md", "CONTRIBUTING.md", ".github/CONTRIBUTING.md", "docs/adr/0001-x.md",
        "AGENTS.md", "a/b/decisions/adr-12.md", "services/api/CLAUDE.md",
    ):  # fmt: skip
        assert is_source(path), path
    for path in ("docs/adr/template.md", "a/README.md", "docs/index.md", "adr/0001.txt"):
        assert not is_source(path), path


def test_a_guide_says_conventions_and_a_readme_only_what_is_context() -> None:
    guide = source_passages("CONTRIBUTING.md", "# Contributing\n\n## Layout\n\nsrc is the code.\n")
    assert [(p.title, p.kind) for p in guide] == [("Layout", "convention")]
    readme = "# X\n\nX counts.\n\n## Install\n\npip\n\n## Architecture\n\nTwo parts.\n"
    assert [p.title for p in source_passages("README.md", readme)] == ["X", "Architecture"]


def test_a_repository_gives_proposals_by_file_and_the_same_again_gives_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "docs/adr").mkdir(parents=True)
    (tmp_path / "docs/adr/0003-orders.md").write_text(MADR)
    (tmp_path / "CONTRIBUTING.md").write_text("# Contributing\n\n## Style\n\nUse tabs.\n")
    (tmp_path / "CLAUDE.md").write_text("# Us\n\n## Style\n\nUse **tabs**.\n")
    (tmp_path / "README.md").write_bytes(b"\xff")
    found = first_context(InstructionFolder(tmp_path), TeamContext(()))
    assert [p.found for p in found.proposals] == [
        "CLAUDE.md:5#style", "docs/adr/0003-orders.md:16#decision-outcome",
    ]  # fmt: skip
    assert (found.known, [path for path, _ in found.problems]) == (1, ["README.md"])
    told = tuple(
        entry(str(n), p.title, p.body, status="rejected") for n, p in enumerate(found.proposals)
    )
    assert first_context(InstructionFolder(tmp_path), TeamContext(told)).proposals == ()
