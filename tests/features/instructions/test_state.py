"""Files of a folder: which are written, with what, and which are left as they are."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.core.area import Area
from commonground.core.entry import Entry
from commonground.features.instructions.cli import write
from commonground.features.instructions.folder import InstructionFolder
from commonground.features.instructions.intake import intake
from commonground.features.instructions.rules import BlockSize, TeamContext
from commonground.features.instructions.state import FileState, FilesWanted, states

from .making import entry, version

API = Area("api", ("services/api/**",))
SQL = Area("sql", ("*.sql",))
AREAS = {"api": API, "sql": SQL}


def told(*entries: Entry, pins: tuple[str, ...] = (), **more: object) -> TeamContext:
    return replace(TeamContext(entries, AREAS, frozenset(pins)), **more)  # type: ignore[arg-type]


def export(
    root: Path, context: TeamContext, wanted: FilesWanted | None = None
) -> dict[str, FileState]:
    folder = InstructionFolder(root)
    done = [write(folder, state) for state in states(folder, context, wanted or FilesWanted())]
    return {state.path: state for state in done}


def test_a_folder_without_any_gets_agents_md(tmp_path: Path) -> None:
    done = export(tmp_path, told(entry("1", "Use tabs", "In *every* file.")))
    assert list(done) == ["AGENTS.md"]
    assert "- **Use tabs**\n  In *every* file.\n" in (tmp_path / "AGENTS.md").read_text()
    again = export(tmp_path, told(entry("1", "Use tabs", "In *every* file.")))
    assert again["AGENTS.md"].state == "level"
    assert not again["AGENTS.md"].wrote
    empty = tmp_path / "empty"
    empty.mkdir()
    assert export(empty, told()) == {}


def test_what_speaks_of_code_that_is_gone_is_kept_out_and_the_report_says_so(
    tmp_path: Path,
) -> None:
    entries = entry("1", "Use tabs"), entry("2", "Orders are in orders.py"), entry("3", "Says A")
    export(tmp_path, told(*entries))
    broken = frozenset({"2", "3"})
    context = told(*entries, broken=broken, disputes=(("1", "3"),))
    done = export(tmp_path, context)["AGENTS.md"]
    text = (tmp_path / "AGENTS.md").read_text()
    assert "Orders are in" not in text
    assert "Says A" in text.partition("### In dispute")[2], "a side of a dispute stays"
    assert "1 kept out, their code is gone: Orders are in orders.py" in done.told()
    assert done.wire["code_gone"] == ["Orders are in orders.py"]


def test_only_what_holds_goes_in_and_disputes_are_shown_as_such(tmp_path: Path) -> None:
    side = version("3", "r3b", "Ports from 9000", parents=("r3",), at=5)
    other = version("3", "r3c", "Ports from 8000", parents=("r3",), at=6)
    both = entry("3", "Ports")
    both = replace(both, revisions={**both.revisions, side.id: side, other.id: other})
    done = export(
        tmp_path,
        told(
            entry("1", "Waits", status="proposed"),
            entry("2", "Was turned down", status="rejected"),
            both,
            entry("4", "Holds"),
            entry("5", "Talk", kind="discussion"),
            entry("6", "Says A"),
            entry("7", "Says B"),
            disputes=(("6", "7"),),
        ),
    )
    text = (tmp_path / "AGENTS.md").read_text()
    for absent in ("Waits", "turned down", "Talk"):
        assert absent not in text
    above, _, disputed = text.partition("### In dispute\n\nNot settled: ask")
    assert "- **Holds**" in above
    for side_of in ("Ports from 9000", "Ports from 8000", "Says A", "Says B"):
        assert f"- **{side_of}**" in disputed
    assert len(done["AGENTS.md"].filling.items) == 5


def test_pins_then_kinds_then_the_newest_and_the_rest_is_said(tmp_path: Path) -> None:
    entries = [entry(str(n), f"Rule {n}", "text " * 20, at=n) for n in range(1, 9)]
    entries += [entry("k", "A fact", kind="knowledge", at=99)]
    wanted = FilesWanted(budget=BlockSize(lines=17))
    done = export(tmp_path, told(*entries, pins=("1",)), wanted)["AGENTS.md"]
    assert [item.text.title for item in done.filling.items] == [
        "Rule 1",
        "Rule 8",
        "Rule 7",
        "Rule 6",
    ]
    assert set(done.filling.left_out) == {"Rule 5", "Rule 4", "Rule 3", "Rule 2", "A fact"}
    text = (tmp_path / "AGENTS.md").read_text()
    assert "\n5 more: `commonground context`\n" in text
    assert len(text.splitlines()) <= 19
    assert "5 left out: " in done.told()


def test_an_areas_entries_go_into_its_folder(tmp_path: Path) -> None:
    (tmp_path / "services/api").mkdir(parents=True)
    context = told(
        entry("1", "For all"),
        entry("2", "Of the api", area="api"),
        entry("3", "Of SQL", area="sql"),
    )
    tools = FilesWanted(tools=("agents", "copilot", "cursor", "claude-rules", "windsurf"))
    done = export(tmp_path, context, tools)
    root = (tmp_path / "AGENTS.md").read_text()
    assert "For all" in root
    assert "### Conventions (sql)\n\n- **Of SQL**" in root
    assert "Of the api" not in root
    assert (
        "### Conventions\n\n- **Of the api**" in (tmp_path / "services/api/AGENTS.md").read_text()
    )
    copilot = (tmp_path / ".github/copilot-instructions.md").read_text()
    assert "### Conventions (api)\n\n- **Of the api**" in copilot
    rule = (tmp_path / ".cursor/rules/commonground-api.mdc").read_text()
    assert rule.startswith("---\ndescription: What the team agreed on\nglobs: services/api/**\n")
    assert 'paths:\n  - "*.sql"\n' in (tmp_path / ".claude/rules/commonground-sql.md").read_text()
    assert (
        "trigger: glob\nglobs: *.sql"
        in (tmp_path / ".windsurf/rules/commonground-sql.md").read_text()
    )
    assert {state.state for state in export(tmp_path, context, tools).values()} == {"level"}
    assert len(done) == 12
    found = intake(InstructionFolder(tmp_path), context, InstructionFolder(tmp_path).found())
    assert (found.proposals, found.edited, found.deleted, found.problems) == ((), (), (), ())


def test_a_link_stays_one_and_gets_one_block(tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_bytes(b"# Ours\r\n")
    (tmp_path / "AGENTS.md").symlink_to("CLAUDE.md")
    done = export(tmp_path, told(entry("1", "Use tabs")))
    assert list(done) == ["CLAUDE.md"]
    assert (tmp_path / "AGENTS.md").is_symlink()
    assert (tmp_path / "CLAUDE.md").read_bytes().count(b"commonground:begin") == 1
    assert InstructionFolder(tmp_path).found() == ["CLAUDE.md"]


def test_a_file_that_takes_in_the_other_gets_none(tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_text("@AGENTS.md\n")
    (tmp_path / "AGENTS.md").write_text("# Ours\n")
    assert list(export(tmp_path, told(entry("1", "Use tabs")))) == ["AGENTS.md"]
    assert (tmp_path / "CLAUDE.md").read_text() == "@AGENTS.md\n"


@pytest.mark.parametrize("target", ["../outside.md", ".git/config", ".git/hooks/x.md", "run.sh"])
def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path, target: str) -> None:
    root = tmp_path / "repo"
    (root / ".git/hooks").mkdir(parents=True)
    place = root / target
    place.write_text("kept\n")
    (root / "AGENTS.md").symlink_to(target)
    done = export(root, told(entry("1", "Use tabs")))
    assert done["AGENTS.md"].state == "refused"
    assert place.read_text() == "kept\n"


def test_what_people_wrote_beside_the_block_is_not_said_twice(tmp_path: Path) -> None:
    (tmp_path / "CLAUDE.md").write_text("# Ours\n\n## Style\n\nUse tabs.\n")
    done = export(tmp_path, told(entry("1", "Style", "Use **tabs**."), entry("2", "Other")))
    assert [item.text.title for item in done["CLAUDE.md"].filling.items] == ["Other"]
    assert done["CLAUDE.md"].said == 1


def test_what_was_edited_by_hand_is_not_written_over(tmp_path: Path) -> None:
    export(tmp_path, told(entry("1", "Use tabs")))
    path = tmp_path / "AGENTS.md"
    edited = path.read_text().replace("Use tabs", "Use tabs, always")
    path.write_text(edited)
    context = told(entry("1", "Use tabs"), entry("2", "New"))
    assert export(tmp_path, context)["AGENTS.md"].state == "edited"
    assert path.read_text() == edited
    sent = version("1", "r1b", "Use tabs, always", parents=("r1",), status="proposed")
    one = entry("1", "Use tabs")
    told_of = replace(one, revisions={**one.revisions, sent.id: sent})
    assert export(tmp_path, told(told_of, entry("2", "New")))["AGENTS.md"].wrote
    assert "- **Use tabs**\n" in path.read_text()  # until the owner accepts the other text


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    wire = {
        "entries": [entry("1", "Use tabs").to_wire()], "areas": [], "pins": [], "disputes": [],
        "withheld": 1,
    }  # fmt: skip
    path = tmp_path / "context.json"
    path.write_text(json.dumps(wire))
    return path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["files", *words, "--folder", str(root)])


def test_a_check_without_a_server_fails_where_a_file_is_stale(tmp_path: Path, saved: Path) -> None:
    root = tmp_path / "repo"
    root.mkdir()
    stale = run(root, "status", "--check", "--from", str(saved))
    assert (stale.exit_code, stale.output.splitlines()[0]) == (1, "AGENTS.md: missing, 1 entry")
    dry = run(root, "export", "--dry-run", "--from", str(saved))
    assert dry.exit_code == 0
    assert not (root / "AGENTS.md").exists()
    done = run(root, "export", "--from", str(saved))
    assert "AGENTS.md: written, 1 entry\n1 entry kept back" in done.output
    fine = run(root, "status", "--check", "--json", "--from", str(saved))
    assert fine.exit_code == 0
    assert json.loads(fine.output)["files"][0]["state"] == "level"
    saved.write_text("[]")
    assert run(root, "status", "--from", str(saved)).exit_code == 1


def test_the_benchmark_says_what_it_counted(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/CLAUDE.md").write_text("# A\n\nUse tabs.\n")
    (tmp_path / "AGENTS.md").write_bytes(b"\xff")
    found = CliRunner().invoke(main, ["bench", "files", str(tmp_path), "--json"])
    wire = json.loads(found.output)
    assert (wire["totals"]["files"], wire["totals"]["lost"]) == (1, 0)
    assert wire["refused"][0]["path"] == "AGENTS.md"
