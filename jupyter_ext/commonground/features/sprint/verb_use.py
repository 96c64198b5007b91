"""One use of a verb of a sprint: who calls, what its words name, and how it is carried out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ...core.command import Command
from ...core.syntax import Syntax
from ...errors import InvalidCommand, UnknownId
from ...service.host import Host
from ...service.verb import Call, Hidden, Shown, Verb, encoded
from . import lookup
from .cells import estimate_of
from .model import DROPPED, OUT, Sprint, Task, heading
from .report import sprint_markdown

BOARD_MIME = "application/vnd.commonground.board+json"
"""The board of a sprint, which browsers draw live; it names the sprint's goal."""


@dataclass(frozen=True, slots=True)
class Sprinting:
    """One use of the verb: who calls, on which server."""

    host: Host
    call: Call

    async def run(self, command: str, **fields: Any) -> tuple[str, ...]:
        """Send a command as whoever calls, read as strictly as one from a browser.

        Answers with what the gate took out of it, by name.
        """
        return await self.carry_out(self.host.parse_command(encoded(command=command, **fields)))

    async def carry_out(self, command: Command) -> tuple[str, ...]:
        """The same of a command that is there already: a file is longer than a request may be."""
        done = await self.host.service.run(self.call.member, command, source=self.call.source)
        return tuple(found["label"] for found in done.redacted)

    def sprint(self) -> Sprint:
        """The sprint that runs. Raises UnknownId."""
        return lookup.named_sprint(self.host.service)

    def mine(self) -> str:
        """The sprint as it concerns whoever calls."""
        return sprint_markdown(self.sprint(), self.call.member)


def verb(
    syntax: Syntax, run: Callable[[Sprinting], Awaitable[Shown]], hidden: Hidden | None = None
) -> Verb:
    """A verb that is carried out by ``run``."""

    async def carry_out(host: Host, call: Call) -> Shown:
        return await run(Sprinting(host, call))

    return Verb(syntax, carry_out, hidden)


def task_named(sprint: Sprint, name: str) -> Task:
    """The task of that key, id or title. Raises UnknownId, and names some."""
    found = sprint.task(name)
    if found is None:
        keys = ", ".join(task.key for task in sprint.planned[:8])
        raise UnknownId(
            f"There is no task {name[:60]!r} in this sprint, or several are called so.",
            f"Its tasks are {keys} …" if keys else "It has no tasks.",
        )
    return found


def column_named(sprint: Sprint, name: str) -> str:
    """The column of that name or heading. Raises InvalidCommand, and names all."""
    wanted = name.casefold()
    for column in dict.fromkeys((*sprint.columns, DROPPED, OUT)):
        if wanted in (column.casefold(), heading(column).casefold()):
            return column
    columns = ", ".join(dict.fromkeys((*sprint.columns, DROPPED, OUT)))
    raise InvalidCommand(f"There is no column {name[:40]!r}.", f"Columns: {columns}.")


def estimate_in(text: str) -> float | None:
    """An estimate as people write it; None where it says there is none. Raises InvalidCommand."""
    try:
        return estimate_of(text)
    except ValueError as error:
        raise InvalidCommand(f"{error}.") from None
