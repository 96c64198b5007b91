"""The tool by which members' clients say what they are about to change.

Who works on what is told by ``who_is_working_on``, which asks all that is known of it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...core.fields import Wire
from ...service.tool import for_clients, proposes
from .commands import Hours, LeasedPath, LeasePaths, Said


class WorkToCome(Wire):
    """What is about to be changed."""

    paths: Annotated[
        list[LeasedPath],
        Field(min_length=1, max_length=50, description="Files of the repository, or patterns."),
    ]
    hours: Hours = 2
    why: Annotated[Said, Field(description="What it is for, in a few words.")] = ""


@for_clients
@proposes("claim_work", WorkToCome)
def claim_work(given: WorkToCome, turn: str) -> LeasePaths:
    """Say, in your member's name, which files you are about to change, for some hours: colleagues
    and their agents see it, and are told where their work meets it. It stops nobody. Say so before
    you begin."""
    return LeasePaths(paths=given.paths, hours=given.hours, why=given.why)


TOOLS = (claim_work,)
