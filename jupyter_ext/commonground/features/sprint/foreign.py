"""What code hosts and trackers list beside their issues: pull requests, labels, milestones, people.

Each is known by fields that it alone has, so that a list of them is never taken for tasks. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .shapes import Issue

_PULL = frozenset((
    "headRefName", "baseRefName", "mergeCommit", "mergeStateStatus",
    "merge_commit_sha", "mergeable", "reviewDecision", "isDraft", "mergedAt", "merged_at",
))  # fmt: skip
_MERGE = frozenset(("source_branch", "target_branch", "sourceBranch", "merge_status"))
_TITLES = frozenset(("title", "summary", "subject", "content"))
_OF_A_TASK = frozenset(("labels", "assignee", "assignees", "idList", "story_type", "status"))


def kind_of(issue: Issue) -> str | None:
    """What a thing is that is no task, in the plural; None for one."""
    return next((name for name, is_one in _KINDS.items() if is_one(issue)), None)


def _is_pull_request(issue: Issue) -> bool:
    named = str(issue.get("__typename") or issue.get("type") or "")
    address = str(issue.get("html_url") or issue.get("url") or "")
    return (
        re.sub(r"[\W_]", "", named).casefold() == "pullrequest"
        or "/pull/" in address
        or bool(issue.get("pull_request") or issue.get("isPullRequest") or _PULL & issue.keys())
    )


def _is_label(issue: Issue) -> bool:
    return {"name", "color"} <= issue.keys() and not _TITLES & issue.keys()


def _is_milestone(issue: Issue) -> bool:
    counted = {"open_issues", "closed_issues"} <= issue.keys() or "progressPercentage" in issue
    dated = "title" in issue and bool({"due_on", "dueOn", "start_date"} & issue.keys())
    return (counted or dated) and not _OF_A_TASK & issue.keys()


def _is_repository(issue: Issue) -> bool:
    named = {"full_name", "nameWithOwner", "path_with_namespace"} & issue.keys()
    return bool(named) and not _TITLES & issue.keys()


def _is_person(issue: Issue) -> bool:
    named = {"login", "username", "accountId"} & issue.keys()
    return bool(named) and not (_TITLES | {"idList", "key"}) & issue.keys()


def _is_discussion(issue: Issue) -> bool:
    address = str(issue.get("html_url") or issue.get("url") or "")
    return "/discussions/" in address and not _OF_A_TASK & issue.keys()


_KINDS: Mapping[str, Callable[[Issue], bool]] = {
    "releases": lambda issue: bool({"tagName", "tag_name"} & issue.keys()),
    "pull requests": _is_pull_request,
    "merge requests": lambda issue: bool(_MERGE & issue.keys()),
    "labels": _is_label,
    "milestones": _is_milestone,
    "repositories": _is_repository,
    "people": _is_person,
    "discussions": _is_discussion,
    "lists of a board": lambda issue: "idBoard" in issue and not {"idList"} & issue.keys(),
    "actions of a board": lambda issue: {"type", "data", "date"} <= issue.keys(),
}
