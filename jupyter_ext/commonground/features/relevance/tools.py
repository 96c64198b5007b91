"""The tool by which a model looks for more of the team's context than it was shown."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from ...core.entry_text import entry_as_text
from ...core.fields import Wire
from ...service.host import Wanted
from ...service.tool import ToolAsked, reads
from .runner import RelevanceIndex

TOKENS = 2_000
"""Of entries that one search gives at most."""


class SearchContext(Wire):
    """What is looked for, in words or as a question."""

    query: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


@reads("search_context", SearchContext)
async def search_context(asked: ToolAsked) -> str:
    """Look for entries of the team's shared context (conventions, decisions, work in progress,
    discussions, knowledge), the best first. Use it when the question needs more than the entries
    you were shown."""
    service, path = asked.host.service, asked.question.path
    wanted = Wanted(asked.input.query, () if path is None else (path,), TOKENS)
    selection = await asked.host.find(RelevanceIndex).choose(asked.member, wanted)
    view = service.view(asked.member)
    found = [room.entries.get(choice.entry) for choice in selection.chosen for room in view]
    texts = [entry_as_text(entry, asked.host.name_of) for entry in found if entry is not None]
    return "\n\n".join(filter(None, texts)) or "No entry fits. Try other words."


TOOLS = (search_context,)
