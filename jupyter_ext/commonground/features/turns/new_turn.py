"""A turn as it begins."""

from __future__ import annotations

from ...ai.base import ModelInfo
from ...core.prompt import Context
from ...core.question import Question
from ...core.role import Member
from ...core.turn import Turn, TurnId
from ...service.writer import ContextService


def new_turn(
    service: ContextService,
    member: Member,
    question: Question,
    info: ModelInfo,
    context: Context | None,
    follows: str | None,
) -> Turn:
    """The turn of a question; ``context`` is None while it waits for others, ``follows`` is the
    turn whose answer it goes on from.
    """
    return Turn(
        id=TurnId(service.new_id("t")),
        asker=member.username,
        visibility=question.visibility,
        question=question.text,
        model=info.name,
        model_label=info.label,
        at=service.clock(),
        path=question.path,
        cell=question.cell if question.beside is None else None,
        shown=() if context is None else context.shown,
        selection=None if context is None else context.selection,
        source=question.source,
        about=question.about or follows,
        skill=question.skill,
        beside=question.beside,
        continues=None if question.begun is None else question.begun.turn,
    )
