"""What the columns of a file are called that mean something here, in the trackers' languages.

Pure: names of columns, and in which unit one counts. Nothing of what stands in a row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES: Mapping[str, tuple[str, ...]] = {
    "key": (
        "issue key", "key", "identifier", "number", "iid", "issue id", "work item id", "id", "ref",
        "task id", "issue", "vorgangsschlüssel", "clé de ticket", "clé", "clave de incidencia",
        "clave", "chave da item", "chave", "chiave segnalazione", "chiave", "issuesleutel",
        "klucz zgłoszenia", "klucz", "klíč", "ключ задачи", "ключ запроса", "ключ", "課題キー",
        "キー", "问题关键字", "關鍵字", "이슈 키",
    ),
    "title": (
        "title", "summary", "task", "name", "card name", *(f"title {n}" for n in range(1, 10)),
        "zusammenfassung", "titel", "résumé", "titre", "resumen", "título", "resumo", "riepilogo",
        "titolo", "samenvatting", "podsumowanie", "tytuł", "shrnutí", "souhrn", "název", "zhrnutie",
        "összegzés", "összefoglaló", "cím", "özet", "konu", "başlık", "тема", "резюме", "сводка",
        "название", "заголовок", "назва", "sammanfattning", "sammendrag", "resumé", "yhteenveto",
        "要約", "概要", "タイトル", "件名", "摘要", "标题", "標題", "요약", "제목",
    ),
    "assignee": (
        "assignees", "assignee", "assigned to", "owner", "who", "members", "assignee username",
        "bearbeiter", "zugewiesene person", "zugewiesen an", "zuständig", "responsable",
        "personne assignée", "assigné à", "persona asignada", "asignado a", "responsável",
        "assegnatario", "toegewezen aan", "toegewezene", "osoba przypisana", "przypisany",
        "řešitel", "pridelené", "felelős", "atanan", "исполнитель", "виконавець", "tilldelad",
        "ansvarlig", "担当者", "经办人", "受託人", "負責人", "담당자",
    ),
    "estimate": (
        "estimate", "story points", "story point estimate", "story point", "points", "weight",
        "effort", "days", "original estimate", "time estimate", "time stats", "remaining work",
        "ursprüngliche schätzung", "estimation originale", "estimación original",
        "estimativa original", "stima originale", "первоначальная оценка", "初期見積もり",
        "初始预估时间",
    ),
    "after": (
        "after", "depends on", "dependencies", "blocked by", "is blocked by", "blocked by issues",
        "waits for", "predecessors", "predecessor", "inward issue link (blocks)",
        "inward issue link (blocker)", "outward issue link (depends)",
        "outward issue link (depends on)", "outward issue link (dependency)",
        "outward issue link (dependent)",
    ),
    "area": (
        "area", "component", "components", "component/s", "area path", "komponente",
        "komponenten", "komponente/n", "composant", "composants", "componente", "componentes",
        "componenti", "komponenty", "компонент", "компоненты", "コンポーネント", "模块", "组件",
        "컴포넌트",
    ),
    "files": ("files", "paths"),
    "notes": (
        "notes", "description", "body", "desc", "card description", "beschreibung", "descripción",
        "descrição", "descrizione", "omschrijving", "beschrijving", "opis", "popis", "leírás",
        "açıklama", "описание", "опис", "beskrivning", "beskrivelse", "kuvaus", "説明", "描述",
        "설명",
    ),
    "column": (
        "status", "state", "column", "list name", "statut", "état", "estado", "stato", "stav",
        "állapot", "durum", "статус", "состояние", "tila", "ステータス", "状態", "状态", "狀態",
        "상태",
    ),
}  # fmt: skip
"""The fields of a task, each with what its columns are called: the best name first."""
HINTS: Mapping[str, tuple[str, ...]] = {
    "category": (
        "status category", "state type", "state category", "statuskategorie", "statuscategorie",
        "catégorie d'état", "catégorie de statut", "categoría de estado", "categoria de status",
        "categoria do status", "categoria di stato", "categoria stato", "kategoria statusu",
        "kategorie stavu", "категория статуса", "категорія статусу", "statuskategori",
        "durum kategorisi", "ステータスカテゴリー", "ステータス カテゴリー", "状态类别", "状态分类",
        "狀態類別", "상태 범주", "상태 카테고리",
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
}  # fmt: skip
"""What tells more of a field, and is no field of its own."""
SCALARS = ("title", "estimate", "area", "notes", "column")
"""Fields that say one thing: of several columns the first that is filled speaks."""

_CUSTOM = re.compile(
    r"(?:custom field|benutzerdefiniertes feld|champs? personnalisés?|campo personalizado"
    r"|пользовательское поле|pole niestandardowe|カスタムフィールド)\s*\((?P<name>.+)\)"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SECONDS = frozenset((
    "original estimate", "time estimate", "ursprüngliche schätzung", "estimation originale",
    "estimación original", "estimativa original", "stima originale", "первоначальная оценка",
    "初期見積もり", "初始预估时间",
))  # fmt: skip
_HOURS = frozenset(("original estimate", "remaining work"))


def plain_name(name: str) -> str:
    """A column's name without case, underscores and double spaces, and out of Jira's brackets."""
    text = _CAMEL.sub(" ", name).replace("_", " ").replace("’", "'").casefold()
    text = " ".join(text.strip("\ufeff").split())
    custom = _CUSTOM.fullmatch(text)
    return custom["name"] if custom else text


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
    if source in ("jira", "gitlab"):
        return {i: 8 * 3600.0 for i, name in enumerate(plain) if name in _SECONDS}
    if source == "azure":
        return {i: 8.0 for i, name in enumerate(plain) if name in _HOURS}
    return {}
