"""The request that asks the model."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from ...core.fields import MAX_QUESTION, Identifier, Title, Wire
from ...core.role import Role

ModelName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Values = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=100)],
        Annotated[str, StringConstraints(max_length=20_000)],
    ],
    Field(max_length=50),
]


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
    model: ModelName | None = None
    """The model that is asked; null: the usual one."""
    values: Values = Field(default_factory=dict)
    """What the asker's own kernel says of the variables that the question names, by name."""


class AskAgain(Wire):
    """The same question once more: its answer in place of the old one, going on with it, or beside
    it."""

    how: Literal["again", "continue", "beside"] = "again"
    model: ModelName | None = None
    """The model that is asked; null: the usual one."""


class QuestionSoFar(Wire):
    """A question as far as it is written."""

    text: Annotated[str, StringConstraints(max_length=MAX_QUESTION)]


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
