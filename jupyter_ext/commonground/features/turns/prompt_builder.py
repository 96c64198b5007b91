"""The prompt of a turn: what this asker may be shown, gathered, cleaned once, then rendered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...ai.base import ModelInfo
from ...core.conversation import ConversationOf, render_conversation
from ...core.dispute import groups
from ...core.entry import Entry
from ...core.epoch import Epoch
from ...core.ids import EntryId, member_room
from ...core.named_thing import NamedThing, render_named
from ...core.notebook import Notebooks
from ...core.picture import SEE
from ...core.preference import Preferences, preferences_in, render_preferences
from ...core.prompt import (
    CHARS_PER_TOKEN,
    HERE,
    MAX_EDIT_CELLS,
    NOTHING_SHARED,
    Cell,
    Context,
    Prompt,
    build,
    cleaned_entry,
    context_budget,
    guide_budget,
    held_entry,
    render_context,
    render_doubts,
    render_epoch,
    thread_budget,
)
from ...core.question import Question
from ...core.rhythm import Life
from ...core.role import Member
from ...core.selection import Selection
from ...core.setting import current
from ...core.skill import SkillInUse, SkillSummary, render_skill, render_skills
from ...errors import UnknownId
from ...gate.gate import Gate
from ...service.feature import Briefing
from ...service.host import CodeState, CodeStates, LiveBriefing, Skills, Wanted
from ...service.writer import ContextService
from .cleaner import Cleaner
from .consent import cap_of
from .earlier import Before, PrecedingTalk, ReadTurn
from .named import Named, NamedThings
from .shown_entries import ShownEntries
from .trial import tried

CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""A cell's id as nbformat 4.5 has it."""
GO_ON = (
    "Your last answer in the thread broke off. Go on exactly where it ends, as if nothing had come "
    "between: repeat nothing of it, and begin with its very next word. The question was:\n\n"
)
"""What is asked in place of the question, where an answer is to be gone on with."""
Choose = Callable[[Member, Wanted], Awaitable[Selection]]
"""Which entries are shown for a question, and why."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What of the team's entries a prompt holds: before all questions, and beside this one."""

    epochs: tuple[Context, ...]
    context: Context
    selection: Selection | None = None

    @property
    def whole(self) -> Context:
        """All of it, as a turn keeps it."""
        parts = (*self.epochs, self.context)
        shown = dict.fromkeys(id for part in parts for id in part.shown)
        text = "\n".join(part.text for part in parts)
        return Context(text, tuple(shown), self.context.omitted, self.selection)


@dataclass(frozen=True, slots=True)
class _Material:
    """All that goes into a prompt beside the team's entries; ``before`` is what it continues."""

    question: str
    notes: Sequence[Entry]
    briefing: str
    before: Before
    named: Sequence[NamedThing]
    edit: bool = False
    skill: SkillInUse | None = None
    skills: Sequence[SkillSummary] = ()
    preferences: Preferences = Preferences()  # noqa: RUF009 it is frozen

    def prompt(
        self, clean: Cleaner, shown: _Shown, window: int, life: Life, sees: bool = False
    ) -> Prompt:
        """Cleaned, every text once, and rendered."""
        prompt = build(
            clean.text(self.question),
            shown.context,
            [clean.cell(cell) for cell in self.before.cells],
            [cleaned_entry(note, clean.text) for note in self.notes],
            window,
            clean.text(self.briefing),
            self._thread(clean, thread_budget(window)),
            shown.epochs,
            life,
            self.edit,
            self._named(clean, context_budget(window) // 4),
            self._guide(clean, guide_budget(window)),
            None if self.skill is None else self.skill.tools,
            sees,
        )
        return replace(prompt, follows=self.before.follows)

    def _named(self, clean: Cleaner, budget: int) -> str:
        cleaned = [
            replace(one, name=clean.text(one.name), text=clean.text(one.text)) for one in self.named
        ]
        return render_named(cleaned, budget)

    def _guide(self, clean: Cleaner, budget: int) -> str:
        """How the asker wants to be answered, and the skill that it is asked with, or those that
        the model may take up."""
        wishes = render_preferences(self.preferences)
        if self.skill is None:
            offered = [replace(s, description=clean.text(s.description)) for s in self.skills]
            return "\n".join(filter(None, (render_skills(offered), wishes)))
        work = [clean.text(line) for line in self.skill.work]
        skill = replace(self.skill, body=clean.text(self.skill.body), work=work)
        return "\n".join(filter(None, (render_skill(skill, budget), wishes)))

    def _thread(self, clean: Cleaner, budget: int) -> str:
        talk = self.before.talk
        if talk is None:
            return ""
        constraints = [clean.spoken(one) for one in talk.constraints]
        lines = [clean.spoken(line) for line in self.before.lines]
        return render_conversation(clean.text(talk.title), constraints, lines, budget)


class PromptBuilder:
    """``read_turn`` gives earlier turns to members who may see them.

    ``choose`` says which entries a question is shown; None: all that reach the member. ``life``
    says how long the provider is to keep what everyone's asks share. ``skills`` gives the skill
    that a question is asked with; None: there are none. ``live`` tells what goes on just now.
    """

    def __init__(
        self,
        service: ContextService,
        notebooks: Notebooks,
        briefing: Briefing,
        conversations: Sequence[ConversationOf],
        read_turn: ReadTurn,
        choose: Choose | None = None,
        life: Callable[[], Life] = lambda: "5m",
        skills: Skills | None = None,
        named: NamedThings | None = None,
        live: LiveBriefing = lambda member, text, paths: "",
        code: Callable[[], CodeStates | None] = lambda: None,
    ) -> None:
        self._service = service
        self._earlier = PrecedingTalk(service, notebooks, conversations, read_turn)
        self._named = named or NamedThings(service, None)
        self._briefing = briefing
        self._live = live
        self._choose = choose
        self._cleaner = Cleaner(service.gate)
        self._shown = ShownEntries(self._cleaner)
        self._held = ShownEntries(self._cleaner, held_entry)
        self._life = life
        self._skills = skills
        self._code = code

    async def prompt(
        self, member: Member, question: Question, info: ModelInfo
    ) -> tuple[Prompt, Context]:
        """The prompt, and the context in it, which says what entries were shown."""
        named = await self._named.of(member, question)
        prefers = await self._preferences(member, question)
        areas = () if prefers.area is None else (prefers.area,)
        shown = await self._entries_shown(member, question, info.window, named, areas)
        material = await self._material(member, question, info, named)
        material = replace(material, preferences=prefers)
        # Off the event loop: the gate reads all of it.
        prompt = await asyncio.to_thread(
            material.prompt, self._cleaner, shown, info.window, self._life(), info.sees
        )
        return prompt, shown.whole

    async def _material(
        self, member: Member, question: Question, info: ModelInfo, named: Named
    ) -> _Material:
        notes: tuple[Entry, ...] = ()
        if question.visibility == "private":
            own = await self._service.snapshot(member, member_room(member.username))
            notes = own.live()
        told = self._briefing(member, self._service.view(member), self._service.clock())
        paths = () if question.path is None else (question.path,)
        briefing = "\n".join(filter(None, (told, self._live(member, question.text, paths))))
        before = await self._earlier.before(member, question)
        if question.edit:
            before = replace(before, cells=around(question))
        if cap_of(self._service.settings(), SEE) == "off":
            before = replace(before, cells=[replace(one, pictures=()) for one in before.cells])
        text = question.text if question.begun is None else f"{GO_ON}{question.text}"
        skill, skills = await self._skill(member, question), await self._offered(question, info)
        return _Material(text, notes, briefing, before, named.things, question.edit, skill, skills)

    async def _preferences(self, member: Member, question: Question) -> Preferences:
        """What of the asker's preferences holds in this question."""
        if member.anonymous:
            return Preferences()
        own = await self._service.snapshot(member, member_room(member.username))
        return preferences_in(current(own.settings.values())).within(question.visibility)

    async def _skill(self, member: Member, question: Question) -> SkillInUse | None:
        """The one that it is asked with. Raises UnknownId, InvalidCommand, NotAllowed."""
        if question.skill is None:
            return None
        if self._skills is None:
            raise UnknownId("There are no skills here.", "Ask without one.")
        return await self._skills.in_use(member, question.skill)

    async def _offered(self, question: Question, info: ModelInfo) -> tuple[SkillSummary, ...]:
        """Those that a model may take up, which takes a tool."""
        if self._skills is None or question.skill is not None or not info.tools:
            return ()
        return await self._skills.offered()

    async def _entries_shown(
        self,
        member: Member,
        question: Question,
        window: int,
        named: Named,
        areas: Sequence[str],
    ) -> _Shown:
        """What always holds, and what concerns the question, of what reaches its asker."""
        gate, budget = self._service.gate(), context_budget(window)
        code = self._code()
        states = {} if code is None else await code.code_states()
        if self._choose is None:
            view = self._service.view(member)
            entries = {e.id: e for snapshot in view for e in snapshot.entries.values()}
            entries = tried(question.trial, entries, view)
            return await asyncio.to_thread(
                self._rendered, (), entries.values(), gate, budget, states
            )
        paths = () if question.path is None else (question.path,)
        wanted = Wanted(
            question.text, paths, budget // CHARS_PER_TOKEN, areas=areas, named=named.entries
        )
        selection = await self._choose(member, wanted)
        view = self._service.view(member)
        found = {
            choice.entry: snapshot.entries[choice.entry]
            for choice in selection.chosen
            for snapshot in view
            if choice.entry in snapshot.entries
        }
        found = tried(question.trial, found, view)
        # Off the event loop: the first time, the gate reads all of it.
        shown = await asyncio.to_thread(
            self._rendered, selection.epochs, found.values(), gate, budget, states
        )
        return replace(shown, selection=selection)

    def _rendered(
        self,
        epochs: Sequence[Epoch],
        entries: Iterable[Entry],
        gate: Gate,
        budget: int,
        states: Mapping[EntryId, CodeState],
    ) -> _Shown:
        """What an epoch says already is not said again, but for what is proposed on top of it.

        What speaks of code that is gone is left out, but for a side of a dispute: that stays
        visible until a person resolves it. Both, and where code was changed since, is said.
        """
        together = groups(self._service.disputes)
        given = list(entries)
        broken = {each.id for each in given if each.id in states and states[each.id].broken}
        disputed = {each.id for each in given if each.disputed or each.id in together}
        all_of_them = {e.id: e for e in given if e.id not in broken - disputed}
        before: list[Context] = []
        said: set[str] = set()
        for epoch in epochs:
            of_it = [all_of_them[id] for id in epoch.entries if id in all_of_them]
            held = self._held.of(of_it, gate)
            said.update(one.text for one in held)
            before.append(render_epoch(epoch.area, held))
        rest = [one for one in self._shown.of(all_of_them.values(), gate) if one.text not in said]
        left = budget - sum(len(part.text) for part in before)
        empty = "" if said else NOTHING_SHARED
        context = render_context(rest, left, together, empty)
        touched = [e for e in all_of_them.values() if e.id in states and states[e.id].touched]
        gone = [e for e in all_of_them.values() if e.id in broken]
        refuted = [e for e in all_of_them.values() if e.id in states and states[e.id].refuted]
        doubts = render_doubts(
            self._titles(touched), self._titles(gone), len(given) - len(all_of_them),
            self._titles(refuted),
        )  # fmt: skip
        return _Shown(tuple(before), replace(context, text=f"{context.text}{doubts}"))

    def _titles(self, entries: Iterable[Entry]) -> list[str]:
        return [self._cleaner.text(r.title) for entry in entries for r in entry.standing]


def around(question: Question) -> tuple[Cell, ...]:
    """The cells around the asking one, with their ids; in its own place stands where it is."""
    cells = question.seen
    own = next((n for n, one in enumerate(cells) if one.id == question.cell), len(cells))
    first = max(0, own + MAX_EDIT_CELLS // 4 - MAX_EDIT_CELLS + 1)
    shown = cells[first : own + MAX_EDIT_CELLS // 4 + 1]
    return tuple(
        Cell(HERE, "") if one.id == question.cell else replace(one.cell, id=one.id) for one in shown
    )


def _plain(cell: str) -> str:
    """The id, where it is one that a tool takes: a file may hold anything."""
    return cell if CELL_ID.fullmatch(cell) else ""
