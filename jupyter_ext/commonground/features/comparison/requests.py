"""What is asked of a comparison over HTTP beyond facts: the typed requests of its routes.

Each makes the server do something (ask a model, run code, write files) before anything is said.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from ...core.fields import Area, Identifier, Reason, Title, Wire
from .commands import Code, Text
from .source import MAX_SOURCE

Folder = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]


class Begin(Wire):
    """Begin a comparison; ``source`` is what stands below ``%%compare``."""

    source: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SOURCE)]
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
    area: Area | None = None


class Write(Wire):
    """A person's own version of an option (its id, letter or name), or a new option."""

    act: Literal["write"] = "write"
    option: Title
    text: Code = ""
    sketch: Annotated[str, StringConstraints(max_length=4_000)] = ""


class Refine(Wire):
    """Have the model change an option."""

    act: Literal["refine"] = "refine"
    option: Identifier
    instruction: Text


class Again(Wire):
    """Have the model write an option anew."""

    act: Literal["again"] = "again"
    option: Identifier


class Stop(Wire):
    """Stop an option's answer."""

    act: Literal["stop"] = "stop"
    option: Identifier


class RunCheck(Wire):
    """Run an option, or all, against the check."""

    act: Literal["run"] = "run"
    option: Identifier | None = None


class Judge(Wire):
    """Have the model score all options."""

    act: Literal["judge"] = "judge"


class Save(Wire):
    """Write an option's files, or everybody's, below a folder."""

    act: Literal["save"] = "save"
    folder: Folder
    option: Identifier | None = None
    overwrite: bool = False


class Insert(Wire):
    """Put an option's files into the notebook as cells."""

    act: Literal["insert"] = "insert"
    option: Identifier


class End(Wire):
    """Decide for an option, or for none."""

    act: Literal["decide"] = "decide"
    option: Identifier | None = None
    reason: Reason
    title: Title | None = None


AnyAct = Write | Refine | Again | Stop | RunCheck | Judge | Save | Insert | End
Act = Annotated[AnyAct, Field(discriminator="act")]
ACTS: TypeAdapter[AnyAct] = TypeAdapter(Act)
