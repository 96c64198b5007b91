"""A folder of decision records: numbers go on, files stay, and what is superseded says so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
import yaml

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.revision import Revision
from commonground.features.comparison.adr import file_name
from commonground.features.comparison.adr_folder import folder_with

FOREIGN = {
    "0001-use-git.md": "# 1. Use Git\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n",
    "0002-use-make.md": "# 2. Use make\n",
    "README.md": "# Records\n",
}
STATUS = re.compile(r"superseded by \[ADR-\d{4}\]\(\d{4}-[^)]*\.md\)|proposed|accepted|deprecated")


def revision(key: str, title: str, parent: str | None, at: int, body: str = "why") -> Revision:
    parents = () if parent is None else (RevisionId(parent),)
    return Revision(RevisionId(key), EntryId("e_1"), parents, "ada", at, title, body)


def decision(*revisions: Revision, key: str = "e_1") -> Entry:
    held = {r.id: replace(r, entry=EntryId(key)) for r in revisions}
    return Entry(EntryId(key), "decision", TEAM, "ada", revisions[0].at, held)


FIRST = revision("r_1", "Use floats", None, 1_700_000_000_000)
SECOND = revision("r_2", "Use cents", "r_1", 1_700_100_000_000)
THIRD = revision("r_3", "Use decimals", "r_2", 1_700_200_000_000)


def front(text: str) -> dict[str, str]:
    return dict(yaml.safe_load(text.split("---\n")[1]))


def exported(files: dict[str, str], *entries: Entry) -> dict[str, str]:
    return {**files, **folder_with(files, entries, str).written}


def test_numbers_go_on_behind_the_files_that_are_there() -> None:
    made = exported(FOREIGN, decision(FIRST), decision(SECOND, key="e_2"))
    assert sorted(made.keys() - FOREIGN.keys()) == ["0003-use-floats.md", "0004-use-cents.md"]
    assert {name: made[name] for name in FOREIGN} == FOREIGN


def test_an_export_that_is_repeated_changes_nothing() -> None:
    once = exported(FOREIGN, decision(FIRST))
    assert exported(once, decision(FIRST)) == once


def test_a_decision_keeps_its_file_when_its_text_changes() -> None:
    once = exported({}, decision(FIRST))
    more = revision("r_2", "Use floats", "r_1", 1_700_100_000_000, "better said")
    again = exported(once, decision(FIRST, more))
    assert list(again) == ["0001-use-floats.md"]
    assert "better said" in again["0001-use-floats.md"]
    assert folder_with(once, [decision(FIRST, more)], str).ours == {"0001-use-floats.md"}


def test_what_is_superseded_says_by_what_and_what_supersedes_says_what() -> None:
    once = exported(FOREIGN, decision(FIRST))
    twice = exported(once, decision(FIRST, SECOND))
    thrice = exported(twice, decision(FIRST, SECOND, THIRD))
    names = ["0003-use-floats.md", "0004-use-cents.md", "0005-use-decimals.md"]
    statuses = [front(thrice[name])["status"] for name in names]
    assert statuses == [
        "superseded by [ADR-0004](0004-use-cents.md)",
        "superseded by [ADR-0005](0005-use-decimals.md)",
        "accepted",
    ]
    assert "## Links\n\n* Supersedes [ADR-0003](0003-use-floats.md)\n" in twice[names[1]]
    assert "* Supersedes [ADR-0004](0004-use-cents.md)\n" in thrice[names[2]]
    assert "ADR-0003" not in thrice[names[2]]
    assert exported(thrice, decision(FIRST, SECOND, THIRD)) == thrice
    for name in names:
        assert STATUS.fullmatch(front(thrice[name])["status"])
        assert thrice[name].count("\n# ") == 1


def test_a_file_that_somebody_has_changed_is_not_ours_to_write() -> None:
    once = exported({}, decision(FIRST))
    touched = {"0001-use-floats.md": once["0001-use-floats.md"].replace("why", "since I say so")}
    assert folder_with(touched, [decision(FIRST, SECOND)], str).ours == set()


def test_each_side_of_a_dispute_has_a_file_and_number_of_its_own() -> None:
    one = revision("r_2", "Use cents", "r_1", 1_700_100_000_000)
    two = revision("r_3", "Use decimals", "r_1", 1_700_100_000_001)
    made = exported(FOREIGN, decision(FIRST, one, two))
    new = sorted(made.keys() - FOREIGN.keys())
    assert new == ["0003-use-cents.md", "0004-use-decimals.md"]
    assert exported(made, decision(FIRST, one, two)) == made


def test_both_sides_of_a_dispute_keep_their_files_under_one_title() -> None:
    one = revision("r_2", "Use cents", "r_1", 1_700_100_000_000, "because they are whole")
    two = revision("r_3", "Use cents", "r_1", 1_700_100_000_001, "because we always did")
    made = exported({}, decision(FIRST, one, two))
    assert sorted(made) == ["0001-use-cents.md", "0002-use-cents.md"]
    assert exported(made, decision(FIRST, one, two)) == made
    assert "whole" in made["0001-use-cents.md"]
    assert "always" in made["0002-use-cents.md"]


@dataclass(frozen=True)
class Read:
    """What structurizr's importer makes of a file (its rules, of 2026-02)."""

    title: str
    status: str
    day: date
    links: tuple[str, ...]


def read_as_structurizr(files: dict[str, str]) -> dict[int, Read]:
    """Its rules: four digits in the name and each number once; unquoted lines of front matter;
    the first heading; one link a line, in the text and not in the front matter."""
    found: dict[int, Read] = {}
    for name in sorted(n for n in files if re.fullmatch(r"\d{4}-.+?.md", n)):
        number = int(name[:4])
        assert number not in found, f"a decision with an ID of {number} already exists"
        body = re.sub(r"^---\n(^.*\n)*?---\n", "", files[name], count=1, flags=re.MULTILINE)
        head = files[name].split("\n---\n")[0].split("\n")
        lines = dict(line.split(": ", 1) for line in head[1:]) if head[0] == "---" else {}
        targets = (re.search(r"\[.*]\((.*)\)", line) for line in body.split("\n"))
        found[number] = Read(
            next(line[2:] for line in body.split("\n") if line.startswith("# ")),
            lines.get("status", "accepted"),
            date.fromisoformat(lines.get("date", "1970-01-01")),
            tuple(t[1] for t in targets if t is not None and t[1] in files),
        )
    return found


def test_structurizr_reads_status_date_and_links_of_what_we_export() -> None:
    once = exported(FOREIGN, decision(FIRST))
    files = exported(exported(once, decision(FIRST, SECOND)), decision(FIRST, SECOND, THIRD))
    records = read_as_structurizr(files)
    assert list(records) == [1, 2, 3, 4, 5]
    assert records[3] == Read(
        "Use floats",
        "superseded by [ADR-0004](0004-use-cents.md)",
        date(2023, 11, 14),
        ("0004-use-cents.md",),
    )
    assert records[4].links == ("0003-use-floats.md", "0005-use-decimals.md")
    assert records[5].status == "accepted"
    assert records[5].links == ("0004-use-cents.md",)


def test_the_front_matter_has_the_keys_and_words_of_madr() -> None:
    one = revision("r_2", "Use cents", "r_1", 1_700_100_000_000)
    for text in exported(exported({}, decision(FIRST)), decision(FIRST, one)).values():
        assert list(front(text)) == ["status", "date", "decision-makers"]
        assert STATUS.fullmatch(front(text)["status"])
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings[0] == "Context and Problem Statement"


def test_words_are_as_people_wrote_them_and_change_no_structure() -> None:
    title = "Tom & Jerry's <b>R&D</b> costs $5 &amp; more"
    made = exported({}, decision(revision("r_1", title, None, 1_700_000_000_000)))
    [text] = made.values()
    assert "# Tom & Jerry's \\<b\\>R&D\\</b\\> costs \\$5 \\&amp; more\n" in text
    assert "&lt;" not in text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Über Änderungen & Öl", "0007-uber-anderungen-ol.md"),
        ("Денежные суммы в копейках", "0007-denezhnye-summy-v-kopeykakh.md"),
        ("使用整数", "0007-shi-yong-zheng-shu.md"),
        ("데이터베이스", "0007-deiteobeiseu.md"),
        ("😀", "0007-grinning.md"),
        ("\u2800", "0007-decision.md"),
    ],
)
def test_a_file_is_named_after_its_title_in_any_script(title: str, name: str) -> None:
    assert file_name(7, title) == name
