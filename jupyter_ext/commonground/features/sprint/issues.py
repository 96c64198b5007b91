"""The issues in JSON as trackers write it: each shape is known by name and laid flat, or refused.

GitHub (REST, ``gh``, GraphQL, projects), GitLab (REST, GraphQL), Linear, Jira and Trello. Pure:
JSON to flat objects whose fields are named as columns are.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .foreign import kind_of
from .model import DONE
from .shapes import Issue, as_object, as_objects, list_of, of_tracker, tracker_of
from .statuses import column_of

TaskSource = Literal["csv", "jira", "github", "gitlab", "linear", "azure", "trello"]

_HOLDERS = ("issues", "items", "cards", "workItems", "tasks", "nodes", "edges")
_EMPTY = "There is no issue in it: the list is empty."
MAX_DEPTH = 8
"""How deep issues are looked for: GraphQL's answers are nested."""
_REPOSITORY = re.compile(
    r"https?://[^\s/]+/(?:api/v\d/|repos/)*(?P<name>[\w.-]+(?:/[\w.-]+)+?)"
    r"(?:/-)?(?:/(?:issues|work_items|pull)/\d+|/?$)"
)


@dataclass(frozen=True, slots=True)
class Issues:
    """Issues laid flat, whose they are, each one's repository, and what was left out."""

    source: TaskSource
    issues: tuple[Issue, ...]
    repositories: tuple[str, ...] = ()
    cards: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether they are of several repositories, so that a number alone names none."""
        return len({name.casefold() for name in self.repositories if name}) > 1


def read_issues(text: str) -> Issues:
    """The issues in a JSON text, or in several that follow one another.

    Raises ValueError, saying what it is instead.
    """
    found = list(_values(text))
    value = found[0] if len(found) == 1 else found
    board = value if isinstance(value, dict) else {}
    names = as_object(board.get("names"))
    listed = _issues_in(value)
    wrong = next((n for n, issue in enumerate(listed, 1) if not isinstance(issue, dict)), None)
    if wrong is not None:
        raise ValueError(f"Issue {wrong} is no object.")
    issues = [_unwrapped(issue) for issue in listed]
    kinds = [kind_of(issue) for issue in issues]
    plain = [issue for issue, kind in zip(issues, kinds, strict=True) if kind is None]
    left = _left(kinds)
    if not plain:
        raise ValueError(f"There is no issue in it, but {left}." if left else _EMPTY)
    source = _source(plain)
    notes = (f"Left out, since they are no tasks: {left}.",) if left else ()
    if source == "trello":
        return Issues(source, tuple(_cards(board, plain)), cards=_card_keys(plain), notes=notes)
    repositories = tuple(map(_repository, plain))
    named = ({"names": names, **issue} if names else issue for issue in plain)
    flat = tuple(of_tracker(issue) or _hosted(issue) for issue in named)
    return Issues(source, flat, repositories, notes=notes)


def _values(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), 0
    try:
        while (at := len(text) - len(text[at:].lstrip())) < len(text):
            value, at = decoder.raw_decode(text, at)
            yield value
    except RecursionError:
        raise ValueError("It is nested too deeply.") from None
    except ValueError as error:
        raise ValueError(f"It is no JSON: {error}.") from None


def _issues_in(value: Any) -> list[Any]:
    """The list of issues in an answer. Raises ValueError, naming what there is instead."""
    if isinstance(value, list):
        return _flat_list(value)
    found = _held(value, MAX_DEPTH)
    if found is not None:
        return found
    if isinstance(value, dict) and value.get("errors"):
        raise ValueError("It is an answer that holds errors, and no issues.")
    if isinstance(value, dict) and any(value.get(name) == [] for name in (*_HOLDERS, "data")):
        return []
    names = ", ".join(str(name)[:30] for name in list(value)[:8]) if value else "no fields"
    raise ValueError(f"No column holds issues that are known here: the object has {names}.")


def _flat_list(values: Sequence[Any]) -> list[Any]:
    """Pages one after the other, and edges without their wrapping."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, list):
            found += _flat_list(value)
        elif isinstance(value, dict) and _holds_issues(value):
            found += _flat_list(list_of(value["issues"]))
        elif isinstance(value, dict) and not (_looks_like_issue(value) or kind_of(value)):
            held = _held(value, MAX_DEPTH)
            found += [value] if held is None else held
        else:
            found.append(value)
    return found


def _held(value: Any, depth: int) -> list[Any] | None:
    """The issues below an object; the object itself where it is one."""
    if not isinstance(value, dict) or depth == 0:
        return None
    if isinstance(value.get("node"), dict):
        return _held(value["node"], depth - 1)
    for name in _HOLDERS:
        inner = value.get(name)
        listed = inner if isinstance(inner, list) else None
        if isinstance(inner, dict) and not _looks_like_issue(value):
            listed = _held(inner, depth - 1)
        elif isinstance(inner, dict):
            listed = next((v for k in ("nodes", "edges") if (v := inner.get(k))), None)
        if listed and any(isinstance(each, dict) for each in listed):
            return _flat_list(listed)
    if _looks_like_issue(value):
        return [value]
    inner_objects = [inner for inner in value.values() if isinstance(inner, dict)]
    deeper = (_held(inner, depth - 1) for inner in inner_objects)
    found = next((each for each in deeper if each), None)
    if found is not None:
        return found
    lists = (inner for inner in value.values() if isinstance(inner, list))
    return next((_flat_list(each) for each in lists if any(map(_looks_like_issue, each))), None)


def _holds_issues(value: Issue) -> bool:
    """Whether it is a milestone or a project, with issues of its own."""
    return isinstance(list_of(value.get("issues")), list)


def _looks_like_issue(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    named = {"title", "summary", "task"} & value.keys() or tracker_of(value)
    card = "name" in value and {"idList", "idShort"} & value.keys()
    item = isinstance(value.get("content"), dict) or "fieldValues" in value
    return bool(named or card or item)


def _unwrapped(issue: Issue) -> Issue:
    """The issue with GraphQL's lists as lists, and with the content of a project's item."""
    plain = {name: list_of(value) for name, value in issue.items()}
    content = plain.pop("content", None)
    if not isinstance(content, dict) and "fieldValues" not in plain:
        return plain
    inner = _unwrapped(content) if isinstance(content, dict) else {}
    kind = str(inner.pop("type", "") or plain.get("type", ""))
    plain.pop("id", None)
    for value in plain.pop("fieldValues", None) or ():
        plain |= _project_field(value)
    known = {name: value for name, value in plain.items() if value not in (None, "", [])}
    return inner | known | ({"__typename": kind} if kind else {})


def _project_field(value: Any) -> Issue:
    """One field of an item of a project, by its name there."""
    if not isinstance(value, dict) or not isinstance(value.get("field"), dict):
        return {}
    name = str(value["field"].get("name") or "").casefold()
    said = next((value[k] for k in ("name", "number", "text", "title", "date") if k in value), None)
    return {name: said} if name and said is not None else {}


def _left(kinds: Iterable[str | None]) -> str:
    """What is left out, with how many of it."""
    counts = Counter(kind for kind in kinds if kind is not None)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _source(issues: Sequence[Issue]) -> TaskSource:
    def any_has(*names: str) -> bool:
        return any(set(names) <= issue.keys() for issue in issues)

    if any_has("iid"):
        return "gitlab"
    known = next(filter(None, map(tracker_of, issues)), None)
    if known is not None:
        return _OF.get(known, "csv")
    if any_has("name", "idList") or any_has("name", "idShort"):
        return "trello"
    return "github"


_OF: Mapping[str, TaskSource] = {"jira": "jira", "linear": "linear", "azure": "azure"}
"""Trackers whose issues are read as their tables are; others' as anybody's."""


def _repository(issue: Issue) -> str:
    """``owner/name`` of an issue; empty where nothing says it."""
    said = issue.get("repository")
    if isinstance(said, dict):
        said = said.get("nameWithOwner") or said.get("full_name")
    if isinstance(said, str) and re.fullmatch(r"[\w.-]+/[\w.-]+", said):
        return said
    names = ("repository_url", "html_url", "web_url", "webUrl", "url")
    for address in (said, *(issue.get(name) for name in names)):
        found = _REPOSITORY.match(address) if isinstance(address, str) else None
        if found:
            return found["name"]
    return ""


def _hosted(issue: Issue) -> Issue:
    """An issue of GitHub or GitLab: as it is, with what blocks it by name."""
    found = dict(issue)
    for widget in as_objects(found.pop("widgets", None)):
        found |= {k: list_of(v) for k, v in widget.items() if k != "type" and v is not None}
    for name in ("status", "state"):
        said = found.get(name)
        if isinstance(said, dict):
            found |= {name: said.get("name"), "state category": said.get("category")}
    if str(found.get("state")).casefold() == "open":
        items = as_objects(found.get("projectItems"))
        homes = [n for i in items if (n := as_object(i.get("status")).get("name"))]
        found |= {"status": homes[0]} if homes else {}
    home = _repository(issue)
    for name in ("blockedBy", "blocked_by", "blockedByIssues"):
        if isinstance(found.get(name), list):
            found[name] = [_reference(each, home) for each in found[name]]
    for name in ("links", "issue_links", "linked_issues", "linkedItems"):
        linked = found.get(name)
        if isinstance(linked, list):
            blocking = [x.get("workItem") or x for x in as_objects(linked) if _blocks(x)]
            found.setdefault("blocked by", [_reference(each, home) for each in blocking])
    return found


def _blocks(link: Issue) -> bool:
    kind = str(link.get("link_type") or link.get("linkType") or "")
    return kind.casefold() in ("is_blocked_by", "blocked_by")


def _reference(value: Any, home: str) -> str:
    """How a blocking issue is called: with its repository, where that is another one."""
    if not isinstance(value, dict):
        return f"#{value}" if isinstance(value, int) or str(value).isdigit() else str(value)
    number = value.get("number") or value.get("iid")
    own = _repository(value)
    elsewhere = own if home and own.casefold() != home.casefold() else ""
    return (
        f"{elsewhere}#{number}"
        if number
        else str(value.get("identifier") or value.get("title") or "")
    )


def _cards(board: Issue, cards: Sequence[Issue]) -> Iterator[Issue]:
    """Trello's cards with the names of what they refer to on their board."""
    lists = {each.get("id"): each for each in as_objects(board.get("lists"))}
    people = {each.get("id"): each for each in as_objects(board.get("members"))}
    fields = {each.get("id"): each.get("name") for each in as_objects(board.get("customFields"))}
    checks: dict[Any, list[Issue]] = {}
    for checklist in as_objects(board.get("checklists")):
        checks.setdefault(checklist.get("idCard"), []).append(checklist)
    for card in cards:
        home = as_object(lists.get(card.get("idList")))
        own = checks.get(card.get("id"), []) or as_objects(card.get("checklists"))
        members = [people.get(who, {}) for who in card.get("idMembers") or ()]
        members = members if any(members) else as_objects(card.get("members"))
        yield {
            "number": card.get("idShort"),
            "title": card.get("name"),
            "status": home.get("name"),
            "resolution": _end_of(card, home),
            "assignees": [m.get("username") or m.get("fullName") for m in members if m],
            "labels": [label.get("name") for label in as_objects(card.get("labels"))],
            "due": card.get("due"),
            "url": card.get("shortUrl") or card.get("url"),
            "description": "\n\n".join(filter(None, (card.get("desc"), *map(_checklist, own)))),
            **_custom_fields(card, fields),
        }


def _end_of(card: Issue, home: Issue) -> str:
    """Whether a card is complete, or was put away with its list."""
    if card.get("dueComplete") or column_of(str(home.get("name") or "")) == DONE:
        return "done"
    return "archived" if card.get("closed") or home.get("closed") else ""


def _custom_fields(card: Issue, names: Mapping[Any, Any]) -> Issue:
    found: Issue = {}
    for item in as_objects(card.get("customFieldItems")):
        name, value = names.get(item.get("idCustomField")), as_object(item.get("value"))
        said = value.get("number") or value.get("text")
        if isinstance(name, str) and said is not None:
            found[name.casefold()] = said
    return found


def _checklist(checklist: Issue) -> str:
    items = sorted(as_objects(checklist.get("checkItems")), key=_position)
    lines = [
        f"- [{'x' if item.get('state') == 'complete' else ' '}] {item.get('name') or ''}"
        for item in items
    ]
    return "\n".join([f"{checklist.get('name') or 'Checklist'}:", *lines]) if lines else ""


def _position(item: Issue) -> float:
    place = item.get("pos")
    return float(place) if isinstance(place, int | float) else 0.0


def _card_keys(cards: Sequence[Issue]) -> dict[str, str]:
    return {
        str(card["shortLink"]): f"#{card['idShort']}"
        for card in cards
        if card.get("shortLink") and card.get("idShort")
    }
