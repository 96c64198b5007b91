"""Skills as clients' prompts: those that somebody of the team agreed to, with what they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import mcp_types as types

from ..core.prompt import as_data
from ..core.role import Member
from ..core.skill import render_skill
from ..service.host import Host

PREFIX = "skill-"
"""How the name of a prompt begins that is a skill; what follows is the skill's own."""
MAX_SKILL = 20_000
"""Characters of a skill's instructions that a client is given."""
TASK = types.PromptArgument(
    name="task", description="What it is wanted for, in your words.", required=False
)


class SkillPrompts:
    """The skills of one server."""

    def __init__(self, host: Host) -> None:
        self._host = host

    async def listed(self) -> Sequence[types.Prompt]:
        """Those that may be used, by name."""
        if self._host.skills is None:
            return ()
        return [
            types.Prompt(
                name=f"{PREFIX}{one.name}",
                title=one.name.replace("-", " ").capitalize(),
                description=one.description,
                arguments=[TASK],
            )
            for one in await self._host.skills.offered()
        ]

    async def text(self, member: Member, name: str, given: Mapping[str, str]) -> str | None:
        """The skill with its needs, then the task; None for a prompt that is no skill.

        Raises UnknownId, InvalidCommand, NotAllowed.
        """
        if self._host.skills is None or not name.startswith(PREFIX):
            return None
        skill = await self._host.skills.in_use(member, name.removeprefix(PREFIX))
        # Its files are read by a tool of our own model alone.
        said = render_skill(replace(skill, files=()), MAX_SKILL)
        task = given.get("task", "").strip()
        return f"{said}\n<task>{as_data(task)}</task>" if task else said
