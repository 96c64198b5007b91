"""Exports of more trackers and languages, and tables of one's own: each field where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonground.errors import InvalidCommand
from commonground.features.sprint.export import export_csv
from commonground.features.sprint.files import read_tasks
from commonground.features.sprint.model import Task
from commonground.features.sprint.task_commands import SprintMove

from .sprinting import begun

# Tables


def tasks_of(text: str) -> list[Task]:
    return sorted(begun(text).now().tasks, key=lambda task: task.key)


def said_by(text: str) -> list[tuple[Any, ...]]:
    return [
        (t.key, t.title, t.assignee, t.estimate, t.after, t.area, t.column) for t in tasks_of(text)
    ]


JIRA = {
    "de": (
        "Zusammenfassung,Vorgangsschlüssel,Vorgangstyp,Status,Lösung,Zugewiesene Person,"
        "Komponenten,Ursprüngliche Schätzung,Eingehende Vorgangsverknüpfung (Blocks),"
        "Ausgehende Vorgangsverknüpfung (Blocks),Statuskategorie",
        "Freigegeben",
        "In Bearbeitung",
    ),
    "fr": (
        "Résumé,Clé de ticket,Type de ticket,État,Résolution,Personne assignée,Composants,"
        "Estimation originale,Lien du ticket entrant (Blocks),Lien de ticket sortant (Blocks),"
        "Catégorie d'état",
        "En recette",
        "En cours",
    ),
    "es": (
        "Resumen,Clave de incidencia,Tipo de Incidencia,Estado,Resolución,Persona asignada,"
        "Componentes,Estimación original,Enlace de incidencia entrante (Blocks),"
        "Enlace de incidencia saliente (Blocks),Categoría de estado",
        "Probando",
        "En curso",
    ),
    "pt": (
        "Resumo,Chave da item,Tipo de item,Status,Resolução,Responsável,Componentes,"
        "Estimativa original,Link de issue de entrada (Blocks),Link de issue de saída (Blocks),"
        "Categoria do status",
        "Homologação",
        "Em andamento",
    ),
    "ja": (
        "要約,課題キー,課題タイプ,ステータス,解決状況,担当者,コンポーネント,初期見積もり,"
        "内向き課題リンク (Blocks),外向き課題リンク (Blocks),ステータス カテゴリー",
        "検証",
        "進行中",
    ),
    "zh": (
        "摘要,事务关键字,事务类型,状态,解决结果,经办人,模块,原估时间,内向链接 (Blocks),"
        "外向链接 (Blocks),状态类别",
        "验证",
        "进行中",
    ),
}


@pytest.mark.parametrize("language", JIRA)
def test_jiras_table_is_read_in_the_language_that_it_was_exported_in(language: str) -> None:
    header, status, category = JIRA[language]
    row = f"One,P-1,Story,{status},,Ada,api,28800,P-2,P-9,{category}"
    text = f"{header}\n{row}\n"
    assert said_by(text) == [("P-1", "One", "Ada", 1.0, ("P-2",), "api", "doing")]
    assert export_csv(begun(text).now()) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Title,Description,Work item ID,URL,State,Author,Assignee(s),Assignee(s) username,Type,"
            "Weight,Labels,Time Estimate,Time Spent\n"
            'T,Blocked by #3,7,https://gitlab.com/g/p/-/work_items/7,Open,A,"Ada, Bob","ada, bob",'
            "Task,,bug,10800,0\n",
            ("#7", "T", "Ada", 0.375, ("#3",), None, "todo"),
        ),
        (
            "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Tags,Notes,"
            "Blocked By (Dependencies)\n"
            "12,2024-01-01,2024-01-05,Write,In Progress,Ada,area: api,n,Draw\n",
            ("12", "Write", "Ada", None, ("Draw",), "api", "done"),
        ),
        (
            "Task Type,Task ID,Task Custom ID,Task Name,Task Content,Status,Assignees,Tags,"
            "Time Estimated,Time Estimated Text\n"
            'Task,86abc,,Write,C,in progress,"[Ada Lovelace,Bob]","[area: api,bug]",7200000,2 h\n',
            ("86abc", "Write", "Ada Lovelace", 0.25, (), "api", "doing"),
        ),
        (
            "\ufeffTask name,Status,Assignee,Estimate,Blocked by\n"
            "Build,Not started,Ada,3,Write it (https://www.notion.so/Write-it-1a2b?pvs=21)\n",
            ("T1", "Build", "Ada", 3.0, ("Write it",), None, "todo"),
        ),
        (
            "Task ID,Task Name,Bucket Name,Progress,Assigned To\nAAB,Build,S4,Completed,Ada\n",
            ("AAB", "Build", "Ada", None, (), None, "done"),
        ),
        (
            "#,Tracker,Status,Subject,Assignee,Estimated time\n12,Bug,New,Write,Ada,16.00\n",
            ("12", "Write", "Ada", 2.0, (), None, "todo"),
        ),
        (
            "Card ID,Card Name,Labels,Members,List Name,Archived,Due Complete\n"
            'abc,Write,"area: api (sky_dark),bug (red)","ada, bob",Doing,false,true\n',
            ("T1", "Write", "ada", None, (), "api", "done"),
        ),
        (
            "Card ID,Card Name,Members,List Name,Archived,Due Complete\n"
            "abc,Write,ada,Doing,true,false\n",
            ("T1", "Write", "ada", None, (), None, "dropped"),
        ),
        (
            "id,name,owners,estimate,state,is_completed,is_archived\n"
            "13,Ship,ada@x.com;bob@x.com,5,Out there,t,t\n",
            ("13", "Ship", "ada@x.com", 5.0, (), None, "done"),
        ),
        (
            "Title\tURL\tAssignees\tStatus\tEstimate\n"
            "A\thttps://github.com/o/r/issues/4\tada, bob\tIn Progress\t3\n",
            ("#4", "A", "ada", 3.0, (), None, "doing"),
        ),
        (
            "Issue Id,Summary,State,Assignee,Subsystem,Estimation\nD-1,Fix,Open,Ada,API,1w 2d\n",
            ("D-1", "Fix", "Ada", 7.0, (), "API", "todo"),
        ),
        (
            "ID,Task Name,Predecessors,Resource Names\n3,Test,1FS+2 days;2,Bob\n",
            ("3", "Test", "Bob", None, ("1", "2"), None, "todo"),
        ),
        (
            "Aufgabe;Wer;Aufwand;Abhängig von;Status;Bereich\nBauen;ada;2,5;Planen;offen;api\n",
            ("T1", "Bauen", "ada", 2.5, ("Planen",), "api", "todo"),
        ),
        (
            "Tarea;Responsable;Estimación;Depende de;Estado\nEscribir;ada;2,5;Plan;en curso\n",
            ("T1", "Escribir", "ada", 2.5, ("Plan",), None, "doing"),
        ),
        (
            "タスク,担当,見積もり,依存,状態\n書く,ada,3,設計,未着手\n",
            ("T1", "書く", "ada", 3.0, ("設計",), None, "todo"),
        ),
        ("title,done\nA,TRUE\n", ("T1", "A", None, None, (), None, "done")),
        ("title,done\nA,FALSE\n", ("T1", "A", None, None, (), None, "todo")),
    ],
)
def test_a_table_is_read_by_its_own_names(text: str, said: tuple[Any, ...]) -> None:
    assert said_by(text) == [said]
    assert read_tasks(text).notes == ()


def test_a_name_with_a_comma_is_one_person_where_the_column_names_one() -> None:
    assert tasks_of('title,assignee\nA,"Brown, Bob"\n')[0].assignee == "Brown, Bob"


def test_a_card_that_goes_back_is_not_finished_by_its_files_date() -> None:
    replica = begun("title,status,Completed At\nA,Review,2024-01-05\nB,Doing,\n")
    replica.run(SprintMove(sprint=replica.sprint, task="T1", column="doing"))
    moved = export_csv(replica.now())
    assert [task.column for task in tasks_of(moved)] == ["doing", "doing"]


# JSON

LINKS = [
    {"type": {"name": "Blocks", "inward": "wird blockiert von"}, "inwardIssue": {"key": "P-4"}},
    {"type": {"name": "Dep", "outward": "depends on"}, "outwardIssue": {"key": "P-3"}},
    {"type": {"name": "Dep", "inward": "is depended on by"}, "inwardIssue": {"key": "P-8"}},
    {"type": {"name": "Blocks", "outward": "blocks"}, "outwardIssue": {"key": "P-9"}},
]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"names": {"customfield_10028": "Story Points"}, "issues": [
                {"key": "P-1", "fields": {
                    "summary": "S", "customfield_10028": 5, "assignee": {"name": "ada"},
                    "issuelinks": LINKS, "timeoriginalestimate": 28800,
                }},
            ]},
            ("P-1", "S", "ada", 5.0, ("P-4", "P-3"), None, "todo"),
        ),
        (
            [{"key": "P-1", "fields": {
                "summary": "S", "timetracking": {"originalEstimateSeconds": 14400}}}],
            ("P-1", "S", None, 0.5, (), None, "todo"),
        ),
        (
            {"count": 1, "value": [{
                "id": 12, "rev": 3, "url": "https://dev.azure.com/o/_apis/wit/workItems/12",
                "fields": {
                    "System.Title": "A", "System.State": "Active", "System.AreaPath": "Shop\\Api",
                    "System.AssignedTo": {"displayName": "Ada"},
                    "Microsoft.VSTS.Scheduling.OriginalEstimate": 16.0,
                },
                "relations": [
                    {"rel": "System.LinkTypes.Dependency-Reverse",
                     "url": "https://dev.azure.com/o/_apis/wit/workItems/11"},
                    {"rel": "System.LinkTypes.Hierarchy-Reverse",
                     "url": "https://dev.azure.com/o/_apis/wit/workItems/1"},
                ],
            }]},
            ("12", "A", "Ada", 2.0, ("11",), "Api", "doing"),
        ),
        (
            {"data": [{
                "gid": "12", "name": "Write", "completed": False, "assignee": {"name": "Ada"},
                "memberships": [{"section": {"gid": "5", "name": "Doing"}}],
                "dependencies": [{"gid": "11"}],
            }]},
            ("12", "Write", "Ada", None, ("11",), None, "doing"),
        ),
        (
            [{"id": 12, "name": "Write", "story_type": "bug", "workflow_state_id": 5, "estimate": 3,
              "completed": True, "archived": True, "labels": [{"name": "area: api"}],
              "story_links": [{"subject_id": 13, "object_id": 12, "verb": "blocks"},
                              {"subject_id": 12, "object_id": 14, "verb": "blocks"}]}],
            ("12", "Write", None, 3.0, ("13",), "api", "done"),
        ),
        (
            {"tasks": [{"id": "86abc", "name": "Write", "time_estimate": 7200000,
                        "status": {"status": "Shipped", "type": "closed"},
                        "assignees": [{"id": 1, "username": "ada"}],
                        "dependencies": [{"task_id": "86abc", "depends_on": "86abd"}]}]},
            ("86abc", "Write", "ada", 0.25, ("86abd",), None, "done"),
        ),
        (
            {"issues": [{"id": 12, "subject": "Write", "estimated_hours": 16.0,
                         "status": {"id": 1, "name": "Rejected", "is_closed": True},
                         "assigned_to": {"id": 1, "name": "Ada"}, "category": {"name": "API"},
                         "relations": [{"issue_id": 11, "issue_to_id": 12,
                                        "relation_type": "blocks"}]}]},
            ("12", "Write", "Ada", 2.0, ("11",), "API", "dropped"),
        ),
        (
            [{"idReadable": "D-1", "summary": "Write", "id": "2-1", "customFields": [
                {"name": "State", "value": {"name": "In Progress"}},
                {"name": "Assignee", "value": {"login": "ada"}},
                {"name": "Estimation", "value": {"minutes": 960, "presentation": "2d"}}],
              "links": [{"direction": "INWARD", "linkType": {"targetToSource": "depends on"},
                         "issues": [{"idReadable": "D-2"}]},
                        {"direction": "OUTWARD", "linkType": {"targetToSource": "depends on"},
                         "issues": [{"idReadable": "D-3"}]}]}],
            ("D-1", "Write", "ada", 2.0, ("D-2",), None, "doing"),
        ),
        (
            {"data": {"namespace": {"workItems": {"nodes": [{
                "iid": "7", "title": "T", "state": "OPEN", "widgets": [
                    {"type": "ASSIGNEES", "assignees": {"nodes": [{"username": "ada"}]}},
                    {"type": "WEIGHT", "weight": 3},
                    {"type": "LABELS", "labels": {"nodes": [{"title": "area: api"}]}},
                    {"type": "STATUS", "status": {"name": "Baking", "category": "in_progress"}},
                    {"type": "LINKED_ITEMS", "linkedItems": {"nodes": [
                        {"linkType": "is_blocked_by", "workItem": {"iid": "2"}},
                        {"linkType": "relates_to", "workItem": {"iid": "9"}}]}},
                ]}]}}}},
            ("#7", "T", "ada", 3.0, ("#2",), "api", "doing"),
        ),
        (
            {"data": {"repository": {"milestones": {"nodes": [
                {"title": "v1", "number": 3, "issues": {"nodes": [{"number": 1, "title": "A"}]}},
                {"title": "v2", "number": 4, "issues": {"nodes": []}}]}}}},
            ("#1", "A", None, None, (), None, "todo"),
        ),
        (
            [{"number": 5, "title": "T", "state": "OPEN",
              "projectItems": [{"status": {"name": "In Progress"}, "title": "Board"}]}],
            ("#5", "T", None, None, (), None, "doing"),
        ),
    ],
)  # fmt: skip
def test_each_trackers_json_is_laid_flat(answer: Any, said: tuple[Any, ...]) -> None:
    assert said_by(json.dumps(answer)) == [said]


def test_one_bad_issue_costs_itself_alone() -> None:
    text = json.dumps({"data": [{"gid": "1", "name": "", "completed": False},
                                {"gid": "2", "name": "B", "completed": False}]})  # fmt: skip
    assert [task.title for task in tasks_of(text)] == ["B"]
    assert "no title" in read_tasks(text).notes[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "the list is empty"),
        ('{"total_count": 0, "items": []}', "the list is empty"),
        ('[{"number": 1, "title": "A", "pull_request": {}, "isPullRequest": true}]', "1 pull"),
    ],
)
def test_what_has_no_issue_is_said_as_such(text: str, said: str) -> None:
    with pytest.raises(InvalidCommand, match=said):
        read_tasks(text)
