"""Files that are read: whatever stands in them, a clear word with a place, and no half of it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.features.exchange import agent_mail, basic_memory, notes
from commonground.features.exchange.cli import read_people
from commonground.features.exchange.container import checked, read_records, write_records
from commonground.features.exchange.foreign import PROGRAMS, read_folder
from commonground.features.exchange.note import ForeignNote, pieces, records_of
from commonground.features.exchange.records import read_record
from tests.effort import examples

CONTEXT = {
    "record": "context", "format": "commonground-context", "version": 1, "at": 1, "by": "ann",
    "program": "1",
}  # fmt: skip
PIECES = [*"ab -#[](){}\"'`~:&*!|>\n\t\r\ufeff\u2028\u202eé漢", "---\n", "```\n", "- [rule] "]
MARKS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
HEADED = st.builds("---{}\n{}\n---\n{}".format, st.sampled_from(["", "json"]), MARKS, MARKS)
READERS = {
    "basic-memory": basic_memory.notes_in, "agent-mail": agent_mail.notes_in,
    "notes": notes.notes_in,
}  # fmt: skip


@settings(max_examples=examples(200), deadline=None)
@given(data=st.binary(max_size=400), packed=st.booleans(), name=st.sampled_from(["a.json", "b.gz"]))
def test_any_bytes_are_read_or_refused_with_what_to_do(
    data: bytes, packed: bool, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("in") / name
    path.write_bytes(gzip.compress(data) if packed else data)
    with pytest.raises(InvalidCommand) as refused:
        list(checked(read_records(path), path.name))
    assert path.name in refused.value.message
    assert refused.value.remedy


@settings(max_examples=examples(100), deadline=None)
@given(
    wrong=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["record", "id", "value", "revisions"]), inner)
        ),
        max_leaves=8,
    )
)
def test_a_record_that_is_none_is_named_by_its_line(
    wrong: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("in") / "team.jsonl"
    lines = [CONTEXT, wrong, {"record": "end", "records": 2}]
    path.write_text("\n".join(map(json.dumps, lines)))
    found = wrong if isinstance(wrong, dict) else {}
    if isinstance(found.get("record"), str) and found["record"] not in ("context", "end", "entry"):
        assert len(list(checked(read_records(path), path.name))) == 3  # of a later program
        return
    with pytest.raises(InvalidCommand, match=r"team\.jsonl, line [23]"):
        list(checked(read_records(path), path.name))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"version": 2}, "up to 1 is read here"),
        ({"version": "1"}, "up to 1 is read here"),
        ({"format": "other"}, "does not say that this is an exported context"),
    ],
)
def test_a_file_of_a_later_version_says_so(
    change: dict[str, Any], word: str, tmp_path: Path
) -> None:
    path = tmp_path / "team.jsonl"
    write_records(path, [{**CONTEXT, **change}, {"record": "end", "records": 1}])
    with pytest.raises(InvalidCommand, match=word):
        list(checked(read_records(path), path.name))


def test_deep_nesting_and_endless_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    path.write_text(json.dumps(CONTEXT) + "\n" + "[" * 10_000)
    with pytest.raises(InvalidCommand, match="line 2 is nested"):
        list(read_records(path))
    path.write_bytes(gzip.compress(json.dumps(CONTEXT).encode() + b"\n" + b"1" * 5_000_000))
    with pytest.raises(InvalidCommand, match="line 2 has over"):
        list(read_records(path))


def test_a_file_that_breaks_off_while_it_is_written_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "team.jsonl"
    path.write_text("as before")

    def broken() -> Any:
        yield CONTEXT
        raise InvalidCommand("The connection broke.")

    with pytest.raises(InvalidCommand):
        write_records(path, broken())
    assert path.read_text() == "as before"
    assert list(tmp_path.iterdir()) == [path]


@settings(max_examples=examples(300), deadline=None)
@given(program=st.sampled_from(PROGRAMS), text=HEADED | MARKS)
def test_any_note_loses_nothing_and_becomes_entries_that_are_taken(program: Any, text: str) -> None:
    found = [r for note in READERS[program]("a/b.md", text) for r in records_of(program, note)]
    for record in found:
        read_record(record)
    assert len({record["id"] for record in found}) == len(found) or program == "basic-memory"
    if program == "notes":
        said = "".join(v["title"] + v["body"] for r in found for v in r["revisions"])
        letters = {c for c in text if c in "é漢"}
        assert not found or letters <= set(said) or "---" in text


@settings(max_examples=examples(40), deadline=None)
@given(
    lines=st.lists(
        st.text(alphabet="ab #é", max_size=30) | st.integers(15_000, 45_000).map("x".__mul__),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_a_long_text_is_parted_and_nothing_of_it_is_lost(lines: list[str]) -> None:
    body = "\n".join(lines)
    parts = list(pieces(body))
    assert all(len(part) <= 20_000 for part in parts)
    if body.strip():
        assert "".join(parts).replace("\n", "") == body.replace("\n", "")
    made = list(records_of("notes", ForeignNote("a.md", 1, "knowledge", "T" * 300, body)))
    assert all(len(v["title"]) <= 200 for r in made for v in r["revisions"])


def test_an_observation_of_a_decision_is_an_entry_of_its_own() -> None:
    text = (
        "---\ntitle: Search\ntags: [api, db]\npermalink: search\n---\n# Search\n\nWhy.\n\n"
        "## Observations\n- [decision] Use FTS5 #db (it is there)\n- [fact] 2 ms a query\n"
        "- [ ] not one\n- [link](http://x)\n```\n- [rule] in code\n```\n"
        "## Relations\n- implements [[Finding things]]\n"
    )
    knowledge, decision = basic_memory.notes_in("notes/search.md", text)
    assert (knowledge.kind, knowledge.title) == ("knowledge", "Search")
    assert "2 ms a query" in knowledge.body
    assert "implements [[Finding things]]" in knowledge.body
    assert "tags: api, db\npermalink: search" in knowledge.body
    assert "FTS5" not in knowledge.body
    assert (decision.kind, decision.title) == ("decision", "Use FTS5 #db (it is there)")
    assert decision.body == "- [decision] Use FTS5 #db (it is there)"


def test_an_archive_of_mail_has_each_message_once(tmp_path: Path) -> None:
    head = {"from": "GreenCastle", "to": ["RedCat"], "subject": "Cache", "id": 7, "project": "p",
            "created": "2025-11-25T12:36:15+00:00", "thread_id": None}  # fmt: skip
    text = f"---json\n{json.dumps(head, indent=2)}\n---\n\nUse one.\n"
    for place in ("messages/2025/11/a__7.md", "agents/RedCat/inbox/2025/11/a__7.md"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text)
    (tmp_path / "agents/RedCat/profile.json").write_text("{}")
    (tmp_path / "file_reservations").mkdir()
    (tmp_path / "file_reservations/1.json").write_text("{}")
    (tmp_path / "messages/notes.md").write_text("nothing of the kind")
    folder = read_folder("agent-mail", tmp_path)
    (record,) = folder.records
    (version,) = record["revisions"]
    assert (version["title"], version["author"]) == ("Cache", "GreenCastle")
    assert version["at"] == 1_764_074_175_000
    assert version["body"].startswith("Use one.\n\nfrom: GreenCastle\nto: RedCat\n")
    why = {path: reason.partition(":")[0] for path, reason in folder.left_out}
    assert why == {
        "agents/RedCat/profile.json": "The profile of an agent",
        "messages/2025/11/a__7.md": "A copy of a message that is there already.",
        "file_reservations/1.json": "A reservation of files",
        "messages/notes.md": "It is no message",
    }


def test_links_are_not_followed_and_an_empty_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("mine")
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "out.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(InvalidCommand, match=r"out\.md: It is a link"):
        read_folder("notes", vault)


@pytest.mark.parametrize(
    ("text", "word"),
    [("ann,zoe\nann,bob\n", "line 2 maps ann again"), ("ann\n", "line 1 has not two names")],
)
def test_a_wrong_list_of_people_is_named_by_its_line(text: str, word: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(text)
    with pytest.raises(InvalidCommand, match=word):
        read_people(file)
