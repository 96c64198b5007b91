"""One name for one member in a sprint, and the file's own in what is exported again."""

from __future__ import annotations

from commonground.features.sprint.called import as_displayed
from commonground.features.sprint.commands import SprintCapacity
from commonground.features.sprint.export import export_csv
from commonground.features.sprint.plan import schedule_of

from .sprinting import begun

FILE = """\
key,title,assignee,estimate
A,Write the schema,ada,2
B,Serve it,Ada Lovelace,3
C,Call the printer,ADA,1
D,Thank Acme,Grace,1
E,Rest,Kim,1
"""
PEOPLE = {"ada": "Ada Lovelace", "kim": "Kim", "kim-2": "Kim", "bob": "Bob Brown"}


def test_a_member_is_one_person_by_username_and_as_displayed() -> None:
    replica = begun(FILE)
    replica.run(SprintCapacity(sprint=replica.sprint, who="ada", amount=4))
    sprint = as_displayed(replica.now(), PEOPLE)
    loads = {load.assignee: load for load in schedule_of(sprint).loads}
    assert {who: load.planned for who, load in loads.items()} == {
        "Ada Lovelace": 6.0,
        "Grace": 1.0,
        "kim": 1.0,
    }
    assert loads["Ada Lovelace"].over


def test_an_export_writes_the_names_that_the_file_had() -> None:
    replica = begun(FILE)
    assert export_csv(as_displayed(replica.now(), PEOPLE)) == FILE


def test_a_name_that_several_have_stays_as_it_was_written() -> None:
    replica = begun("key,title,assignee\nA,Rest,kim\nB,Rest more,Kim\nC,Go on,kim-2\n")
    sprint = as_displayed(replica.now(), PEOPLE)
    assert [task.assignee for task in sprint.tasks] == ["kim", "kim", "kim-2"]


def test_what_is_made_is_made_once_for_the_same_people() -> None:
    sprint = begun(FILE).now()
    assert as_displayed(sprint, PEOPLE) is as_displayed(sprint, dict(PEOPLE))
    changed = as_displayed(sprint, PEOPLE | {"ada": "Ada King"})
    assert changed.tasks[0].assignee == "Ada King"
    assert changed.tasks[3] is sprint.tasks[3]
