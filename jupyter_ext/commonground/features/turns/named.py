"""What a question names, looked up as its asker may read it: entries, files, variables, people.

Files come through the tools that a model has for them, so the same rules hold: what git ignores is
not read. Everything it gives is cleaned behind it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ...core.ids import EntryId
from ...core.named_thing import NamedThing
from ...core.question import Question
from ...core.reference import Reference, references_in, written
from ...core.role import Member
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.tool import ReadTool, ToolAsked
from ...service.writer import ContextService

MAX_NAMED = 12_000
"""Characters of one thing."""
MAX_BROUGHT = 60_000
"""Characters of one thing that its asker was shown, or could have been, just as it is sent."""
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: entries by their ids, and the rest as text."""

    entries: frozenset[EntryId] = frozenset()
    things: tuple[NamedThing, ...] = ()


class NamedThings:
    """Looks up names; ``host`` None: only entries are known."""

    def __init__(self, service: ContextService, host: Host | None) -> None:
        self._service = service
        self._host = host

    async def of(self, member: Member, question: Question) -> Named:
        """All that the question names. Raises InvalidCommand for what is not there to be read.

        A person or an area that nobody knows is text like any other.
        """
        entries: set[EntryId] = set()
        things = [replace(one, text=one.text[:MAX_BROUGHT]) for one in question.brought]
        for one in references_in(question.text):
            if one.kind == "entry":
                entries |= self._entries(member, one.name)
            elif one.kind == "variable":
                things.append(_variable(question, one.name))
            else:
                things += await self._read(member, question, one)
        return Named(frozenset(entries), tuple(things))

    def _entries(self, member: Member, name: str) -> set[EntryId]:
        """Those of that id, or of that title."""
        wanted = name.casefold()
        live = (e for room in self._service.view(member) for e in room.entries.values() if e.live)
        found = {
            entry.id
            for entry in live
            if entry.id == name or wanted in {r.title.casefold() for r in entry.standing}
        }
        if not found:
            raise InvalidCommand(
                f"There is no entry {name[:80]!r} that reaches you.",
                "Write its whole title in quotes; completion behind @entry: offers them.",
            )
        return found

    async def _read(
        self, member: Member, question: Question, one: Reference
    ) -> Iterable[NamedThing]:
        tool = None if self._host is None else self._tool(one)
        if self._host is None or tool is None or not self._known(one):
            return ()
        field = "path" if one.kind == "file" else "subject"
        given = one.name if one.kind != "person" else f"{self._host.name_of(one.name)} {one.name}"
        asked = ToolAsked(self._host, member, question, tool.input.model_validate({field: given}))
        text = await tool.read(asked)
        return (NamedThing(one.kind, one.name, text[: 4 * MAX_NAMED]),)

    def _known(self, one: Reference) -> bool:
        """Whether there is such a person, or area; a file is looked for."""
        if one.kind == "person":
            return one.name in self._service.known()
        return one.kind == "file" or one.name in self._service.areas()

    def _tool(self, one: Reference) -> ReadTool | None:
        name = "who_is_working_on"
        if one.kind == "file":
            name = "read_code"
            if one.name.endswith(".ipynb"):
                name = "read_notebook"
            elif one.name.endswith(_TABLES):
                name = "describe_data"
        tools = () if self._host is None else self._host.tools
        return next((t for t in tools if t.name == name and isinstance(t, ReadTool)), None)


def _variable(question: Question, name: str) -> NamedThing:
    if name not in question.values:
        raise InvalidCommand(
            f"{written('variable', name)} is known to the kernel of a cell, and to nobody else.",
            "Ask in a %%ai cell of that notebook (run the cell again); elsewhere, say what it is.",
        )
    return NamedThing("variable", name, question.values[name][:MAX_NAMED])
