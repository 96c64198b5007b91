"""The request that asks the model."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from ...core.fields import MAX_QUESTION, Identifier, Title, Wire
from ...core.role import Role


class Ask(Wire):
    """A question to the model from the private panel or from a headless run."""

    needs: ClassVar[Role] = "contributor"

    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
    ]
    visibility: Literal["shared", "private"]
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
    thread: Title | None = None
    """The thread that it is asked in, by id or title; one is opened where there is none."""
    skill: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    """The skill that it is asked with, by name; somebody of the team has agreed to it."""
    follows: Identifier | None = None
    """The turn whose answer it follows up; then the thread, if any, is that one's."""


class PreviewPrompt(Wire):
    """A question that is not asked: what the model would get for it."""

    question: Annotated[str, StringConstraints(max_length=MAX_QUESTION)] = ""
    visibility: Literal["shared", "private"]
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
    skill: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None


class TryEntry(Wire):
    """Ask a question twice, privately: as if a proposed entry held, and as if it was not there."""

    needs: ClassVar[Role] = "owner"

    entry: Identifier
    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
    ]


class DecideCall(Wire):
    """A person's word on what a tool proposed; with ``standing`` the tool acts by itself for them
    from now on, in this thread or always. ``stop`` ends what runs since somebody allowed it."""

    verdict: Literal["allow", "decline", "stop"]
    standing: Literal["thread", "always"] | None = None


class Rate(Wire):
    """What a member thinks of an answer: a thumb, or none any more."""

    value: Literal["up", "down"] | None
