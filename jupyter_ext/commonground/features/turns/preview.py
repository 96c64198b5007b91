"""What the model would get for a question, part by part, before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...core.prompt import CHARS_PER_TOKEN, Prompt
from ...core.question import Question
from ...core.role import Member
from ...service.host import Host
from .runner import TurnRunner
from .toolbox import ToolShed


async def preview(host: Host, member: Member, question: Question) -> dict[str, Any]:
    """The parts of the prompt of that question of the member's, as nobody else is shown it.

    Raises NoModel, UnknownId, NotAllowed.
    """
    runner = host.find(TurnRunner)
    info = runner.info_of(question.model)
    prompt, _ = await runner.prompts.prompt(member, question, info)
    offered = ToolShed(host).specs if info.tools else ()
    tools = [t.name for t in offered if prompt.only is None or t.name in prompt.only]
    return {"model": info.label, "parts": list(_parts(prompt)), "tools": tools}


def _parts(prompt: Prompt) -> Iterator[dict[str, Any]]:
    named = (
        ("product", (prompt.system,), True),
        ("always", prompt.epochs, True),
        ("context", (prompt.context,), False),
        ("yours", (prompt.situation,), False),
        ("question", (prompt.question,), False),
    )
    for name, texts, shared in named:
        text = "\n".join(filter(None, texts))
        if text:
            tokens = len(text) // CHARS_PER_TOKEN + 1
            yield {"name": name, "text": text, "tokens": tokens, "shared": shared}
