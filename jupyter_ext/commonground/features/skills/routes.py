"""What is answered of skills over HTTP."""

from __future__ import annotations

from ...service.route import Asked, get
from .runner import SkillBook
from .views import SkillAnswer, SkillsAnswer


@get("skills", answer=SkillsAnswer)
async def skills(asked: Asked) -> SkillsAnswer:
    """Every skill that is found here, also those that can't be used, and why."""
    book = asked.host.find(SkillBook)
    return SkillsAnswer.of(skills=[book.view(one) for one in await book.all()])


@get("skills/{name}", answer=SkillAnswer)
async def skill(asked: Asked) -> SkillAnswer:
    """One skill with all that somebody agrees to: its text, its files, what the model may do."""
    book = asked.host.find(SkillBook)
    return SkillAnswer.of(skill=book.whole(await book.find(asked.path["name"])))


ROUTES = (skills, skill)
