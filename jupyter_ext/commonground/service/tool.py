"""Tools that a feature brings for the model and for clients. Whether one may act hangs on its type.

A ``ReadTool`` looks something up, as the member who asks. A ``ProposalTool`` can only say which
command a person may carry out: it is handed nothing to act with. A ``SuggestionTool`` can only make
a suggestion, whose parts people accept or refuse where they stand. A ``RunTool`` does something
that is no command, once a person allowed it. A ``ClientTool`` is a read or a proposal that no model
is told of in a turn: only a client that a member gave a token has it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..core.command import Command, SuggestionCommand
from ..core.fields import Wire
from ..core.notebook import NotebookCell
from ..core.question import Question
from ..core.role import Member
from ..core.scope import Scope
from ..core.tool import ToolSpec
from .host import Host


@dataclass(frozen=True, slots=True)
class ToolAsked:
    """One use: on which server, for whom, in which question; ``input`` is the tool's own model.

    ``keep_to`` leaves the model no other tools than those, by name, for the rest of the answer.
    """

    host: Host
    member: Member
    question: Question
    input: Any
    keep_to: Callable[[frozenset[str]], None] = lambda names: None


@dataclass(frozen=True, slots=True)
class SuggestedIn:
    """Where something is suggested: in which turn and notebook, asked from which cell.

    ``file`` names the notebook also when it is renamed. ``cells`` are the notebook's as the
    question found them; ``clean`` gives a text as others and a model's provider may have it.
    """

    turn: str
    path: str
    file: str
    cell: str
    cells: Sequence[NotebookCell]
    clean: Callable[[str], str]


Read = Callable[[ToolAsked], Awaitable[str]]
Make = Callable[[Any, str], Command]
"""From an input and the id of the turn to a command."""
Suggest = Callable[[Any, SuggestedIn], SuggestionCommand]
"""From an input and where it is suggested. Raises InvalidCommand, which the model is told."""


@dataclass(frozen=True, slots=True)
class ReadTool:
    """``read`` gives plain text, or raises one of our errors; the text is cleaned behind it."""

    name: str
    input: type[Wire]
    read: Read
    scope: Scope = "read"
    """What a client's token has to allow."""

    @property
    def spec(self) -> ToolSpec:
        """What a model is told."""
        return _spec(self.name, self.read.__doc__, self.input)


@dataclass(frozen=True, slots=True)
class ProposalTool:
    """``make`` is pure: from an input to the command that a person's click carries out."""

    name: str
    input: type[Wire]
    make: Make
    scope: Scope = "propose"
    """What a client's token has to allow."""
    told: str = ""
    """What a client is told instead: there it is done at once, in its member's name."""

    @property
    def spec(self) -> ToolSpec:
        """What a model is told."""
        return _spec(self.name, self.make.__doc__, self.input)


@dataclass(frozen=True, slots=True)
class ClientTool:
    """A tool for clients alone: what it does is a person's own act, or concerns what is theirs."""

    tool: ReadTool | ProposalTool

    @property
    def name(self) -> str:
        """What a client calls it."""
        return self.tool.name


@dataclass(frozen=True, slots=True)
class RunTool:
    """``run`` is called once a person allowed it, and gives plain text; cancelled, it ends at once.

    It may change nothing of the team's, and show others nothing but its text.
    """

    name: str
    input: type[Wire]
    run: Read

    @property
    def spec(self) -> ToolSpec:
        """What a model is told."""
        return _spec(self.name, self.run.__doc__, self.input)


@dataclass(frozen=True, slots=True)
class SuggestionTool:
    """``suggest`` is pure: from an input to what is put before people at once."""

    name: str
    input: type[Wire]
    suggest: Suggest

    @property
    def spec(self) -> ToolSpec:
        """What a model is told."""
        return _spec(self.name, self.suggest.__doc__, self.input)


Tool = ReadTool | ProposalTool | SuggestionTool | RunTool
UsableByClients = ReadTool | ProposalTool
"""What runs something, or stands in a notebook, is for questions inside JupyterLab alone."""


def client_spec(tool: UsableByClients) -> ToolSpec:
    """What a client is told of it."""
    if isinstance(tool, ProposalTool) and tool.told:
        return _spec(tool.name, tool.told, tool.input)
    return tool.spec


def reads(name: str, given: type[Wire], scope: Scope = "read") -> Callable[[Read], ReadTool]:
    """``@reads("read_entry", ReadEntry)``; the docstring is what the model is told."""
    return lambda read: ReadTool(name, given, read, scope)


def proposes(
    name: str, given: type[Wire], scope: Scope = "propose", *, told: str = ""
) -> Callable[[Make], ProposalTool]:
    """``@proposes("announce", Announcement)``; the docstring is what the model is told."""
    return lambda make: ProposalTool(name, given, make, scope, told)


def for_clients(tool: UsableByClients) -> ClientTool:
    """``@for_clients`` above ``@reads`` or ``@proposes``: no model has it in a turn."""
    return ClientTool(tool)


def runs(name: str, given: type[Wire]) -> Callable[[Read], RunTool]:
    """``@runs("run_in_sandbox", Code)``; the docstring is what the model is told."""
    return lambda run: RunTool(name, given, run)


def suggests(name: str, given: type[Wire]) -> Callable[[Suggest], SuggestionTool]:
    """``@suggests("propose_cells", ProposeCells)``; the docstring is what the model is told."""
    return lambda suggest: SuggestionTool(name, given, suggest)


@cache  # each answer asks for all of them, and pydantic makes a schema anew each time
def _spec(name: str, told: str | None, given: type[Wire]) -> ToolSpec:
    schema = _plain(given.model_json_schema())
    schema.pop("description", None)
    return ToolSpec(name, " ".join((told or "").split()), schema)


def _plain(schema: Any) -> Any:
    """A schema without pydantic's titles, which repeat the names."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    named: dict[str, Any] | None = schema.get("properties")
    left_out = ("title", "properties")
    kept = {key: _plain(value) for key, value in schema.items() if key not in left_out}
    if named is not None:
        kept["properties"] = {name: _plain(value) for name, value in named.items()}
    return kept
