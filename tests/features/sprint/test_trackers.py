"""Exports of the trackers that teams use: each is read as its tracker means it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from commonground.errors import InvalidCommand
from commonground.features.sprint.export import export_csv
from commonground.features.sprint.fields import FieldName
from commonground.features.sprint.files import read_tasks
from commonground.features.sprint.model import Task
from commonground.features.sprint.task_commands import SprintEdit, SprintImport, SprintMove

from .sprinting import begun

JIRA = (
    "Summary,Issue key,Issue id,Issue Type,Status,Status Category,Resolution,Assignee,Component/s,"
    "Component/s,Labels,Labels,Custom field (Story Points),Custom field (Story point estimate),"
    "Original estimate,Inward issue link (Blocks),Inward issue link (Blocks),Comment\n"
)
GITLAB = (
    "Title,Description,Issue ID,URL,State,Author,Author Username,Assignee,Assignee Username,"
    "Weight,Labels,Time Estimate,Time Spent\n"
)
LINEAR = (
    '"ID","Team","Title","Description","Status","Estimate","Assignee","Labels","Cycle Number",'
    '"Started","Completed","Canceled","Blocked by","Duplicate of"\n'
)


def tasks_of(text: str) -> dict[str, Task]:
    return {task.key: task for task in begun(text).now().tasks}


def one(text: str) -> Task:
    (task,) = tasks_of(text).values()
    return task


def jira(**cells: str) -> str:
    names = next(csv.reader([JIRA.strip()]))
    row = {"Summary": "One", "Issue key": "P-1", **cells}
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([row.pop(name, "") for name in names])
    assert not row
    return JIRA + out.getvalue()


# Long fields


@pytest.mark.parametrize("length", [201, 255, 256, 5_000])
def test_a_long_title_is_cut_and_the_row_is_taken(length: int) -> None:
    text = jira(Summary="s" * length)
    task = one(text)
    assert task.title == "s" * 199 + "…"
    assert read_tasks(text).notes == (
        f"Row 2, 'Summary': {length:,} characters; the first 200 are taken.",
    )
    assert export_csv(begun(text).now()) == text


@pytest.mark.parametrize("length", [20_001, 140_000, 300_000])
def test_a_long_cell_that_is_not_needed_costs_nothing(length: int) -> None:
    text = jira(Comment="c" * length)
    assert read_tasks(text).notes == ()
    assert export_csv(begun(text).now()) == text


def test_a_long_description_is_cut_and_comes_back_whole() -> None:
    text = "key,title,description\nA,One," + "d" * 32_767 + "\n"
    task = one(text)
    assert (len(task.notes), task.notes[-1]) == (20_000, "…")
    assert "32,767 characters; the first 20,000 are taken" in read_tasks(text).notes[0]
    assert export_csv(begun(text).now()) == text


def test_what_is_too_much_to_keep_is_left_out_by_column_and_said() -> None:
    rows = "".join(f"P-{n},Task {n},{'c' * 9_000},{'d' * 300},fine\n" for n in range(400))
    text = "Issue key,Summary,Comment,Description,Mood\n" + rows
    file = read_tasks(text)
    assert len(file.rows) == 400
    assert file.notes == (
        "'Comment': 3,600,000 characters are too many to keep; an export lacks them.",
    )
    task = tasks_of(text)["P-7"]
    assert (task.notes, task.cells) == ("d" * 300, {"0": "P-7", "4": "fine"})


def test_descriptions_are_cut_only_where_there_is_no_other_room() -> None:
    rows = "".join(f"P-{n},Task {n},{'d' * 9_000}\n" for n in range(300))
    file = read_tasks("Issue key,Summary,Description\n" + rows)
    assert {len(row.values["notes"]) for row in file.rows} == {500}
    assert file.notes == ("Descriptions are cut at 500 characters each, to find room for all.",)


def test_too_many_tasks_are_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidCommand, match="2,001 tasks") as refused:
        read_tasks("title\n" + "x\n" * 2_001)
    assert "filter them" in refused.value.remedy


# Several columns of one name


def test_of_several_columns_the_first_filled_one_wins_and_lists_join() -> None:
    header = "title,Story Points,Story point estimate,Component/s,Component/s,Labels,Labels,"
    header += "after,after\n"
    tasks = {
        task.title: (task.estimate, task.area, task.after)
        for task in begun(
            header
            + "A,,5,,web,x,area: api,B,C\n"
            + "B,3,8,core,web,,,,\n"
            + "C,,,,,x,area: api,,B\n"
            + "D,,,,,x,points: 2,,\n"
        )
        .now()
        .tasks
    }
    assert tasks == {
        "A": (5.0, "web", ("B", "C")),
        "B": (3.0, "core", ()),
        "C": (None, "api", ("B",)),
        "D": (2.0, None, ()),
    }


def test_a_change_is_written_where_the_field_stood() -> None:
    replica = begun(
        "key,title,Story Points,Story point estimate,Name\nA,One,,5,Ada\nB,Two,3,8,Bob\n"
    )
    for key in ("A", "B"):
        edit: dict[FieldName, Any] = {"title": f"New {key}", "estimate": 1.0}
        replica.run(SprintEdit(sprint=replica.sprint, task=key, fields=edit))
    assert export_csv(replica.now()) == (
        "key,title,Story Points,Story point estimate,Name\nA,New A,,1,Ada\nB,New B,1,8,Bob\n"
    )
    replica.run(SprintEdit(sprint=replica.sprint, task="B", fields={"estimate": None}))
    assert "B,New B,,,Bob" in export_csv(replica.now())


# Seconds, hours and sizes


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (GITLAB + "One,,1,u,Open,,,,,,a,10800,0\n", 0.375),
        (GITLAB + "One,,1,u,Open,,,,,,a,10800.00000,0\n", 0.375),
        (GITLAB + "One,,1,u,Open,,,,,,a,0,0\n", None),
        (GITLAB + "One,,1,u,Open,,,,,5,a,10800,0\n", 5.0),
        (GITLAB + 'One,,1,u,Open,,,,,,"bug,weight::3",0,0\n', 3.0),
        ('[{"iid":1,"title":"One","labels":["weight::3"]}]', 3.0),
        ('[{"iid":1,"title":"One","labels":["weight::2.5"]}]', 2.5),
        ('[{"iid":1,"title":"One","weight":null,"time_stats":{"time_estimate":10800}}]', 0.375),
        ('[{"iid":"1","title":"One","timeEstimate":28800}]', 1.0),
        (jira(**{"Original estimate": "28800"}), 1.0),
        (jira(**{"Original estimate": "28800", "Custom field (Story Points)": "8"}), 8.0),
        ("ID,Work Item Type,Title,Original Estimate\n1,Task,One,16\n", 2.0),
    ],
)
def test_an_estimate_counts_in_its_trackers_unit(text: str, days: float | None) -> None:
    assert one(text).estimate == days


def test_a_changed_estimate_is_written_in_its_trackers_unit() -> None:
    replica = begun(jira(**{"Original estimate": "28800"}))
    replica.run(SprintEdit(sprint=replica.sprint, task="P-1", fields={"estimate": 2.0}))
    text = export_csv(replica.now())
    assert ",57600," in text
    assert one(text).estimate == 2.0


# Jira, GitLab, Linear and Azure as tables


def test_gitlabs_table_is_read_by_its_own_names() -> None:
    text = GITLAB + (
        'Serve it,"Blocked by #1, see #9",7,https://gitlab.com/g/p/-/issues/7,Open,Cy,cy,'
        '"Ada Lovelace, Bob",ada,,"bug,area::web",0,0\n'
    )
    task = one(text)
    assert (task.key, task.assignee, task.after, task.area, task.column) == (
        "#7", "Ada Lovelace", ("#1",), "web", "todo",
    )  # fmt: skip
    assert export_csv(begun(text).now()) == text


def test_linears_table_is_read_by_its_own_names() -> None:
    tasks = tasks_of(
        LINEAR
        + '"ENG-1","ENG","A","depends on ENG-3","Canceled","2","","area: api","1","","","x","",""\n'
        + '"ENG-2","ENG","B","","Shipped to all","1","","","","","Mon","","ENG-1",""\n'
        + '"ENG-3","ENG","C","","Duplicate","1","","","","","","","","ENG-1"\n'
        + '"ENG-4","ENG","D","","Bakery","1","","","","Mon","","","",""\n'
    )
    assert {k: (t.column, t.after, t.area) for k, t in tasks.items()} == {
        "ENG-1": ("dropped", ("ENG-3",), "api"),
        "ENG-2": ("done", ("ENG-1",), None),
        "ENG-3": ("dropped", (), None),
        "ENG-4": ("doing", (), None),
    }


def test_azures_people_are_named_without_their_address() -> None:
    text = (
        "ID,Work Item Type,Title 1,Title 2,Assigned To,State,Area Path\n"
        "1,Epic,Whole,,Ada Lovelace <ada@example.com>,Active,Shop\n"
        '2,Task,,Part,"""Brown, Bob"" <bob@example.com>",Removed,Shop\\Api\n'
    )
    tasks = tasks_of(text)
    assert {k: (t.title, t.assignee, t.column, t.area) for k, t in tasks.items()} == {
        "1": ("Whole", "Ada Lovelace", "doing", None),
        "2": ("Part", "Brown, Bob", "dropped", "Api"),
    }
    assert export_csv(begun(text).now()) == text


def test_what_one_row_of_an_export_has_wrong_costs_that_row_and_is_said() -> None:
    text = JIRA + "".join(
        line + "\n"
        for line in (
            "One,P-1,1,Story,Open,,,,,,,,XL,,,,,",
            ",P-2,2,Story,Open,,,,,,,,,,,,,",
            "Three,P-1,3,Story,Open,,,,,,,,,,,,,",
            "Four,P-4,4,Story,Open,,,,,,,,,,,,,,,",
            ",,,,,,,,,,,,,,,,,",
        )
    )
    assert sorted(tasks_of(text)) == ["P-1", "P-4"]
    assert read_tasks(text).notes == (
        "Row 2, 'Custom field (Story Points)': 'XL' is no estimate; write 3, 2.5, 4h or 2d.",
        "Row 3, 'Summary': the task has no title.",
        "Rows 2 and 4 both have the key 'P-1'.",
    )


# JSON


def test_one_issue_of_gh_is_one_task_and_its_labels_are_none() -> None:
    issue = {
        "assignees": [{"login": "bob", "name": "Bob"}],
        "body": "",
        "comments": [{"body": "Me too", "author": {"login": "cy"}}],
        "labels": [{"id": "1", "name": "bug"}, {"id": "2", "name": "area: api"}],
        "number": 12,
        "state": "CLOSED",
        "stateReason": "NOT_PLANNED",
        "title": "Write it",
    }
    task = one(json.dumps(issue))
    assert (task.key, task.title, task.assignee, task.area, task.column) == (
        "#12", "Write it", "bob", "api", "dropped",
    )  # fmt: skip


NODE: dict[str, Any] = {
    "number": 3,
    "title": "Draw",
    "state": "OPEN",
    "assignees": {"nodes": [{"login": "ada"}]},
    "labels": {"nodes": [{"name": "points: 2"}]},
    "blockedBy": {"nodes": [{"number": 2}, {"number": 1}]},
}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": {"repository": {"name": "r", "issues": {"nodes": [NODE], "totalCount": 1}}}},
        {"data": {"repository": {"issues": {"edges": [{"cursor": "x", "node": NODE}]}}}},
        {"data": {"repository": {"issue": NODE}}},
        {"data": {"search": {"nodes": [NODE]}}},
        {"data": {"node": {"title": "Plan", "items": {"nodes": [{"content": NODE}]}}}},
        {"total_count": 1, "items": [NODE]},
        {"nodes": [NODE]},
        [[NODE]],
        [{"node": NODE}],
    ],
)
def test_graphqls_nodes_are_read_wherever_they_lie(answer: Any) -> None:
    task = one(json.dumps(answer))
    assert (task.key, task.assignee, task.estimate, task.after) == (
        "#3", "ada", 2.0, ("#2", "#1"),
    )  # fmt: skip


def test_a_blocking_issue_of_another_repository_is_named_with_it() -> None:
    issue = {
        "number": 3,
        "title": "Draw",
        "url": "https://github.com/o/r/issues/3",
        "blockedBy": [
            {"number": 1, "repository": {"nameWithOwner": "o/s"}},
            {"number": 2, "url": "https://github.com/O/R/issues/2"},
            {"number": 4},
        ],
    }
    assert one(json.dumps([issue])).after == ("o/s#1", "#2", "#4")


def test_issues_on_lines_of_their_own_are_read() -> None:
    assert sorted(tasks_of('{"number":1,"title":"A"}\n{"number":2,"title":"B"}\n')) == ["#1", "#2"]


def test_assignees_go_before_the_old_single_one() -> None:
    issue = {"number": 1, "title": "A", "assignee": {"login": "old"}, "assignees": [{"login": "x"}]}
    assert one(json.dumps([issue])).assignee == "x"
    assert one(json.dumps([{**issue, "assignees": []}])).assignee == "old"


def test_a_project_of_github_is_read_with_its_own_fields() -> None:
    items = [
        {
            "id": "PVTI_1",
            "title": "Draw",
            "status": "In Progress",
            "assignees": ["ada"],
            "estimate": 3,
            "content": {
                "type": "Issue", "number": 3, "title": "Draw", "body": "Depends on #9",
                "repository": "o/r", "url": "https://github.com/o/r/issues/3",
            },
        },
        {"id": "PVTI_2", "title": "Fix", "content": {"type": "PullRequest", "number": 5}},
        {"id": "PVTI_3", "title": "Idea", "status": "Todo", "content": {"type": "DraftIssue"}},
    ]  # fmt: skip
    text = json.dumps({"items": items, "totalCount": 3})
    assert {k: (t.title, t.column, t.estimate, t.after) for k, t in tasks_of(text).items()} == {
        "#3": ("Draw", "doing", 3.0, ("#9",)),
        "T1": ("Idea", "todo", None, ()),
    }
    assert read_tasks(text).notes == ("Left out, since they are no tasks: 1 pull requests.",)


def test_issues_of_several_repositories_are_named_with_them() -> None:
    issues = [
        {"number": 1, "title": "A", "html_url": "https://github.com/o/r/issues/1", "body": ""},
        {
            "number": 1,
            "title": "B",
            "html_url": "https://github.com/o/s/issues/1",
            "body": "Blocked by #2 and https://github.com/o/r/issues/1",
        },
    ]
    tasks = tasks_of(json.dumps(issues))
    assert {key: task.after for key, task in tasks.items()} == {
        "o/r#1": (),
        "o/s#1": ("o/s#2", "o/r#1"),
    }


def test_a_board_of_trello_is_its_cards_and_not_its_actions() -> None:
    board = {
        "name": "Shop",
        "actions": [{"type": "createCard", "data": {"card": {"name": "Never"}}}],
        "cards": [
            {
                "id": "c1", "idShort": 1, "shortLink": "AbCd", "name": "Write", "idList": "l1",
                "desc": "Text", "idMembers": ["m1"], "labels": [{"name": "area: api"}],
                "customFieldItems": [{"idCustomField": "f", "value": {"number": "5"}}],
            },
            {"id": "c2", "idShort": 2, "name": "Old", "idList": "l1", "closed": True,
             "desc": "Blocked by https://trello.com/c/AbCd/1-write"},
            {"id": "c3", "idShort": 3, "name": "Kept", "idList": "l2", "closed": True, "desc": ""},
            {"id": "c4", "idShort": 4, "name": "Ticked", "idList": "l1", "dueComplete": True},
        ],
        "lists": [
            {"id": "l1", "name": "Doing", "idBoard": "b"},
            {"id": "l2", "name": "Done ✅", "idBoard": "b"},
        ],
        "members": [{"id": "m1", "username": "ada", "fullName": "Ada Lovelace"}],
        "checklists": [
            {"idCard": "c1", "name": "Steps", "checkItems": [
                {"name": "two", "state": "incomplete", "pos": 2},
                {"name": "one", "state": "complete", "pos": 1},
            ]}
        ],
        "customFields": [{"id": "f", "name": "Story Points"}],
    }  # fmt: skip
    tasks = tasks_of(json.dumps(board))
    assert {k: (t.title, t.column) for k, t in tasks.items()} == {
        "#1": ("Write", "doing"),
        "#2": ("Old", "dropped"),
        "#3": ("Kept", "done"),
        "#4": ("Ticked", "done"),
    }
    first = tasks["#1"]
    assert (first.assignee, first.area, first.estimate) == ("ada", "api", 5.0)
    assert first.notes == "Text\n\nSteps:\n- [x] one\n- [ ] two"
    assert tasks["#2"].after == ("#1",)


def test_jiras_and_linears_json_are_read() -> None:
    fields = {
        "summary": "Serve",
        "status": {"name": "Freigegeben", "statusCategory": {"key": "done"}},
        "resolution": {"name": "Won't Do"},
        "assignee": {"displayName": "Ada"},
        "issuelinks": [
            {"type": {"inward": "is blocked by"}, "inwardIssue": {"key": "P-0"}},
            {"type": {"inward": "relates to"}, "inwardIssue": {"key": "P-9"}},
        ],
        "components": [{"name": "api"}],
    }
    task = one(json.dumps({"issues": [{"key": "P-1", "fields": fields}], "total": 1}))
    assert (task.key, task.assignee, task.after, task.area, task.column) == (
        "P-1", "Ada", ("P-0",), "api", "dropped",
    )  # fmt: skip
    issue = {
        "identifier": "ENG-2",
        "title": "B",
        "state": {"name": "Shipped", "type": "completed"},
        "inverseRelations": {"nodes": [{"type": "blocks", "issue": {"identifier": "ENG-1"}}]},
    }
    task = one(json.dumps({"data": {"team": {"name": "E", "issues": {"nodes": [issue]}}}}))
    assert (task.key, task.column, task.after) == ("ENG-2", "done", ("ENG-1",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"foo": 1, "bar": {"a": [1]}}', "the object has foo, bar"),
        ('{"labels": [{"name": "bug"}]}', "the object has labels"),
        ('{"errors": [{"message": "Bad"}], "data": null}', "holds errors"),
        ("<html>", "XML or HTML"),
        ("PK\x03\x04", "Excel"),
    ],
)
def test_what_holds_no_tasks_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        read_tasks(text)
    assert said in str(refused.value)


# As they came


@pytest.mark.parametrize(
    "text",
    [
        "\ufefftitle;points\r\nOne;1\r\n",
        "sep=;\r\ntitle;points\r\nOne;1\r\n",
        "\ufeffsep=\t\ntitle\tpoints\nOne\t1\n",
        "title,points\rOne,1\rTwo,2\r",
        "title,points\nOne,1",
        'title,notes\nOne,"a\r\nb"\n',
        '"title","no\ntes"\n"One","a\r\nb"\n',
        "title|points\nOne|1\n",
        "title;what, why; when\nOne;x, y;z\n",
    ],
)
def test_a_table_is_written_as_it_came(text: str) -> None:
    assert export_csv(begun(text).now()) == text


def test_the_same_export_again_changes_nothing_and_a_newer_one_what_it_says() -> None:
    text = jira(Status="Open", Comment="c" * 30_000)
    replica = begun(text)
    assert replica.run(SprintImport(sprint=replica.sprint, text=text)).writes == ()
    newer = jira(Status="Closed", Resolution="Won't Do", Comment="d" * 30_000)
    replica.run(SprintImport(sprint=replica.sprint, text=newer))
    (task,) = replica.now().tasks
    assert task.column == "dropped"
    assert export_csv(replica.now()) == newer


def test_a_card_that_was_moved_says_so_in_every_column_of_its_file() -> None:
    text = JIRA + "".join(
        f"Task {n},P-{n},{n},Story,{status},{category},{end},,,,,,,,,,,\n"
        for n, (status, category, end) in enumerate(
            (
                ("Fertig", "Fertig", "Erledigt"),
                ("In Arbeit", "In Arbeit", ""),
                ("In Arbeit", "In Arbeit", ""),
            )
        )
    )
    replica = begun(text)
    for key, column in (("P-0", "doing"), ("P-1", "done"), ("P-2", "dropped")):
        replica.run(SprintMove(sprint=replica.sprint, task=key, column=column))
    moved = export_csv(replica.now())
    assert "P-0,0,Story,In Arbeit,In Arbeit,,," in moved
    assert "P-1,1,Story,Fertig,Fertig,Erledigt,," in moved
    assert {key: task.column for key, task in tasks_of(moved).items()} == {
        "P-0": "doing",
        "P-1": "done",
        "P-2": "dropped",
    }


@pytest.mark.parametrize(
    ("listed", "named"),
    [
        ({"name": "bug", "color": "d73a4a", "description": "Broken"}, "labels"),
        ({"name": "shop", "nameWithOwner": "o/shop", "description": "A shop"}, "repositories"),
        ({"number": 1, "title": "v1", "open_issues": 4, "closed_issues": 8}, "milestones"),
        ({"iid": 3, "title": "10.0", "state": "active", "start_date": "2026-01-01"}, "milestones"),
        ({"name": "v1", "tagName": "v1", "isDraft": False}, "releases"),
        ({"number": 7, "title": "Add", "state": "OPEN", "headRefName": "add"}, "pull requests"),
        ({"number": 7, "title": "Add", "isDraft": False}, "pull requests"),
        ({"iid": 1, "title": "Add", "source_branch": "a", "target_branch": "m"}, "merge requests"),
        ({"number": 5, "title": "How?", "url": "https://x.org/o/r/discussions/5"}, "discussions"),
        ({"login": "ada", "name": "Ada", "id": 1}, "people"),
        ({"id": "l", "name": "Doing", "idBoard": "b", "pos": 1}, "lists of a board"),
        ({"type": "createCard", "date": "2026", "data": {"card": {"name": "A", "idShort": 1}}},
         "actions of a board"),
    ],
)  # fmt: skip
def test_what_is_listed_beside_issues_is_no_task(listed: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidCommand, match=f"no issue in it, but 1 {named}"):
        read_tasks(json.dumps([listed]))
    issue = {"number": 9, "title": "Real", "state": "open"}
    file = read_tasks(json.dumps([listed, issue]))
    assert [row.values["title"] for row in file.rows] == ["Real"]
    assert file.notes == (f"Left out, since they are no tasks: 1 {named}.",)


def test_what_blocks_is_found_by_either_id_of_a_task() -> None:
    text = (
        "Task ID,Task Custom ID,Task Name,Status,Waiting On\n"
        "abc,ENG-1,First,open,[def]\n"
        "def,ENG-2,Second,open,[]\n"
    )
    assert tasks_of(text)["ENG-1"].after == ("ENG-2",)
    assert export_csv(begun(text).now()) == text
