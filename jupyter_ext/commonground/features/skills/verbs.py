"""``%cg skills``: which there are, what one may do, agreeing to one, proposing one to the team."""

from __future__ import annotations

from collections.abc import Iterable

from ...core.command import Command
from ...core.markdown import inline
from ...core.skill import SKILL_MIME
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .folder import SKILL_FILE
from .runner import SkillBook
from .settings import AGREED
from .syntax import AGREE, PROPOSE, SKILLS
from .text import MARK, skill_markdown, skills_markdown


async def skills(host: Host, call: Call) -> Shown:
    """``%cg skills`` and ``%cg skills NAME``."""
    book = host.find(SkillBook)
    if call["name"] is None:
        return Shown(skills_markdown([book.view(one) for one in await book.all()]))
    return await show_skill(book, call["name"])


async def show_skill(book: SkillBook, name: str) -> Shown:
    """The skill for a cell: drawn with a button that agrees, where the extension is."""
    whole = book.whole(await book.find(name))
    return Shown(skill_markdown(whole), {SKILL_MIME: {"skill": whole.name}})


async def agree(host: Host, call: Call) -> Shown:
    """``%cg skills agree NAME MARK``. Raises InvalidCommand where the files are others by now."""
    book = host.find(SkillBook)
    skill = await book.find(call["name"])
    await book.ready(skill.name)
    mark = str(call["mark"])
    if len(mark) < MARK or not skill.digest.startswith(mark):
        raise InvalidCommand(
            "The skill is not what that mark stands for: it changed, or the mark is another's.",
            f"Look at it as it is now: %cg skills {skill.name}",
        )
    said = encoded(command="set", name=f"{AGREED}:{skill.name}", value=skill.digest)
    await host.service.run(call.member, host.parse_command(said), source=call.source)
    return Shown(
        f"The team may ask with **{skill.name}** as it is now: `%%ai --skill {skill.name}`"
    )


async def propose(host: Host, call: Call) -> Shown:
    """``%cg skills propose NAME``: its ``SKILL.md`` as an entry. Raises InvalidCommand."""
    book = host.find(SkillBook)
    skill = await book.find(call["name"])
    await book.ready(skill.name)
    others = [path for path in skill.files.sizes if path != SKILL_FILE]
    if others:
        raise InvalidCommand(
            f"An entry holds a text, and this skill has more files: {', '.join(others[:5])}.",
            "Keep it in the folder that everybody has, or write what is in them into SKILL.md.",
        )
    command = _entry(host, skill.name, skill.files.text(SKILL_FILE) or "")
    done = await host.service.run(call.member, command, source=call.source)
    held = done.entry is not None and bool(done.entry.in_force)
    state = "holds" if held else "waits for the context owner"
    return Shown(f"“{inline(f'Skill: {skill.name}')}” is an entry of the team and {state}.")


def _entry(host: Host, name: str, text: str) -> Command:
    said = encoded(command="add", kind="knowledge", title=f"Skill: {name}", body=text)
    return host.parse_command(said)


def names(host: Host) -> Iterable[str]:
    """The names of those that can be used."""
    return host.find(SkillBook).names()


NAMES = {"skill": names}
VERBS = (Verb(SKILLS, skills), Verb(AGREE, agree), Verb(PROPOSE, propose))
