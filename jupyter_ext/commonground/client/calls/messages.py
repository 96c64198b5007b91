"""What the feature ``messages`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..call import ApiCall, given, part, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView, TurnAnswer
    from ...features.messages.views import InboxAnswer, MessageAnswer


def announce(
    to: Sequence[str],
    title: str,
    *,
    body: str = "",
    due: int | None = None,
    turn: str | None = None,
) -> ApiCall[OutcomeView]:
    """Tell members, areas or all; each acknowledges for themselves.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("announce", {"to": to, "title": title}, body=body, due=due, turn=turn)


def query(
    to: Sequence[str],
    title: str,
    *,
    body: str = "",
    due: int | None = None,
    turn: str | None = None,
) -> ApiCall[OutcomeView]:
    """Ask members, areas or all. ``turn`` is the question to the model that needs the answer.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("query", {"to": to, "title": title}, body=body, due=due, turn=turn)


def query_sides(sides: Sequence[str]) -> ApiCall[OutcomeView]:
    """Ask the authors of versions that contradict each other which of them holds. Asking again
    while nobody has answered adds nothing.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("query_sides", {"sides": sides})


def handoff(
    to: Sequence[str],
    title: str,
    *,
    body: str = "",
    due: int | None = None,
    turn: str | None = None,
    schema_: str = "",
    interface: str = "",
    examples: str = "",
    files: Sequence[str] = (),
    left: str = "",
) -> ApiCall[OutcomeView]:
    """Hand work over. It stays open until a receiver says in their words what they take over.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "handoff",
        {"to": to, "title": title},
        body=body,
        due=due,
        turn=turn,
        **{"schema": schema_},
        interface=interface,
        examples=examples,
        files=files,
        left=left,
    )


def reply(message: str, text: str, *, seen: Sequence[str] | None = None) -> ApiCall[OutcomeView]:
    """Say something in the message's thread.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("reply", {"message": message, "text": text}, seen=seen)


def answer(message: str, text: str, *, seen: Sequence[str] | None = None) -> ApiCall[OutcomeView]:
    """Answer a query. Question and answer become a discussion entry of the team.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("answer", {"message": message, "text": text}, seen=seen)


def take_over(
    message: str, restated: str, *, seen: Sequence[str] | None = None
) -> ApiCall[OutcomeView]:
    """Accept a handoff, by saying in one's own words what one takes over.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("take_over", {"message": message, "restated": restated}, seen=seen)


def acknowledge(message: str, *, seen: Sequence[str] | None = None) -> ApiCall[OutcomeView]:
    """Say that one has seen what is there so far.

    Least role: reader. Raises our errors, each with its ``remedy``.
    """
    return sent("acknowledge", {"message": message}, seen=seen)


def withdraw(
    message: str, *, seen: Sequence[str] | None = None, reason: str | None = None
) -> ApiCall[OutcomeView]:
    """Take a message back: nobody has to do anything about it any more. It stays on the record.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("withdraw", {"message": message}, seen=seen, reason=reason)


def inbox() -> ApiCall[InboxAnswer]:
    """Messages that concern you, most urgent first, and whom you can address.

    Messages that concern you, most urgent first, and whom you can address. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall("GET", "inbox", "commonground.features.messages.views:InboxAnswer", safe=True)


def message(message_id: str) -> ApiCall[MessageAnswer]:
    """A message with its thread; every member may read it.

    One message. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"messages/{part(message_id)}",
        "commonground.features.messages.views:MessageAnswer",
        safe=True,
    )


def going_on(message_id: str, *, question: str | None = None) -> ApiCall[TurnAnswer]:
    """Go on with an answered query: ask the model, which is shown question and answers.

    A turn that was begun or stopped. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"messages/{part(message_id)}/go-on",
        "commonground.core.views:TurnAnswer",
        body={**given(question=question)},
    )
