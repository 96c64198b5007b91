"""What a feature works with on one server: the service, the turns, files, and the other runners."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from ..ai.base import Model, ModelInfo
from ..ai.embedding import Nearness
from ..ai.offers import ModelOffers, NoOffers, Offer
from ..ai.tool_loop import ToolBounds
from ..core.command import Command
from ..core.conversation import ConversationOf
from ..core.entry import Kind
from ..core.ids import EntryId
from ..core.named_thing import NamedThing
from ..core.notebook import Notebooks
from ..core.question import Question
from ..core.role import Member
from ..core.selection import Selection
from ..core.skill import SkillInUse, SkillSummary
from ..core.snapshot import Snapshot
from ..core.spent import Spent
from ..core.tool import ToolSpec
from ..core.turn import Turn, Usage
from ..core.views import TurnAnswer, TurnText, View
from .answer_source import AnswerSource, PrecedentFinder
from .idempotency import IdempotentCommands
from .search_source import SearchSource
from .served_code import ServedCode
from .text_files import ListedFiles, TextFiles
from .writer import ContextService

R = TypeVar("R")

Costing = Callable[[Usage], float | None]
"""US dollars for a turn's usage; None where no rate is known."""
CostingOf = Callable[[ModelInfo, Usage], float | None]
"""The same for a model that is not the usual one."""


@runtime_checkable
class Turns(Protocol):
    """Questions to the model: asked, followed, stopped and read. Errors are those of its runner."""

    def info_of(self, name: str | None = None) -> ModelInfo:
        """What the model of that name is, else the usual one. Raises NoModel, InvalidCommand."""
        ...

    def model_info(self) -> tuple[ModelInfo | None, str | None]:
        """What is shown about the model, or why there is none."""
        ...

    def offered(self) -> tuple[Offer, ...]:
        """The models that a question may name, the usual one first."""
        ...

    async def ask(self, member: Member, question: Question) -> Turn:
        """Start a turn and return it at once."""
        ...

    async def turn(self, member: Member, turn_id: str) -> tuple[Turn, int]:
        """A turn with its text so far, and how many deltas that text holds."""
        ...

    async def turns(self, member: Member, *, limit: int, before: str | None) -> tuple[Turn, ...]:
        """What the member may see, newest first."""
        ...

    def active(self, member: Member) -> tuple[Turn, ...]:
        """Turns under way that the member may see, oldest first."""
        ...

    def follow(self, member: Member, turn_id: str) -> AsyncIterator[str | Turn]:
        """The answer's text as it grows, then the finished turn."""
        ...

    async def stop(self, member: Member, turn_id: str) -> Turn:
        """Cancel the model's stream; the turn as it ended."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What entries are wanted for: a question's text, the paths in play, and tokens at most.

    ``areas`` are in play, too, where they reach the member.
    """

    text: str
    paths: Sequence[str] = ()
    most: int = 1_000_000
    named: frozenset[EntryId] = frozenset()
    """Entries that the asker names: they come along, whatever their rank."""
    areas: Sequence[str] = ()


@runtime_checkable
class Chooser(Protocol):
    """Chooses what of the team's context is shown for a question. It writes nothing."""

    async def choose(self, member: Member, wanted: Wanted) -> Selection:
        """The entries that are shown, of those that reach the member; why, and why not others."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """An entry that says something near to another one: its version of today, and its text."""

    entry: str
    revision: str
    kind: Kind
    title: str
    body: str
    author: str


@dataclass(frozen=True, slots=True)
class CodeState:
    """``broken``: the code that an entry speaks of is gone. ``touched``: it was changed since.

    ``cause`` says it in a sentence. ``refuted``: what it says was looked at again, and is not so.
    """

    broken: bool
    touched: bool
    cause: str
    refuted: bool = False


@runtime_checkable
class Neighbours(Protocol):
    """Finds what is near to an entry, so that its author can say how they stand to each other."""

    async def near(self, member: Member, revision: str) -> tuple[Near, ...]:
        """The nearest entries of this version's, nearest first. Raises UnknownId."""
        ...

    async def near_text(self, title: str, body: str, most: int) -> tuple[Near, ...]:
        """The entries nearest to a text that is none yet, of the whole team, nearest first."""
        ...


@runtime_checkable
class Skills(Protocol):
    """Gives the skills that somebody of the team agreed to. Errors say what to do."""

    async def asking(self, name: str) -> str | None:
        """What a member would agree to, in Markdown; None where somebody did. Raises UnknownId,
        InvalidCommand."""
        ...

    async def in_use(self, member: Member, name: str) -> SkillInUse:
        """The skill for a question of theirs. Raises UnknownId, InvalidCommand, NotAllowed."""
        ...

    async def offered(self) -> tuple[SkillSummary, ...]:
        """Those that a model may take up by itself."""
        ...


@runtime_checkable
class DataProfiles(Protocol):
    """Takes what a kernel says of data that a question brings along."""

    async def brought(
        self, member: Member, values: Mapping[str, str]
    ) -> NamedThing | Mapping[str, Any]:
        """What a model is shown of it; or, as a MIME bundle, what its asker has to see first.
        Raises InvalidCommand."""
        ...


@runtime_checkable
class CodeStates(Protocol):
    """Says what became of the code that entries speak of."""

    async def code_states(self) -> Mapping[EntryId, CodeState]:
        """Each entry that is tied to code, looked at just now."""
        ...

    def known_states(self) -> Mapping[EntryId, CodeState]:
        """The same, as of the last look; nobody waits for it."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """What the server's configuration says of features."""

    judge: bool = True
    judge_calls_per_hour: int = 60
    judge_calls_per_day: int = 300
    judge_dollars_per_day: float = 1.0
    away_after: int = 120
    """Minutes without a sign of a member after which they had left."""
    answers_at_once: int = 6
    """Answers to one member that may be under way."""
    answer_bytes: int = 1_000_000
    answer_seconds: float = 1_800.0
    tools: bool = True
    """Whether models are given tools."""
    learn: bool = True
    """Whether small requests find out what a model can do, where that is not known."""
    tool_bounds: ToolBounds = field(default_factory=ToolBounds)


LiveBriefing = Callable[[Member, str, Sequence[str]], str]
"""What a model is told of what stands in no document, for a member's question and the paths in
play; empty where there is nothing."""


OthersInCells = Callable[[Member, str, Sequence[str]], Sequence[str]]
"""The usernames of others who work in one of a notebook's cells just now."""
FileEdited = Callable[[Member, str, Sequence[str]], None]
"""Hears who changed a file of the served folder through this server, and which cells of it, where
it is a notebook."""


class NamedTool(Protocol):
    """A tool for models, as far as the host knows it: see ``service/tool.py``."""

    @property
    def name(self) -> str:
        """What a model calls it."""
        ...

    @property
    def spec(self) -> ToolSpec:
        """What a model is told."""
        ...


@runtime_checkable
class Allowance(Protocol):
    """Holds members to what they may spend."""

    async def check(self, member: Member | None) -> None:
        """Raises OverBudget, saying since when and until when, where a question does not fit.

        None: the server's own question, which has to fit the team's budget.
        """
        ...

    def spent(self, spent: Spent) -> None:
        """The server asked something by itself, and that is what it used."""
        ...


class FeatureRunner(Protocol):
    """What a feature runs over time: an async context manager; leaving ends what runs."""

    async def __aenter__(self) -> Any: ...

    async def __aexit__(self, *details: Any) -> Any: ...


@dataclass(eq=False)
class Host:
    """One server, as features see it. Runners are found by their class once they are built."""

    service: ContextService
    choose_model: Callable[[], Model]
    """For turns alone: what else asks a model does so by ``service/own_calls.py``."""
    costing: Costing
    notebooks: Notebooks
    files: TextFiles
    root: Path
    secret: bytes
    parse_command: Callable[[bytes], Command]
    brief: Callable[[Member, Sequence[Snapshot], int], str]
    conversations: Sequence[ConversationOf]
    searched: Sequence[SearchSource] = ()
    """Where a search finds things, feature by feature."""
    tools: Sequence[NamedTool] = ()
    """What a model may ask for, by name."""
    options: Options = field(default_factory=Options)
    nearness: Nearness | None = None
    """What texts mean, where that is read here; None: they are compared by their words."""
    turn_ended: list[Callable[[Turn], None]] = field(default_factory=list)
    """Called with each turn that ended, of everybody; they must not block."""
    others_in_cells: list[OthersInCells] = field(default_factory=list)
    """Asked before somebody is shown a change of cells; they must not block."""
    file_edited: list[FileEdited] = field(default_factory=list)
    """Called with each change of a file that this server saw somebody make; they must not block."""
    live_briefings: list[LiveBriefing] = field(default_factory=list)
    """Each question's prompt holds what they say; they must not block."""
    nearby: Sequence[str] | None = None
    """Where servers of models on this machine are looked for; None: another model is set."""
    offers: ModelOffers = field(default_factory=NoOffers)
    """The models that a question may name beside the usual one."""
    costing_of: CostingOf | None = None
    """What any of them costs; None: all as the usual one."""
    folder: Path | None = None
    """The data folder; None where nothing is kept on a disk."""
    code: ServedCode | None = None
    """The index of the served folder's code; None where it is switched off."""
    runners: list[FeatureRunner] = field(default_factory=list)
    commands: IdempotentCommands = field(init=False)
    """Carries out what people send, each key once."""

    def __post_init__(self) -> None:
        self.commands = IdempotentCommands(self.service)

    def find(self, kind: type[R]) -> R:
        """The runner of that class. Raises LookupError where no feature brought one."""
        found = self._found(kind)
        if found is None:
            raise LookupError(f"No feature runs a {kind.__name__} here.")
        return found

    def _found(self, kind: type[R]) -> R | None:
        return next((runner for runner in self.runners if isinstance(runner, kind)), None)

    @property
    def turns(self) -> Turns:
        """The turns: where a feature asks the model."""
        return self.find(Turns)  # type: ignore[type-abstract]

    @property
    def chooser(self) -> Chooser | None:
        """What chooses entries for questions; None where no feature does: all are shown."""
        return self._found(Chooser)  # type: ignore[type-abstract]

    @property
    def allowance(self) -> Allowance | None:
        """What holds questions to a budget; None where no feature does."""
        return self._found(Allowance)  # type: ignore[type-abstract]

    @property
    def listed_files(self) -> ListedFiles | None:
        """What lists the files that a model may read; None where no feature does."""
        return self._found(ListedFiles)  # type: ignore[type-abstract]

    @property
    def neighbours(self) -> Neighbours | None:
        """What finds entries that are near to another one; None where no feature does."""
        return self._found(Neighbours)  # type: ignore[type-abstract]

    @property
    def code_states(self) -> CodeStates | None:
        """What knows of the code that entries speak of; None where no feature does."""
        return self._found(CodeStates)  # type: ignore[type-abstract]

    @property
    def skills(self) -> Skills | None:
        """What gives skills; None where no feature does."""
        return self._found(Skills)  # type: ignore[type-abstract]

    @property
    def data_profiles(self) -> DataProfiles | None:
        """What brings data along with a question; None where no feature does."""
        return self._found(DataProfiles)  # type: ignore[type-abstract]

    @property
    def answer_sources(self) -> Sequence[AnswerSource]:
        """What keeps earlier answers."""
        return [runner for runner in self.runners if isinstance(runner, AnswerSource)]

    @property
    def precedents(self) -> PrecedentFinder | None:
        """What finds the answer that a question has already; None where no feature does."""
        return self._found(PrecedentFinder)  # type: ignore[type-abstract]

    def brief_live(self, member: Member, text: str, paths: Sequence[str]) -> str:
        """What a model is told of what goes on just now, where it touches the question."""
        said = (told(member, text, paths) for told in self.live_briefings)
        return "\n".join(filter(None, said))

    def tell_edited(self, member: Member, path: str, cells: Sequence[str] = ()) -> None:
        """Say that the member changed a file of the served folder. Nobody unknown did anything."""
        if not member.anonymous:
            for told in self.file_edited:
                told(member, path, cells)

    def others_at(self, member: Member, path: str, cells: Sequence[str]) -> str:
        """Who else works in one of these cells just now, in a sentence; empty for nobody."""
        found = {name for asked in self.others_in_cells for name in asked(member, path, cells)}
        names = ", ".join(map(self.name_of, sorted(found)))
        return f"At work in one of these cells just now: {names}." if names else ""

    def name_of(self, username: str) -> str:
        """How a member is displayed."""
        people = self.service.people
        known = people.known().get(username) or people.invited().get(username)
        return username if known is None else known.display_name

    def names(self) -> Mapping[str, str]:
        """How everybody who was ever here is displayed, by username."""
        return {name: member.display_name for name, member in self.service.known().items()}


async def growing(turns: Turns, member: Member, turn_id: str) -> AsyncIterator[View]:
    """The turn's text as it grows, piece by piece, then the turn; each a line of an answer."""
    async for piece in turns.follow(member, turn_id):
        yield TurnAnswer.of(turn=piece) if isinstance(piece, Turn) else TurnText(text=piece)
