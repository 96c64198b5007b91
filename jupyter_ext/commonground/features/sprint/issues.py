"""The issues in JSON as trackers write it: each shape is known by name and laid flat, or refused.

GitHub (REST, ``gh``, GraphQL, projects), GitLab (REST, GraphQL), Linear, Jira and Trello. Pure:
JSON to flat objects whose fields are named as columns are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .model import DONE
from .statuses import column_of

TaskSource = Literal["csv", "jira", "github", "gitlab", "linear", "azure", "trello"]
Issue = dict[str, Any]

_HOLDERS = ("issues", "items", "cards", "workItems", "tasks", "nodes", "edges")
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
    listed = _issues_in(value)
    wrong = next((n for n, issue in enumerate(listed, 1) if not isinstance(issue, dict)), None)
    if wrong is not None:
        raise ValueError(f"Issue {wrong} is no object.")
    issues = [_unwrapped(issue) for issue in listed]
    plain = [issue for issue in issues if not _is_pull_request(issue)]
    source = _source(plain)
    left = len(issues) - len(plain)
    notes = (f"Left out, since they are no tasks: {left} pull requests.",) if left else ()
    if source == "trello":
        return Issues(source, tuple(_cards(board, plain)), cards=_card_keys(plain), notes=notes)
    repositories = tuple(map(_repository, plain))
    flat = tuple(_FLAT.get(source, _hosted)(issue) for issue in plain)
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
    names = ", ".join(str(name)[:30] for name in list(value)[:8]) if value else "no fields"
    raise ValueError(f"No column holds issues that are known here: the object has {names}.")


def _flat_list(values: Sequence[Any]) -> list[Any]:
    """Pages one after the other, and edges without their wrapping."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, list):
            found += _flat_list(value)
        elif isinstance(value, dict) and not _looks_like_issue(value):
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


def _looks_like_issue(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    named = {"title", "summary", "task"} & value.keys()
    card = "name" in value and {"idList", "idShort"} & value.keys()
    item = isinstance(value.get("content"), dict) or "fieldValues" in value
    jira = "key" in value and isinstance(value.get("fields"), dict)
    return bool(named or card or item or jira)


def _unwrapped(issue: Issue) -> Issue:
    """The issue with GraphQL's lists as lists, and with the content of a project's item."""
    plain = {name: _list_of(value) for name, value in issue.items()}
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


def _list_of(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        return value["nodes"]
    if isinstance(value, dict) and isinstance(value.get("edges"), list):
        return [edge.get("node") for edge in value["edges"] if isinstance(edge, dict)]
    return value


def _project_field(value: Any) -> Issue:
    """One field of an item of a project, by its name there."""
    if not isinstance(value, dict) or not isinstance(value.get("field"), dict):
        return {}
    name = str(value["field"].get("name") or "").casefold()
    said = next((value[k] for k in ("name", "number", "text", "title", "date") if k in value), None)
    return {name: said} if name and said is not None else {}


def _is_pull_request(issue: Issue) -> bool:
    kind = re.sub(r"[\W_]", "", str(issue.get("__typename") or issue.get("type") or "")).casefold()
    return bool(
        issue.get("pull_request")
        or issue.get("isPullRequest")
        or kind == "pullrequest"
        or "/pull/" in str(issue.get("html_url") or issue.get("url") or "")
    )


def _source(issues: Sequence[Issue]) -> TaskSource:
    def any_has(*names: str) -> bool:
        return any(set(names) <= issue.keys() for issue in issues)

    if any_has("iid"):
        return "gitlab"
    if any_has("fields", "key"):
        return "jira"
    if any_has("identifier"):
        return "linear"
    if any_has("name", "idList") or any_has("name", "idShort"):
        return "trello"
    return "github"


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
    home = _repository(issue)
    for name in ("blockedBy", "blocked_by", "blockedByIssues"):
        if isinstance(found.get(name), list):
            found[name] = [_reference(each, home) for each in found[name]]
    for name in ("links", "issue_links", "linked_issues"):
        linked = found.get(name)
        if isinstance(linked, list):
            types = ("is_blocked_by", "blocked_by")
            blocking = [x for x in linked if isinstance(x, dict) and x.get("link_type") in types]
            found.setdefault("blocked by", [_reference(each, home) for each in blocking])
    return found


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


def _of_jira(issue: Issue) -> Issue:
    fields = {name: _list_of(value) for name, value in issue["fields"].items()}
    names = issue.get("names") or {}
    status = _object(fields.get("status"))
    links = [link for link in fields.get("issuelinks") or () if isinstance(link, dict)]
    blocking = [
        _object(link.get("inwardIssue")).get("key")
        for link in links
        if "blocked" in str(_object(link.get("type")).get("inward")).casefold()
    ]
    points = [
        value
        for name, value in fields.items()
        if "story point" in str(names.get(name, "")).casefold() or name == "customfield_10016"
    ]
    numbers = (p for p in points if isinstance(p, int | float) and not isinstance(p, bool))
    return {
        "key": issue.get("key"),
        "summary": fields.get("summary"),
        "status": status.get("name"),
        "status category": _object(status.get("statusCategory")).get("key"),
        "resolution": _object(fields.get("resolution")).get("name"),
        "assignee": _object(fields.get("assignee")).get("displayName"),
        "story points": next(numbers, None),
        "original estimate": fields.get("timeoriginalestimate"),
        "blocked by": [key for key in blocking if key],
        "components": [_object(c).get("name") for c in fields.get("components") or ()],
        "labels": fields.get("labels"),
        "description": _words(fields.get("description")),
    }


def _of_linear(issue: Issue) -> Issue:
    found = dict(issue)
    state = _object(issue.get("state"))
    if state:
        found |= {"state": state.get("name"), "state type": state.get("type")}
    blocking = [
        _object(relation.get("issue")).get("identifier")
        for relation in found.pop("inverseRelations", None) or ()
        if isinstance(relation, dict) and relation.get("type") == "blocks"
    ]
    return found | ({"blocked by": [key for key in blocking if key]} if blocking else {})


def _cards(board: Issue, cards: Sequence[Issue]) -> Iterator[Issue]:
    """Trello's cards with the names of what they refer to on their board."""
    lists = {each.get("id"): each for each in _objects(board.get("lists"))}
    people = {each.get("id"): each for each in _objects(board.get("members"))}
    fields = {each.get("id"): each.get("name") for each in _objects(board.get("customFields"))}
    checks: dict[Any, list[Issue]] = {}
    for checklist in _objects(board.get("checklists")):
        checks.setdefault(checklist.get("idCard"), []).append(checklist)
    for card in cards:
        home = _object(lists.get(card.get("idList")))
        own = checks.get(card.get("id"), []) or _objects(card.get("checklists"))
        members = [people.get(who, {}) for who in card.get("idMembers") or ()]
        members = members if any(members) else _objects(card.get("members"))
        yield {
            "number": card.get("idShort"),
            "title": card.get("name"),
            "status": home.get("name"),
            "resolution": _end_of(card, home),
            "assignees": [m.get("username") or m.get("fullName") for m in members if m],
            "labels": [label.get("name") for label in _objects(card.get("labels"))],
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
    for item in _objects(card.get("customFieldItems")):
        name, value = names.get(item.get("idCustomField")), _object(item.get("value"))
        said = value.get("number") or value.get("text")
        if isinstance(name, str) and said is not None:
            found[name.casefold()] = said
    return found


def _checklist(checklist: Issue) -> str:
    items = sorted(_objects(checklist.get("checkItems")), key=_position)
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


def _words(value: Any) -> str:
    """The text of a description: plain, or Atlassian's document format."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(map(_words, value))
    if not isinstance(value, dict):
        return ""
    said = str(value.get("text") or "") + _words(value.get("content"))
    blocks = ("paragraph", "heading", "listItem", "codeBlock", "hardBreak")
    return said + ("\n" if value.get("type") in blocks else "")


def _object(value: Any) -> Issue:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[Issue]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


_FLAT = {"jira": _of_jira, "linear": _of_linear}
