"""What a status means: to do, under way, done and dropped are four things, everywhere."""

from __future__ import annotations

import pytest

from commonground.core.role import Member
from commonground.errors import InvalidCommand
from commonground.features.sprint.carry import carry_over
from commonground.features.sprint.checks import Team, check
from commonground.features.sprint.files import read_tasks
from commonground.features.sprint.plan import critical_path, loads, schedule_of
from commonground.features.sprint.report import board_markdown, loads_markdown, sprint_markdown
from commonground.features.sprint.review import look_back, review_markdown
from commonground.features.sprint.statuses import column_of
from commonground.registry import features

from .sprinting import begun

FILE = """\
key,title,assignee,estimate,after,status
A,Write,ada,3,,To Do
B,Check,ada,5,A,Won't Do
C,Serve,bob,2,B,In Progress
D,Draw,bob,4,C,Done
E,Again,ada,8,A,Duplicate
"""


@pytest.mark.parametrize(
    ("status", "column"),
    [
        ("Won't Do", "dropped"),
        ("Won’t do", "dropped"),
        ("WONT_FIX", "dropped"),
        ("Cancelled", "dropped"),
        ("Canceled", "dropped"),
        ("Duplicate", "dropped"),
        ("not_planned", "dropped"),
        ("Removed", "dropped"),
        ("Отменено", "dropped"),
        ("Abgebrochen", "dropped"),
        ("キャンセル", "dropped"),
        ("✅ Done", "done"),
        ("Terminé", "done"),
        ("TERMINÉ(E)", "done"),
        ("Terminé·e", "done"),
        ("Finalizado/a", "done"),
        ("Cerrado(a)", "done"),
        ("Annulé(e)", "dropped"),
        ("Closed - Won't Do", "dropped"),
        ("Closed (duplicate)", "dropped"),
        ("Closed as not planned", "dropped"),
        ("Cancelled (no longer needed)", "dropped"),
        ("Resolved - Fixed", "done"),
        ("Done (Released)", "done"),
        ("Done/Closed", "done"),
        ("1. To do", "todo"),
        ("03 Done", "done"),
        ("workflow::in dev", "doing"),
        ("Status: Done", "done"),
        ("In Review (Peer)", "review"),
        ("Incomplete", "Incomplete"),
        ("Not Done", "Not Done"),
        ("Not done (yet)", "Not done (yet)"),
        ("Done-ish", "Done-ish"),
        ("Blocked - Done in part", "Blocked - Done in part"),
        ("UNCONFIRMED", "todo"),
        ("VERIFIED", "done"),
        ("Hotovo", "done"),
        ("Gotowe", "done"),
        ("Готово", "done"),
        ("完了", "done"),
        ("완료", "done"),
        ("Tamamlandı", "done"),
        ("IN_PROGRESS", "doing"),
        ("in-progress", "doing"),
        ("В работе", "doing"),
        ("En cours", "doing"),
        ("Pågående", "doing"),
        ("À faire", "todo"),
        ("Do zrobienia", "todo"),
        ("待办", "todo"),
        ("", "todo"),
        ("In Review", "review"),
        ("Bakery", "Bakery"),
    ],
)
def test_a_status_is_known_in_many_languages(status: str, column: str) -> None:
    assert column_of(status) == column


@pytest.mark.parametrize(
    ("status", "category", "resolution", "column"),
    [
        ("Σε εξέλιξη τώρα", "In Progress", "", "doing"),
        ("Freigegeben", "Fertig", "", "done"),
        ("Freigegeben", "Done", "Won't Do", "dropped"),
        ("Cancelled", "Done", "", "dropped"),
        ("Closed", "", "Duplicate", "dropped"),
        ("Closed", "", "Fixed", "done"),
        ("Zamknięte", "Gotowe", "Duplikat", "dropped"),
        ("Rejected", "In Progress", "", "doing"),
        ("Resolved", "In Progress", "", "doing"),
        ("In Review", "In Progress", "", "review"),
        ("Analyse", "Zu erledigen", "", "todo"),
        ("Archiv", "", "Won't Fix", "dropped"),
        ("Anything", "indeterminate", "", "doing"),
        ("Anything", "new", "", "todo"),
        ("Anything", "No Category", "", "Anything"),
        ("Open", "", "Unresolved", "todo"),
        ("Aufgenommen", "Terminé(e)", "", "done"),
        ("RESOLVED", "", "INCOMPLETE", "dropped"),
    ],
)
def test_the_trackers_category_decides_and_its_resolution_drops(
    status: str, category: str, resolution: str, column: str
) -> None:
    assert column_of(status, category, resolution) == column


def test_what_the_team_said_once_goes_before_all() -> None:
    text = "title,status\nOne,Bakery\nTwo,bakery!\nThree,Closed\nFour,Unheard\n"
    file = read_tasks(text, {"bakery": "done", "closed": "review"})
    assert [row.column for row in file.rows] == ["done", "done", "review", "Unheard"]
    assert file.unknown == ("Unheard",)
    assert read_tasks(text).unknown == ("Bakery", "bakery!", "Unheard")


def test_a_status_is_remembered_only_by_a_name_and_a_column_of_ours() -> None:
    checked = features().settings.checked
    assert checked("status:bakery", "done") == "done"
    for name, value in (("status:Bakery!", "done"), ("status:bakery", "gone"), ("status:", "done")):
        with pytest.raises(InvalidCommand):
            checked(name, value)


def test_what_was_dropped_is_no_load_on_no_path_and_not_left_over() -> None:
    sprint = begun(FILE).now()
    assert [
        (x.assignee, x.planned, x.doing, x.done, x.dropped, x.tasks) for x in loads(sprint)
    ] == [
        ("ada", 3.0, 0.0, 0.0, 13.0, 1),
        ("bob", 6.0, 2.0, 4.0, 0.0, 2),
    ]
    keys = {task.id: task.key for task in sprint.tasks}
    assert [keys[task] for task in critical_path(sprint)] == ["A"]
    spans = schedule_of(sprint).timeline
    assert {keys[s.task]: (s.begin, s.end) for s in spans} == {"A": (0, 3), "C": (0, 2)}
    assert [keys[t] for t in schedule_of(sprint).waits] == ["A", "C", "D", "B", "E"]
    assert sprint.columns == ("todo", "doing", "review", "done", "dropped")
    said = board_markdown(sprint)
    assert "(1 of 3 tasks done, 2 dropped)" in said
    assert "**Dropped** (2)" in said
    assert "| ada | 1 | 3 | 0 | 13 |" in loads_markdown(sprint)
    assert "B" not in carry_over(sprint, "").replace("Unfinished", "")
    waits = sprint_markdown(sprint, Member("bob", "Bob"))
    assert "| C Serve | In progress | 2 |  | D" in waits


def test_what_was_dropped_is_apart_in_the_review_and_in_no_check() -> None:
    sprint = begun(FILE + "F,Loop,,,F,Cancelled\nG,Far,zed,,Nowhere,Cancelled\n").now()
    review = look_back(sprint, [], [], [], 10_000)
    assert [task.key for task in review.dropped] == ["B", "E", "F", "G"]
    assert [task.key for task in review.left] == ["A", "C"]
    said = review_markdown(review)
    assert "| together | 3 | 1 | 9 | 4 |" in said
    assert "**Dropped**" in said
    found = check(sprint, Team({"ada": "Ada", "bob": "Bob"}, {}))
    assert not [f for f in found if f.rule in ("cycle", "name", "orphan")]
