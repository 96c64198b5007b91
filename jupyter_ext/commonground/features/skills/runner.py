"""The skills of one server: found when they are asked for, and given only as somebody agreed to.

Reads folders in a thread, each time anew: one that changed since is another skill. Writes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from ...core.entry import Entry
from ...core.role import Member
from ...core.skill import SkillInUse, SkillSummary, is_skill_name, skill_titled
from ...errors import InvalidCommand, NotAllowed, UnknownId
from ...service.host import Host
from .folder import SKILL_FILE, SkillFiles, skill_folders
from .model import Permitted, Skill, counted, permitted, skill_from
from .places import SkillPlace, on_disk, places, read_skill
from .settings import AGREED, agreed_names, agreement
from .text import skill_markdown
from .views import SkillView, WholeSkillView
from .work import work_in, work_lines


class SkillBook:
    """``found`` gives the places on the disk, in the order in which they count."""

    def __init__(self, host: Host, found: Callable[[], Sequence[SkillPlace]] | None = None) -> None:
        self._host = host
        self._places = found or (lambda: places(host.root))

    async def __aenter__(self) -> SkillBook:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs by itself."""

    # What there is

    async def all(self) -> tuple[Skill, ...]:
        """Every skill, also those that can't be used."""
        disk = await asyncio.to_thread(lambda: on_disk(self._places()))
        return counted([*disk, *self._of_team()])

    async def find(self, name: str) -> Skill:
        """The one of that name that counts. Raises UnknownId."""
        found = await self._named(name)
        best = next((one for one in found if not one.instead), None)
        if best is None:
            raise UnknownId("There is no such skill.", "See which there are: %cg skills")
        return best

    async def _named(self, name: str) -> tuple[Skill, ...]:
        team = [one for one in self._of_team() if one.name == name]
        disk = await asyncio.to_thread(lambda: [read_skill(p, name) for p in self._holding(name)])
        return counted([*disk, *team])

    def _holding(self, name: str) -> list[SkillPlace]:
        if not name or "/" in name or name.startswith("."):
            return []
        return [place for place in self._places() if (place.folder / name / SKILL_FILE).exists()]

    def _of_team(self) -> list[Skill]:
        """Those that the team accepted, as entries."""
        entries = (e for room in self._host.service.shared() for e in room.entries.values())
        return [skill for entry in entries if (skill := _in_entry(entry)) is not None]

    # What somebody agreed to

    def agreed(self, skill: Skill) -> bool:
        """Whether somebody agreed to it as it is now."""
        settings = self._host.service.settings()
        return skill.usable and agreement(settings, skill.name, skill.digest) is not None

    async def ready(self, name: str) -> bool:
        """Whether a question may be asked with it. Raises UnknownId, InvalidCommand."""
        skill = await self.find(name)
        if skill.manifest is None:
            told = next(p.message for p in skill.problems if p.level == "error")
            raise InvalidCommand(
                f"The skill {skill.where} can't be used: {told}", "commonground skills lint"
            )
        return self.agreed(skill)

    async def asking(self, name: str) -> str | None:
        """What a member would agree to, in Markdown; None where somebody did."""
        if await self.ready(name):
            return None
        return skill_markdown(self.whole(await self.find(name)))

    def names(self) -> tuple[str, ...]:
        """Names under which there may be a skill, in order; quick, so none is read."""
        disk = {name for place in self._places() for name in skill_folders(place.folder)}
        team = {one.name for one in self._of_team()}
        return tuple(sorted(name for name in disk | team if is_skill_name(name)))

    async def in_use(self, member: Member, name: str) -> SkillInUse:
        """The skill for a question of theirs. Raises UnknownId, InvalidCommand, NotAllowed."""
        skill = await self._agreed_one(name)
        assert skill.manifest is not None
        service = self._host.service
        work = work_lines(work_in(service.view(member)), self._host.name_of)
        return SkillInUse(
            skill.name,
            skill.manifest.body,
            tuple(skill.files.sizes),
            skill.manifest.needs,
            self.permitted(skill).tools,
            work,
        )

    async def _agreed_one(self, name: str) -> Skill:
        ready = await self.ready(name)
        skill = await self.find(name)
        if not ready or not self.agreed(skill):
            raise NotAllowed(
                "Nobody in this team has agreed to this skill as it is now.",
                f"`%%ai --skill {skill.name}` shows what it reads and may do, and asks.",
            )
        return skill

    async def offered(self) -> tuple[SkillSummary, ...]:
        """Those that somebody agreed to as they are now: what a model may take up."""
        found = []
        for name in agreed_names(self._host.service.settings()):
            one = next((s for s in await self._named(name) if not s.instead), None)
            if one is not None and self.agreed(one):
                found.append(SkillSummary(one.name, one.description))
        return tuple(found)

    async def file(self, name: str, path: str) -> str:
        """A file of a skill that somebody agreed to. Raises UnknownId, NotAllowed."""
        skill = await self._agreed_one(name)
        text = skill.files.text(path)
        if text is None:
            listed = ", ".join(list(skill.files.sizes)[:40])
            raise UnknownId("The skill has no such text file.", f"It has: {listed}.")
        return text

    def permitted(self, skill: Skill) -> Permitted:
        """What the model may be offered with it."""
        assert skill.manifest is not None
        return permitted(skill.manifest, [tool.name for tool in self._host.tools])

    # As it is shown

    def view(self, skill: Skill) -> SkillView:
        """The skill for a list."""
        return SkillView.of(**self._shown(skill))

    def whole(self, skill: Skill) -> WholeSkillView:
        """The skill with all that somebody agrees to."""
        manifest = skill.manifest
        may = Permitted(frozenset()) if manifest is None else self.permitted(skill)
        return WholeSkillView.of(
            **self._shown(skill),
            digest=skill.digest,
            license=(manifest and manifest.license) or "",
            compatibility=self._clean((manifest and manifest.compatibility) or ""),
            needs=() if manifest is None else tuple(sorted(manifest.needs)),
            tools=tuple(sorted(may.tools)),
            refused=may.unknown,
            files=[{"path": path, "size": size} for path, size in skill.files.sizes.items()],
            body=self._clean("" if manifest is None else manifest.body),
        )

    def _shown(self, skill: Skill) -> dict[str, object]:
        settings = self._host.service.settings()
        said = settings.get(f"{AGREED}:{skill.name}")
        agreed = agreement(settings, skill.name, skill.digest)
        return {
            "name": skill.name,
            "source": skill.source,
            "where": skill.where,
            "description": self._clean(skill.description),
            "instead": skill.instead,
            "usable": skill.usable,
            "agreed": agreed,
            "changed": agreed is None and said is not None and said.value is not None,
            "problems": skill.problems,
        }

    def _clean(self, text: str) -> str:
        return self._host.service.gate().for_prompt(text).text


def _in_entry(entry: Entry) -> Skill | None:
    """The skill that an accepted entry holds; None where it holds none, or is in dispute."""
    held = entry.in_force
    if entry.kind != "knowledge" or len(held) != 1 or not entry.live:
        return None
    name = skill_titled(held[0].title)
    if name is None:
        return None
    files = SkillFiles({SKILL_FILE: held[0].body.encode()})
    return skill_from(name, "team", f"entry {entry.id}", files)


def skill_book(host: Host) -> SkillBook:
    """The skills of this server."""
    return SkillBook(host)
