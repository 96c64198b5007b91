"""Which tasks a text says that it is blocked by: stated in so many words, and nothing else.

Pure. What merely mentions another issue ("broke after #41 landed") is no dependency, and neither
is what was said to be over, quoted, in code, or in a comment of a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HIDDEN = re.compile(
    r"^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|<!--.*?(?:-->|\Z)|`[^`\n]*`|~~.*?~~|^[ \t]*>.*?$",
    re.DOTALL | re.MULTILINE,
)
_WAITS = re.compile(
    r"(?<![^\W_])(?<!-)(?:blocked[ \t_-]+(?:by|on)|blocked[ \t]+until|depends?[ \t_-]+(?:up)?on"
    r"|depend(?:ing|ent)[ \t]+on|waits[ \t]+(?:for|on)|waiting[ \t]+(?:for|on)"
    r"|hängt[ \t]+ab[ \t]+von|abhängig[ \t]+von|(?:blockiert|geblockt)[ \t]+(?:durch|von)"
    r"|dépend[ \t]+de|bloquée?[ \t]+par|depende[ \t]+de|bloquead[ao][ \t]+por|dipende[ \t]+da"
    r"|bloccat[ao][ \t]+da|zależy[ \t]+od|зависит[ \t]+от|(?:за)?блокирован[аоы]?|блокируется"
    r"|依存[:：]|依赖[:：]|取决于|gated[ \t]+(?:on|by)"
    r"|(?:^|(?<=\n))[ \t>*_#-]*(?:blocked|deps?|requires?|needs)[*_]*(?=[ \t]*:)"
    r"|(?:^|(?<=\n))[ \t>*_#-]*(?:(?:hard|external|open)[ \t]+)?"
    r"(?:dependenc(?:y|ies)|prerequisites?|blockers?)"
    r"[*_]*(?=[ \t]*(?::|\r?\n)))"
    r"(?![^\W_])(?!-)",
    re.IGNORECASE,
)
_STOP = r"\bbut\b|\bbecause\b|\bsince\b|\bas\b|\band\b|\bso\b|\byet\b|\buntil\b|\bnow\b"
_NOT = re.compile(
    r"(?:(?:n['’]t|\b(?:not|never|nothing|neither|without|nicht|kein\w*|non|não|niet|nie|не|no))\b"
    rf"(?:(?!{_STOP})[^.;,!?:\n—–]){{0,60}}"
    r"|\b(?:was|were|been)\s+(?:\w+ly\s+)?"
    r"|\b(?:no longer|used to|previously|formerly|once)\b(?:(?!\bnow\b)[^.;,!?:\n]){0,60}"
    r"|\b(?:if|unless|may|might|could|would|whether)\b[^.;,!?\n]{0,60})$",
    re.IGNORECASE,
)
_OVER = re.compile(r"\s*(?:\?|no longer\b|any ?more\b)", re.IGNORECASE)
"""What asks or takes back, behind a reference."""
_TELLS = re.compile(
    r"[ \t]+(?:is|are|was|were|has|have|had|will|can|may|also"
    r"|landed|broke|fixed|blocks|closes|depends)\b",
    re.IGNORECASE,
)
"""A verb behind a reference: a sentence about it begins, and the list has ended."""
_SOMEBODY = re.compile(r"(?:#\d+|/\d+\)?|\b[A-Z][A-Z0-9]+-\d+)\s+(?:is|are|gets?)?\s*$")
_REFERENCE = re.compile(
    r"https?://[^\s/]+/(?P<page>[\w.-]+(?:/[\w.-]+)+?)/(?:-/)?(?:issues|work_items)/(?P<at>\d+)(?:[#?][^\s),\]]*)?"
    r"|https?://linear\.app/[\w-]+/issue/(?P<linear>[A-Za-z][A-Za-z0-9]*-\d+)(?:/[\w-]*)?"
    r"|https?://[^\s/]+/browse/(?P<jira>[A-Z][A-Z0-9]+-\d+)"
    r"|https?://trello\.com/c/(?P<card>\w+)(?:/[\w%.-]*)?"
    r"|(?<![^\W_])(?<!/)(?P<repo>[\w.-]+(?:/[\w.-]+)+)?\#(?P<number>\d+)(?![^\W_])"
    r"|(?<![\w-])GH-(?P<gh>\d+)(?!\w)"
    r"|(?<![\w-])(?P<key>[A-Z][A-Z0-9]{0,9}-\d+)(?![\w-])"
)
_BETWEEN = re.compile(
    r"(?:[\s:,;&+*_<>\[\](){}|-]|(?:and|or|und|et|y|both|either|issues?|tickets?|tasks?|the|on)\b"
    r"|[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
    r"|(?<=\[)[ xX](?=\])|^\d+[.)](?=[ \t]))*",
    re.IGNORECASE | re.MULTILINE,
)
_JOINED = re.compile(r"[,&]|\b(?:and|or)\b", re.IGNORECASE)
_REST = re.compile(r"[^\n]*\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
"""The rest of a list's line, before its next one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its repository (``owner/name``), whether the file has several of them,
    and the teams whose tasks are called ``ENG-12``.
    """

    repository: str = ""
    several: bool = False
    teams: frozenset[str] = frozenset()


def stated_blockers(text: str, place: Place) -> tuple[str, ...]:
    """The keys of the tasks that the text says it waits for, in order.

    Those of its own repository are named by number alone, unless the file has several.
    """
    shown = _HIDDEN.sub(" ", text)
    found: list[str] = []
    for stated in _WAITS.finditer(shown):
        before = shown[max(0, stated.start() - 120) : stated.start()]
        before = before.rpartition("\n")[2]
        if not _NOT.search(before) and not _SOMEBODY.search(before):
            found += _references(shown, stated.end(), place)
    return tuple(dict.fromkeys(found))


def _references(text: str, at: int, place: Place) -> list[str]:
    """The references that follow one another, or stand in the list below, from there on."""
    found: list[str] = []
    listed = False
    while True:
        between = _BETWEEN.match(text, at)
        end = between.end() if between else at
        gap = text[at:end]
        reference = _REFERENCE.match(text, end)
        known = reference is not None and _is_task(reference, place)
        next_line = "\n" in gap and not listed and not _JOINED.search(gap)
        inline = bool(found) and not listed and "\n" not in gap
        told = inline and reference is not None and _TELLS.match(text, reference.end())
        if (
            reference is not None
            and known
            and not told
            and not (found and (next_line or _blank_line(gap)))
        ):
            listed = listed or "\n" in gap
            at = reference.end()
            if _OVER.match(text, at):
                return []
            found.append(_key(reference, place))
            if text.startswith("](", at):  # the text of a link: its address says the same
                at = max(text.find(")", at) + 1, at)
            continue
        rest = _REST.match(text, at) if listed else None
        if rest is None:
            return found
        at = rest.end()


def _is_task(reference: re.Match[str], place: Place) -> bool:
    """``UTF-8`` looks like a task and is none."""
    key = reference["key"]
    return key is None or key.rpartition("-")[0] in place.teams


def _blank_line(gap: str) -> bool:
    return any(not line.strip() for line in gap.split("\n")[1:-1])


def _key(reference: re.Match[str], place: Place) -> str:
    named = reference["linear"] or reference["jira"] or reference["key"]
    if named:
        return named.upper()
    if reference["card"]:
        return reference["card"]
    number = reference["number"] or reference["at"] or reference["gh"]
    other = reference["repo"] or reference["page"] or place.repository
    elsewhere = bool(place.repository) and other.casefold() != place.repository.casefold()
    return f"{other}#{number}" if other and (place.several or elsewhere) else f"#{number}"
