"""A sprint as a page to keep: its board, who has what, what is wrong with the plan, the review."""

from __future__ import annotations

from ...core.role import Member
from ...service.host import Host
from ...service.page import ExportedPage
from . import lookup
from .model import Sprint
from .report import board_markdown, checks_markdown, loads_markdown
from .review import review_markdown


async def page_of(host: Host, member: Member, sprint: Sprint) -> ExportedPage:
    """The page: all tasks, and of notes only what was revealed to everybody."""
    findings = await lookup.checks(host.service, sprint)
    review = await lookup.review(host, member, sprint)
    sections = {
        "Board": board_markdown(sprint, most=max(1, len(sprint.tasks))),
        "Who has what": loads_markdown(sprint) if sprint.planned else "",
        "The plan": checks_markdown(findings) if sprint.planned else "",
        "Review": review_markdown(review, lookup.people(host.service)),
    }
    text = "\n\n".join(f"## {heading}\n\n{part}" for heading, part in sections.items() if part)
    return ExportedPage(f"Sprint: {sprint.goal}", text, "sprint")
