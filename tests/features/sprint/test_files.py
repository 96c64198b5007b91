"""Files with tasks: what is read of them, what is refused, and that an export returns them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import InvalidCommand
from commonground.features.sprint.cells import estimate_of
from commonground.features.sprint.export import export_csv
from commonground.features.sprint.fields import FieldName
from commonground.features.sprint.files import read_tasks
from commonground.features.sprint.model import Task
from commonground.features.sprint.task_commands import (
    SprintAdd,
    SprintEdit,
    SprintImport,
    SprintMove,
)

from .sprinting import begun

PLAIN = """\
key,title,assignee,estimate,after,area,status,team mood
A-1,Write the schema,ada,3,,api,done,fine
A-2,Serve it,bob,2.5,A-1,api,in progress,
A-3,"Draw it, twice",ada,1d,"A-1, A-2",web,to do,"so, so"
"""
JIRA = """\
Summary,Issue key,Issue id,Status,Assignee,Labels,Labels,Original Estimate,\
Inward issue link (Blocks)
Write the schema,PAY-1,10001,Done,ada,x,y,28800,
Serve it,PAY-2,10002,In Progress,bob,,,14400,PAY-1
"""
GITHUB = [
    {
        "number": 12,
        "title": "Write the schema",
        "state": "closed",
        "assignee": {"login": "ada"},
        "labels": [{"name": "area: api"}, {"name": "points: 3"}],
        "body": "Everything.",
    },
    {
        "number": 13,
        "title": "Serve it",
        "state": "open",
        "assignee": None,
        "labels": [],
        "body": "Depends on #12 and #11.",
    },
    {"number": 14, "title": "A change", "state": "open", "pull_request": {"url": "x"}},
]
GITLAB = [
    {
        "iid": 7,
        "title": "Serve it",
        "state": "opened",
        "assignees": [{"username": "bob", "name": "Bob"}],
        "labels": ["area::web"],
        "weight": 5,
        "time_stats": {"time_estimate": 0},
        "description": "Blocked by #6",
    }
]


def short(task: Task) -> tuple[Any, ...]:
    return (task.key, task.title, task.assignee, task.estimate, task.after, task.area, task.column)


def tasks_of(text: str) -> list[tuple[Any, ...]]:
    return sorted(short(task) for task in begun(text).now().tasks)


def test_a_plain_table_is_read_by_the_names_of_its_columns() -> None:
    assert tasks_of(PLAIN) == [
        ("A-1", "Write the schema", "ada", 3.0, (), "api", "done"),
        ("A-2", "Serve it", "bob", 2.5, ("A-1",), "api", "doing"),
        ("A-3", "Draw it, twice", "ada", 1.0, ("A-1", "A-2"), "web", "todo"),
    ]


def test_jiras_table_is_read_with_its_seconds_and_links() -> None:
    assert tasks_of(JIRA) == [
        ("PAY-1", "Write the schema", "ada", 1.0, (), None, "done"),
        ("PAY-2", "Serve it", "bob", 0.5, ("PAY-1",), None, "doing"),
    ]


def test_githubs_issues_are_read_and_pull_requests_are_none() -> None:
    assert tasks_of(json.dumps(GITHUB)) == [
        ("#12", "Write the schema", "ada", 3.0, (), "api", "done"),
        ("#13", "Serve it", None, None, ("#12", "#11"), None, "todo"),
    ]


def test_gitlabs_issues_are_read() -> None:
    assert tasks_of(json.dumps(GITLAB)) == [
        ("#7", "Serve it", "bob", 5.0, ("#6",), "web", "todo"),
    ]


def test_semicolons_tabs_and_a_byte_order_mark_are_understood() -> None:
    assert [t[1] for t in tasks_of("\ufefftitle;points\nOne;2\nTwo;3")] == ["One", "Two"]
    assert [t[3] for t in tasks_of("title\tpoints\nOne\t2,5\n")] == [2.5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing in it"),
        ("name of it,points\nOne,1\n", "No column holds the tasks' titles"),
        ("title,points\nOne,lots\n", "Row 2, 'points': 'lots' is no estimate"),
        ("title,points\nOne,1\n,2\n", "Row 3, 'title': the task has no title"),
        ("title,points\nOne,1,2,3\n", "Row 2 has 4 cells, the header 2"),
        ("key,title\nA,One\nB,Two\na,Three\n", "Rows 2 and 4 both have the key 'a'"),
        ('title\n"One\n', "It is no CSV"),
        ("[{]", "It is no JSON"),
        ("[1]", "Issue 1 is no object"),
        ("{}", "No column holds"),
        ("[]", "the list is empty"),
        ("title\n", "There is no task in it"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(text: str, said: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        read_tasks(text)
    assert said in str(refused.value)


def test_all_problems_are_told_at_once_and_nothing_is_taken() -> None:
    replica = begun()
    text = "title,points\nOne,a\nTwo,b\nThree,3\n"
    with pytest.raises(InvalidCommand) as refused:
        replica.run(SprintImport(sprint=replica.sprint, text=text))
    assert "Row 2" in str(refused.value)
    assert "Row 3" in str(refused.value)
    assert replica.now().tasks == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [("3", 3), ("2.5 points", 2.5), ("4h", 0.5), ("1w 2d", 7), ("90 min", 0.1875), ("-", None)],
)
def test_estimates_are_written_in_several_ways(text: str, days: float | None) -> None:
    assert estimate_of(text) == days


# Back again

NAMES = ("title", "assignee", "estimate", "after", "area", "status", "notes", "files", "Mood", "")
CELLS = {
    "title": st.text("ab cé,\"'\n", max_size=8).map(lambda t: f"x{t}"),
    "estimate": st.sampled_from(["", "1", "2.50", "3 points", "4h", "01"]),
    "status": st.sampled_from(["", "To Do", "in progress", "QA", "Done", "done "]),
    "after": st.sampled_from(["", "K1", "K1;K2", "K2, K1 ,K1"]),
    "assignee": st.sampled_from(["", "ada", " Bob  Brown ", '[{"login":"ada"}]', "a;b"]),
}
ANY_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=9)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = ["title", *draw(st.lists(st.sampled_from(NAMES), max_size=7))]
    header = draw(st.permutations(header))
    count = draw(st.integers(1, 5))
    rows = [[draw(CELLS.get(name, ANY_CELL)) for name in header] for _ in range(count)]
    if draw(st.booleans()):
        header = ["key", *header]
        rows = [[f"K{n}", *row] for n, row in enumerate(rows)]
    return [list(header), *rows]


def written(table: list[list[str]], **form: Any) -> str:
    out = io.StringIO()
    csv.writer(out, **{"lineterminator": "\n", **form}).writerows(table)
    return out.getvalue()


@given(tables(), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_an_export_returns_what_came_in(
    table: list[list[str]], delimiter: str, newline: str
) -> None:
    text = written(table, delimiter=delimiter, lineterminator=newline)
    if len(table[0]) == 1:
        text = written(table)  # one column tells nothing of how columns are parted
    assert export_csv(begun(text).now()) == text


@given(tables())
def test_a_file_that_quotes_everything_is_returned_so(table: list[list[str]]) -> None:
    text = written(table, quoting=csv.QUOTE_ALL)
    assert export_csv(begun(text).now()) == text


@given(tables(), st.data())
def test_only_the_cells_of_changed_fields_differ(
    table: list[list[str]], data: st.DataObject
) -> None:
    replica = begun(written(table))
    tasks = replica.now().tasks
    if not tasks:
        return
    task = data.draw(st.sampled_from(tasks))
    fields: dict[FieldName, Any] = {"assignee": "grace", "estimate": 8.0}
    replica.run(SprintEdit(sprint=replica.sprint, task=task.id, fields=fields))
    replica.run(SprintMove(sprint=replica.sprint, task=task.id, column="done"))
    header, *rows = list(csv.reader(io.StringIO(export_csv(replica.now()), "")))
    assert header[: len(table[0])] == table[0]
    changed = int(task.said["row"]) - 2
    for number, (before, after) in enumerate(zip(table[1:], rows, strict=True)):
        same = [name for name, a, b in zip(table[0], before, after, strict=False) if a == b]
        for name in set(table[0]) - {"assignee", "estimate", "status"}:
            assert name in same or number == changed
        if number != changed:
            assert after[: len(before)] == before
    again = begun(export_csv(replica.now())).now()
    assert sorted(map(bare, again.tasks)) == sorted(map(bare, replica.now().tasks))


def bare(task: Task) -> tuple[Any, ...]:
    """What can be put in order, also where nobody said an area."""
    who, area = task.assignee or "", task.area or ""
    return (task.title, who, task.estimate or 0, task.after, task.column, area)


@pytest.mark.parametrize("text", [PLAIN, JIRA])
def test_a_table_comes_back_byte_for_byte(text: str) -> None:
    assert export_csv(begun(text).now()) == text


@pytest.mark.parametrize("issues", [GITHUB[:2], GITLAB])
def test_issues_come_back_as_a_table_with_every_field(issues: list[dict[str, Any]]) -> None:
    text = export_csv(begun(json.dumps(issues)).now())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [set(row) for row in rows] == [set(issue) for issue in issues]
    for row, issue in zip(rows, issues, strict=True):
        assert row["title"] == issue["title"]
        assert json.loads(row["labels"]) == issue["labels"]


def test_importing_a_file_again_adds_nothing_and_keeps_what_was_changed_on_the_board() -> None:
    replica = begun(PLAIN)
    replica.run(SprintMove(sprint=replica.sprint, task="A-3", column="review"))
    replica.run(SprintEdit(sprint=replica.sprint, task="A-2", fields={"assignee": "ada"}))
    before = replica.now()
    plan = replica.run(SprintImport(sprint=replica.sprint, text=PLAIN))
    assert plan.writes == ()
    assert replica.now() == before
    replica.run(SprintImport(sprint=replica.sprint, text=PLAIN.replace("Serve it", "Serve all")))
    task = replica.now().task("A-2")
    assert task is not None
    assert (task.title, task.assignee) == ("Serve all", "ada")


def test_tasks_that_were_typed_in_are_exported_below_with_the_columns_they_need() -> None:
    replica = begun("title,points\nOne,1\n")
    add = SprintAdd(sprint=replica.sprint, title="Two", assignee="ada", estimate=2)
    replica.run(add)
    text = export_csv(replica.now())
    assert text == "title,points,key,assignee\nOne,1,,\nTwo,2,T2,ada\n"


def test_two_files_share_the_columns_that_mean_the_same() -> None:
    replica = begun("title,points,mood\nOne,1,fine\n")
    replica.run(SprintImport(sprint=replica.sprint, text="Summary,Estimate,size\nTwo,2,xl\n"))
    assert export_csv(replica.now()) == "title,points,mood,size\nOne,1,fine,\nTwo,2,,xl\n"


@pytest.mark.parametrize(
    "text", ['"' + "h" * 140_000 + '",title\nx,y\n', "h" * 140_000 + ",title\nx,y\n"]
)
def test_a_first_line_that_csv_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(InvalidCommand, match="CSV"):
        read_tasks(text)
