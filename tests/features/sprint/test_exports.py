"""Exports of more trackers and languages, and tables of one's own: each field where it stands."""

from __future__ import annotations

from typing import Any

import pytest

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
            "Task ID,Task Name,Bucket Name,Progress,Assigned To\nAAB,Build,Sprint 4,Completed,Ada\n",
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
