"""What the columns of a file are called that mean something here, in the trackers' languages.

Pure: names of columns, and in which unit one counts. Nothing of what stands in a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES: Mapping[str, tuple[str, ...]] = {
    "key": (
        "issue key", "key", "identifier", "number", "iid", "issue id", "work item id", "id", "ref",
        "task custom id", "task id", "issue", "vorgangsschlüssel", "clé de ticket", "clé",
        "clave de incidencia", "clave", "chave da item", "chave", "chiave segnalazione", "chiave",
        "issuesleutel", "klucz zgłoszenia", "klucz", "klíč", "ключ задачи", "ключ запроса", "ключ",
        "課題キー", "キー", "问题关键字", "關鍵字", "이슈 키", "issue number", "bug id", "#",
        "chave do item", "chave da incidência", "chiave ticket", "事务关键字", "課題番号",
    ),
    "title": (
        "title", "summary", "task", "name", "card name", *(f"title {n}" for n in range(1, 10)),
        "zusammenfassung", "titel", "résumé", "titre", "resumen", "título", "resumo", "riepilogo",
        "titolo", "samenvatting", "podsumowanie", "tytuł", "shrnutí", "souhrn", "název",
        "zhrnutie", "összegzés", "összefoglaló", "cím", "özet", "konu", "başlık", "тема", "резюме",
        "сводка", "название", "заголовок", "назва", "sammanfattning", "sammendrag", "resumé",
        "yhteenveto", "要約", "概要", "タイトル", "件名", "摘要", "标题", "標題", "요약", "제목",
        "task name", "item name", "issue title", "story title", "story name", "subject",
        "vorgangsname", "betreff", "aufgabe", "aufgaben", "tâche", "nom de la tâche", "objet",
        "tarea", "nombre de la tarea", "asunto", "tarefa", "nome da tarefa", "assunto", "attività",
        "oggetto", "taak", "onderwerp", "zadanie", "temat", "úkol", "předmět", "feladat", "görev",
        "uppgift", "opgave", "oppgave", "tehtävä", "задача", "название задачи", "завдання",
        "タスク", "タスク名", "作業", "任务", "任务名称", "任務", "작업",
    ),
    "assignee": (
        "assignees", "assignee", "assigned to", "owner", "who", "members", "assignee username",
        "bearbeiter", "zugewiesene person", "zugewiesen an", "zuständig", "responsable",
        "personne assignée", "assigné à", "persona asignada", "asignado a", "responsável",
        "assegnatario", "toegewezen aan", "toegewezene", "osoba przypisana", "przypisany",
        "řešitel", "pridelené", "felelős", "atanan", "исполнитель", "виконавець", "tilldelad",
        "ansvarlig", "担当者", "经办人", "受託人", "負責人", "담당자", "assignee(s)", "assigned",
        "owners", "owned by", "person", "people", "assign", "responsible", "assignee(s) username",
        "resource names", "wer", "verantwortlich", "verantwortliche", "verantwortlicher",
        "zuständige person", "qui", "responsables", "encargado", "quién", "atribuído a", "chi",
        "ansvarig", "ответственный", "відповідальний", "担当", "负责人", "指派给",
    ),
    "estimate": (
        "estimate", "story points", "story point estimate", "story point", "points", "weight",
        "effort", "days", "original estimate", "time estimate", "time stats", "remaining work",
        "ursprüngliche schätzung", "estimation originale", "estimación original",
        "estimativa original", "stima originale", "первоначальная оценка", "初期見積もり",
        "初始预估时间", "estimation", "estimated hours", "estimated time", "time estimated",
        "estimation initiale", "schätzung", "aufwand", "estimación", "estimativa", "stima",
        "schatting", "szacunek", "odhad", "оценка", "оцінка", "見積もり", "見積", "工数", "估算",
        "原估时间", "예상치",
    ),
    "after": (
        "after", "depends on", "dependencies", "blocked by", "is blocked by", "blocked by issues",
        "waits for", "predecessors", "predecessor", "inward issue link (blocks)",
        "inward issue link (blocker)", "outward issue link (depends)",
        "outward issue link (depends on)", "outward issue link (dependency)",
        "outward issue link (dependent)", "blocked by (dependencies)", "dependent on",
        "dependency", "waiting on", "waiting for", "prerequisites", "prerequisite", "abhängig von",
        "hängt ab von", "abhängigkeiten", "blockiert durch", "blockiert von", "wartet auf",
        "vorgänger", "voraussetzungen", "dépend de", "dépendances", "bloqué par", "bloquée par",
        "prédécesseurs", "depende de", "dependencias", "dependências", "bloqueado por",
        "bloqueada por", "predecesoras", "predecessoras", "dipende da", "dipendenze",
        "bloccato da", "hangt af van", "geblokkeerd door", "zależy od", "zablokowane przez",
        "závisí na", "blokováno", "зависит от", "заблокировано", "залежить від", "beroende av",
        "avhengig av", "afhænger av", "依存", "依存先", "依存関係", "先行タスク", "依赖",
        "前置任务", "依賴",
    ),
    "area": (
        "area", "component", "components", "component/s", "area path", "komponente", "komponenten",
        "komponente/n", "composant", "composants", "componente", "componentes", "componenti",
        "komponenty", "компонент", "компоненты", "コンポーネント", "模块", "组件", "컴포넌트",
        "subsystem", "module", "modul", "bereich", "domaine", "área",
    ),
    "files": ("files", "paths"),
    "notes": (
        "notes", "description", "body", "desc", "card description", "beschreibung", "descripción",
        "descrição", "descrizione", "omschrijving", "beschrijving", "opis", "popis", "leírás",
        "açıklama", "описание", "опис", "beskrivning", "beskrivelse", "kuvaus", "説明", "描述",
        "설명", "task content", "details", "content", "notizen", "anmerkungen", "bemerkungen",
        "détails", "notas", "メモ", "備考", "备注", "詳細", "详情",
    ),
    "column": (
        "status", "state", "column", "list name", "statut", "état", "estado", "stato", "stav",
        "állapot", "durum", "статус", "состояние", "tila", "ステータス", "状態", "状态", "狀態",
        "상태", "section/column", "current state", "progress", "bucket name", "board column",
        "pipeline", "estatus", "situação",
    ),
}  # fmt: skip
"""The fields of a task, each with what its columns are called: the best name first."""
HINTS: Mapping[str, tuple[str, ...]] = {
    "category": (
        "status category", "state type", "state category", "statuskategorie", "statuscategorie",
        "catégorie d'état", "catégorie de statut", "categoría de estado", "categoria de status",
        "categoria do status", "categoria di stato", "categoria stato", "kategoria statusu",
        "kategorie stavu", "категория статуса", "категорія статусу", "statuskategori",
        "durum kategorisi", "ステータスカテゴリー", "ステータス カテゴリー", "状态类别",
        "状态分类", "狀態類別", "상태 범주", "상태 카테고리",
    ),
    "resolution": (
        "resolution", "state reason", "closed reason", "lösung", "erledigung", "résolution",
        "resolución", "resolução", "risoluzione", "oplossing", "rozwiązanie", "řešení", "riešenie",
        "решение", "резолюция", "рішення", "lösning", "løsning", "ratkaisu", "çözüm", "解決状況",
        "解決策", "解决结果", "解決結果", "해결",
    ),
    "labels": (
        "labels", "label", "tags", "stichwörter", "étiquettes", "etiquetas", "etichette",
        "etykiety", "štítky", "метки", "etiketter", "ラベル", "标签", "標籤", "레이블",
    ),
    "finished": (
        "completed at", "date completed", "completed date", "completion date", "completed on",
        "is completed", "completed", "is done", "done", "finished", "due complete", "is closed",
        "erledigt", "terminé", "完了",
    ),
    "archived": ("archived", "is archived", "archived at"),
}  # fmt: skip
"""What tells more of a field, and is no field of its own."""
PLURAL = frozenset((
    "assignees", "assignee(s)", "assignee(s) username", "members", "owners", "people",
    "responsables", "resource names",
))  # fmt: skip
"""Columns in which commas part people."""
SCALARS = ("title", "estimate", "area", "notes", "column")
"""Fields that say one thing: of several columns the first that is filled speaks."""

_CUSTOM = re.compile(
    r"(?:custom field|benutzerdefiniertes feld|champs? personnalisés?|campo personalizado"
    r"|пользовательское поле|pole niestandardowe|カスタム ?フィールド|自定义字段|自訂欄位"
    r"|사용자 정의 필드|campo personalizzato|aangepast veld|vlastní pole)\s*\((?P<name>.+)\)"
)
_LINK = re.compile(
    r".*\b(?:(?P<inward>inward|eingehend\w*|entrant\w*|entrada|entrata|binnenkomend\w*"
    r"|przychodząc\w*|příchozí|входящ\w*|inkommande|indgående)|outward|ausgehend\w*|sortant\w*"
    r"|salient\w*|saída|uscita|uitgaand\w*|wychodząc\w*|odchozí|исходящ\w*|utgående|udgående)\b"
    r".*\((?P<kind>[^()]+)\)"
    r"|(?:(?P<inward_cjk>内向き|内向|向内|入站)|外向き|外向|向外|出站).*\((?P<kind_cjk>[^()]+)\)"
)
"""Jira's columns of linked issues, in the languages that it speaks."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SECONDS = frozenset((
    "original estimate", "time estimate", "ursprüngliche schätzung", "estimation originale",
    "estimation initiale", "estimación original", "estimativa original", "stima originale",
    "первоначальная оценка", "初期見積もり", "初始预估时间", "原估时间",
))  # fmt: skip
_HOURS = frozenset(("original estimate", "remaining work"))
_OWN_UNITS = {"estimated hours": 8.0, "estimated time": 480.0, "time estimated": 8 * 3_600_000.0}
"""Units a day of columns that one tracker alone calls so: Redmine's hours, Asana's minutes,
ClickUp's milliseconds.
"""
JIRA_KEYS = frozenset((
    "issue key", "vorgangsschlüssel", "clé de ticket", "clave de incidencia", "chave da item",
    "chave do item", "chave da incidência", "chiave segnalazione", "chiave ticket",
    "issuesleutel", "klucz zgłoszenia", "ключ задачи", "ключ запроса", "課題キー",
    "问题关键字", "事务关键字", "關鍵字", "이슈 키",
))  # fmt: skip
"""What Jira alone calls a key."""


def plain_name(name: str) -> str:
    """A column's name without case, underscores and double spaces, and out of Jira's brackets."""
    text = _CAMEL.sub(" ", name).replace("_", " ").replace("’", "'").casefold()
    text = " ".join(text.strip("\ufeff").split())
    custom = _CUSTOM.fullmatch(text)
    if custom:
        return custom["name"]
    link = _LINK.fullmatch(text)
    if link is None:
        return text
    way = "inward" if link["inward"] or link["inward_cjk"] else "outward"
    return f"{way} issue link ({link['kind'] or link['kind_cjk']})"


def is_jiras(header: Sequence[str]) -> bool:
    """Whether some column is called as Jira alone calls one, in whatever language."""
    plain = {plain_name(name) for name in header}
    marked = any(name.startswith(("inward issue link (", "outward issue link (")) for name in plain)
    bare = (" ".join(name.casefold().split()) for name in header)
    return bool(plain & JIRA_KEYS) or marked or any(map(_CUSTOM.fullmatch, bare))


def places_of(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each field (and hint) all columns that hold it, the best name first.

    Those of the assignee are of one name, or GitHub's old and new one.
    """
    plain = [plain_name(name) for name in header]
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for name, names in {**NAMES, **HINTS}.items():
        held = [i for wanted in names for i, have in enumerate(plain) if have == wanted]
        held = [i for i in dict.fromkeys(held) if i not in taken]
        if name == "assignee" and held:
            same = {"assignee", "assignees"}
            same = same if plain[held[0]] in same else {plain[held[0]]}
            held = [i for i in held if plain[i] in same]
        taken.update(held)
        found[name] = tuple(held)
    return found


def units_of(header: Sequence[str], source: str) -> dict[int, float]:
    """By column, how many of its units a day has, where a tracker counts none of ours."""
    plain = [plain_name(name) for name in header]
    redmine = {"estimated time": 8.0} if "tracker" in plain else {}
    named = _OWN_UNITS | redmine
    own = {i: named[name] for i, name in enumerate(plain) if name in named}
    if source in ("jira", "gitlab"):
        return own | {i: 8 * 3600.0 for i, name in enumerate(plain) if name in _SECONDS}
    if source == "azure":
        return own | {i: 8.0 for i, name in enumerate(plain) if name in _HOURS}
    return own
