"""A feature: what one folder of ``features`` (or somebody else's package) brings, in one value.

Everything that must agree is derived from the list of features: the union of commands, roles,
settings, routes, verbs and their help, briefings, and what runs over time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from ..core.command import Command, parse_with, value_with
from ..core.conversation import ConversationOf
from ..core.fact import FactTypes
from ..core.role import Member, Role
from ..core.setting import SettingKind, SettingKinds
from ..core.snapshot import Snapshot
from ..errors import SetupError
from .client_offer import ClientOffer
from .client_prompt import ClientPrompt
from .client_resource import ClientResource
from .events import EVENTS, FeedEvent
from .host import FeatureRunner, Host
from .route import Route
from .rules import DisputeIndex, Governance, Rules
from .search_source import SearchSource
from .tool import ClientTool, ProposalTool, ReadTool, Tool
from .verb import Verb

Names = Callable[[Host], Iterable[str]]
"""Names of one kind, as they are written; everybody may read them."""
Briefing = Callable[[Member, Sequence[Snapshot], int], str]
"""What a model is told for a member at a time (ms since 1970); empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What one noun brings. ``name`` is its folder.

    ``governance`` and ``disputes`` are brought by one feature each: see ``service/rules.py``.
    ``cli`` are click commands or groups as ``module:command``, where ``command`` is the name that
    people type and (with ``_`` for ``-``, and behind a keyword) the module's name for it.
    """

    name: str
    commands: tuple[type[Command], ...] = ()
    acts: Mapping[str, Role] = field(default_factory=dict)
    """What is no command, and the least role for it: ``ask``."""
    facts: Mapping[str, type] = field(default_factory=dict)
    """What the values of its facts hold, by name: see ``core/texts.py``."""
    settings: tuple[SettingKind, ...] = ()
    routes: tuple[Route, ...] = ()
    verbs: tuple[Verb, ...] = ()
    names: Mapping[str, Names] = field(default_factory=dict)
    """What a verb's parameter ``completes``, by kind: see ``core/parameter.py``."""
    events: tuple[type[FeedEvent], ...] = ()
    """What it sends to browsers over the feed; nothing else leaves."""
    briefing: Briefing | None = None
    conversation: ConversationOf | None = None
    runners: tuple[Callable[[Host], FeatureRunner | None], ...] = ()
    governance: Governance | None = None
    disputes: Callable[[Any], DisputeIndex] | None = None
    searched: tuple[SearchSource, ...] = ()
    """What of it a search finds."""
    tools: tuple[Tool | ClientTool, ...] = ()
    """What of it a model may look up, or propose to a person; and what only clients may."""
    resources: tuple[ClientResource, ...] = ()
    """What of it clients list, read and follow."""
    prompts: tuple[ClientPrompt, ...] = ()
    """What of it clients offer to the person before them."""
    cli: tuple[str, ...] = ()


class Features:
    """All features of one installation, in order; what is derived from them."""

    def __init__(self, features: Iterable[Feature]) -> None:
        self._features = tuple(features)
        _refuse_twice(self.commands, lambda c: c.command_name(), "command")
        _refuse_twice(self.verbs, lambda v: v.name, "verb")
        _refuse_twice(self.events, lambda e: e.type_name(), "event")
        _refuse_twice(self.tools, lambda tool: tool.name, "tool")
        for offered, what in self.clients.lists():
            _refuse_twice(offered, lambda one: one.name, what)
        _refuse_twice(self.routes, lambda r: f"{r.method} {r.path}", "route")
        places = [place for feature in self for place in feature.cli]
        _refuse_twice(places, lambda place: place.partition(":")[2], "command of the command line")

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features)

    @cached_property
    def commands(self) -> tuple[type[Command], ...]:
        """Every command, also those that only the server makes."""
        return tuple(c for feature in self for c in feature.commands)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The least role for each command and each act, by name."""
        acts = {name: role for feature in self for name, role in feature.acts.items()}
        return {command.command_name(): command.needs for command in self.commands} | acts

    @cached_property
    def facts(self) -> FactTypes:
        """What the values of facts hold."""
        return FactTypes({name: t for feature in self for name, t in feature.facts.items()})

    @cached_property
    def settings(self) -> SettingKinds:
        """Every setting that there is."""
        return SettingKinds(kind for feature in self for kind in feature.settings)

    @cached_property
    def sent(self) -> Any:
        """The union of what people may send, told apart by ``command``."""
        return _union(c for c in self.commands if c.from_people)

    @cached_property
    def previewed(self) -> Any:
        """The union of commands that can be previewed."""
        return _union(c for c in self.commands if c.previewed)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Every route but those of cells."""
        return tuple(r for feature in self for r in feature.routes)

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        """Every verb, in the order of ``%cg help``."""
        return tuple(v for feature in self for v in feature.verbs)

    @cached_property
    def names(self) -> Mapping[str, Names]:
        """The names of every kind, for completion."""
        return {kind: names for feature in self for kind, names in feature.names.items()}

    @cached_property
    def events(self) -> tuple[type[FeedEvent], ...]:
        """Every event of the feed: the service's own, and those of features."""
        return (*EVENTS, *(event for feature in self for event in feature.events))

    def declares(self, event: object) -> bool:
        """Whether it may go to browsers."""
        return type(event) in self.events

    @cached_property
    def feed_event(self) -> Any:
        """The union of the feed's events, told apart by ``type``."""
        return Annotated[reduce(or_, self.events), Field(discriminator="type")]

    @cached_property
    def conversations(self) -> tuple[ConversationOf, ...]:
        """How things are told to a model that somebody asks about."""
        return tuple(f.conversation for f in self if f.conversation is not None)

    @cached_property
    def searched(self) -> tuple[SearchSource, ...]:
        """Where a search finds things."""
        return tuple(source for feature in self for source in feature.searched)

    @cached_property
    def tools(self) -> tuple[Tool, ...]:
        """Every tool for the model, by name: the order that a provider's cache begins with."""
        every = (t for feature in self for t in feature.tools if not isinstance(t, ClientTool))
        return tuple(sorted(every, key=lambda t: t.name))

    @cached_property
    def clients(self) -> ClientOffer:
        """What members' clients may use: the model's tools, and what is for clients alone."""
        every = [t for feature in self for t in feature.tools]
        plain = (t.tool if isinstance(t, ClientTool) else t for t in every)
        usable = (t for t in plain if isinstance(t, ReadTool | ProposalTool))
        return ClientOffer(
            tuple(sorted(usable, key=lambda t: t.name)),
            tuple(r for feature in self for r in feature.resources),
            tuple(p for feature in self for p in feature.prompts),
        )

    @cached_property
    def cli(self) -> Mapping[str, str]:
        """Where commands of the command line are, by name: ``module:command``."""
        return {place.partition(":")[2]: place for feature in self for place in feature.cli}

    @cached_property
    def _sent(self) -> TypeAdapter[Command]:
        return TypeAdapter(self.sent)

    def parse_command(self, raw: bytes) -> Command:
        """A command that somebody sent. Raises InvalidCommand."""
        return parse_with(self._sent, raw)

    def command_in(self, value: Any) -> Command:
        """A command in JSON that is read. Raises InvalidCommand."""
        return value_with(self._sent, value)

    def brief(self, member: Member, snapshots: Sequence[Snapshot], now: int) -> str:
        """What a model is told beside the entries, feature by feature."""
        parts = (f.briefing(member, snapshots, now) for f in self if f.briefing is not None)
        return "\n".join(filter(None, parts))

    def rules(self, ranking: Any = None) -> Rules:
        """What the service is handed. Raises SetupError where nobody brings it.

        ``ranking`` is how near two statements are in meaning (None: by words in common).
        """
        governance = next((f.governance for f in self if f.governance is not None), None)
        disputes = next((f.disputes for f in self if f.disputes is not None), None)
        if governance is None or disputes is None:
            raise SetupError(
                "No feature says who holds which role, or what contradicts what.",
                "Install Common Ground with its own features.",
            )
        return Rules(governance, self.settings, disputes(ranking), self.facts)

    def build(self, host: Host) -> None:
        """Build what runs over time, in order; a runner may use those before it."""
        for feature in self:
            for make in feature.runners:
                runner = make(host)
                if runner is not None:
                    host.runners.append(runner)


def _union(commands: Iterable[type[Command]]) -> Any:
    kinds = tuple(commands)
    if len(kinds) == 1:
        return kinds[0]
    return Annotated[reduce(or_, kinds), Field(discriminator="command")]


def _refuse_twice(items: Sequence[Any], name: Callable[[Any], str], what: str) -> None:
    names = [name(item) for item in items]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise SetupError(
            f"Two features bring a {what} of one name: {', '.join(twice)}.",
            "Uninstall one of them, or have its author rename it.",
        )
