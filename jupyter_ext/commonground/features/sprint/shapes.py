"""Issues of trackers that have JSON of their own, laid flat: fields are named as columns are.

Jira, Linear, Azure DevOps, Asana, Shortcut, ClickUp, Redmine and YouTrack, each known by fields
that it alone has. Pure; what a code host's JSON says is ``issues.py``'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Issue = dict[str, Any]


def tracker_of(issue: Issue) -> str | None:
    """Which tracker writes such an issue; None where none of these does."""
    fields = issue.get("fields")
    if isinstance(fields, dict):
        return "azure" if "System.Title" in fields else "jira" if "key" in issue else None
    has = issue.keys()
    if "identifier" in has:
        return "linear"
    if "idReadable" in has and "summary" in has:
        return "youtrack"
    if "subject" in has and "id" in has:
        return "redmine"
    if "name" not in has:
        return None
    if "gid" in has and has & {"completed", "notes", "memberships"}:
        return "asana"
    if has & {"story_type", "workflow_state_id"}:
        return "shortcut"
    status = as_object(issue.get("status"))
    return "clickup" if "status" in status else None


def of_tracker(issue: Issue) -> Issue | None:
    """The issue with its fields named as columns are; None where it is none of these trackers'."""
    known = tracker_of(issue)
    return None if known is None else _FLAT[known](issue)


def _of_jira(issue: Issue) -> Issue:
    fields = {name: list_of(value) for name, value in issue["fields"].items()}
    names = issue.get("names") or {}
    status, who = as_object(fields.get("status")), as_object(fields.get("assignee"))
    links = [link for link in fields.get("issuelinks") or () if isinstance(link, dict)]
    blocking = [key for link in links if (key := _blocking(link))]
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
        "status category": as_object(status.get("statusCategory")).get("key"),
        "resolution": as_object(fields.get("resolution")).get("name"),
        "assignee": who.get("displayName") or who.get("name"),
        "story points": next(numbers, None),
        "original estimate": fields.get("timeoriginalestimate")
        or as_object(fields.get("timetracking")).get("originalEstimateSeconds"),
        "blocked by": blocking,
        "components": [as_object(c).get("name") for c in fields.get("components") or ()],
        "labels": fields.get("labels"),
        "description": _words(fields.get("description")),
    }


def _of_linear(issue: Issue) -> Issue:
    found = dict(issue)
    state = as_object(issue.get("state"))
    if state:
        found |= {"state": state.get("name"), "state type": state.get("type")}
    blocking = [
        as_object(relation.get("issue")).get("identifier")
        for relation in found.pop("inverseRelations", None) or ()
        if isinstance(relation, dict) and relation.get("type") == "blocks"
    ]
    return found | ({"blocked by": [key for key in blocking if key]} if blocking else {})


def _blocking(link: Issue) -> str | None:
    """The key of the issue that a link of Jira says is waited for, whatever its language."""
    kind = as_object(link.get("type"))
    inward, outward = (str(kind.get(way)).casefold() for way in ("inward", "outward"))
    named = str(kind.get("name")).casefold() in ("blocks", "blocker")
    if "blocked" in inward or named:
        key = as_object(link.get("inwardIssue")).get("key")
    else:
        depends = outward.startswith(("depends on", "is dependent on", "is blocked by"))
        key = as_object(link.get("outwardIssue")).get("key") if depends else None
    return key if isinstance(key, str) else None


def _of_azure(issue: Issue) -> Issue:
    fields = as_object(issue.get("fields"))
    who = fields.get("System.AssignedTo")
    scheduling = "Microsoft.VSTS.Scheduling."
    relations = as_objects(issue.get("relations"))
    before = [r for r in relations if str(r.get("rel")).endswith("Dependency-Reverse")]
    return {
        "id": issue.get("id"),
        "title": fields.get("System.Title"),
        "state": fields.get("System.State"),
        "assigned to": as_object(who).get("displayName") if isinstance(who, dict) else who,
        "story points": fields.get(f"{scheduling}StoryPoints"),
        "effort": fields.get(f"{scheduling}Effort"),
        "original estimate": fields.get(f"{scheduling}OriginalEstimate"),
        "remaining work": fields.get(f"{scheduling}RemainingWork"),
        "area path": fields.get("System.AreaPath"),
        "tags": fields.get("System.Tags"),
        "predecessors": [str(r.get("url")).rpartition("/")[2] for r in before],
        "description": fields.get("System.Description"),
    }


def _of_asana(issue: Issue) -> Issue:
    homes = as_objects(issue.get("memberships"))
    sections = (as_object(home.get("section")).get("name") for home in homes)
    return {
        "key": issue.get("gid"),
        "title": issue.get("name"),
        "status": next(filter(None, sections), None),
        "completed": issue.get("completed"),
        "assignee": issue.get("assignee"),
        "labels": issue.get("tags"),
        "blocked by": [d.get("gid") for d in as_objects(issue.get("dependencies"))],
        "description": issue.get("notes"),
        "url": issue.get("permalink_url"),
    }


def _of_shortcut(issue: Issue) -> Issue:
    own = issue.get("id")
    links = as_objects(issue.get("story_links"))
    blocking = [n.get("subject_id") for n in links if n.get("verb") == "blocks"]
    return {
        "key": own,
        "title": issue.get("name"),
        "state type": "started" if issue.get("started") and not issue.get("completed") else None,
        "completed": issue.get("completed"),
        "archived": issue.get("archived"),
        "estimate": issue.get("estimate"),
        "labels": issue.get("labels"),
        "blocked by": [str(n) for n in blocking if n is not None and n != own],
        "description": issue.get("description"),
        "url": issue.get("app_url"),
    }


def _of_clickup(issue: Issue) -> Issue:
    status, own = as_object(issue.get("status")), issue.get("id")
    waits = as_objects(issue.get("dependencies"))
    return {
        "key": issue.get("custom_id") or own,
        "title": issue.get("name"),
        "status": status.get("status"),
        "state category": status.get("type"),
        "assignees": issue.get("assignees"),
        "points": issue.get("points"),
        "time estimated": issue.get("time_estimate"),
        "tags": issue.get("tags"),
        "blocked by": [
            str(w["depends_on"]) for w in waits if w.get("depends_on") not in (None, own)
        ],
        "description": issue.get("text_content") or issue.get("description"),
        "url": issue.get("url"),
    }


def _of_redmine(issue: Issue) -> Issue:
    status, own = as_object(issue.get("status")), issue.get("id")
    blocking = [
        str(r.get("issue_id"))
        for r in as_objects(issue.get("relations"))
        if r.get("relation_type") in ("blocks", "precedes") and r.get("issue_to_id") == own
    ]
    return {
        "key": own,
        "title": issue.get("subject"),
        "status": status.get("name"),
        "state category": "done" if status.get("is_closed") else None,
        "assigned to": issue.get("assigned_to"),
        "estimated hours": issue.get("estimated_hours"),
        "area": as_object(issue.get("category")).get("name"),
        "blocked by": blocking,
        "description": issue.get("description"),
    }


def _of_youtrack(issue: Issue) -> Issue:
    custom = {str(f.get("name")): f.get("value") for f in as_objects(issue.get("customFields"))}
    estimate = custom.get("Estimation") or custom.get("Story points")
    minutes = as_object(estimate).get("minutes")
    blocking = [
        each.get("idReadable")
        for link in as_objects(issue.get("links"))
        if link.get("direction") == "INWARD"
        and "depend" in str(as_object(link.get("linkType")).get("targetToSource")).casefold()
        for each in as_objects(link.get("issues"))
    ]
    return {
        "key": issue.get("idReadable"),
        "title": issue.get("summary"),
        "state": as_object(custom.get("State") or custom.get("Stage")).get("name"),
        "assignee": custom.get("Assignee"),
        "estimate": f"{minutes}m" if isinstance(minutes, int) else estimate,
        "subsystem": as_object(custom.get("Subsystem")).get("name"),
        "tags": issue.get("tags"),
        "blocked by": [key for key in blocking if key],
        "description": issue.get("description"),
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


def as_object(value: Any) -> Issue:
    """The object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_objects(value: Any) -> list[Issue]:
    """The objects in a list; none for anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def list_of(value: Any) -> Any:
    """GraphQL's lists as lists; anything else as it is."""
    if isinstance(value, dict) and isinstance(value.get("nodes"), list):
        return value["nodes"]
    if isinstance(value, dict) and isinstance(value.get("edges"), list):
        return [edge.get("node") for edge in value["edges"] if isinstance(edge, dict)]
    return value


_FLAT: Mapping[str, Callable[[Issue], Issue]] = {
    "jira": _of_jira,
    "linear": _of_linear,
    "azure": _of_azure,
    "asana": _of_asana,
    "shortcut": _of_shortcut,
    "clickup": _of_clickup,
    "redmine": _of_redmine,
    "youtrack": _of_youtrack,
}
