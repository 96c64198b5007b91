"""What the feature ``turns`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given, part, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView, TurnAnswer
    from ...features.turns.views import (
        ModelsAnswer,
        PromptAnswer,
        RatingsAnswer,
        ReferencesAnswer,
        ThreadAnswer,
        ThreadsAnswer,
        ToolsAnswer,
        TrialAnswer,
        TurnsAnswer,
        TurnSoFar,
    )


def open_thread(title: str) -> ApiCall[OutcomeView]:
    """Open a thread. Where one of that title is open, it is that one.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("open_thread", {"title": title})


def say(thread: str, text: str) -> ApiCall[OutcomeView]:
    """A line for the others and for the model's next answer.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("say", {"thread": thread, "text": text})


def constrain(thread: str, text: str) -> ApiCall[OutcomeView]:
    """What answers in this thread have to respect, as this member's word.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("constrain", {"thread": thread, "text": text})


def lift(thread: str, constraint: str) -> ApiCall[OutcomeView]:
    """Take a constraint of one's own back.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("lift", {"thread": thread, "constraint": constraint})


def join(thread: str, turn: str) -> ApiCall[OutcomeView]:
    """Make a shared turn part of the thread.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("join", {"thread": thread, "turn": turn})


def bring(
    title: str,
    thread: str,
    kind: Literal["convention", "decision", "work", "discussion", "knowledge"],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    note: str | None = None,
    heads: Sequence[str] = (),
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Share something of one's own (a note, or text from a private answer) into the thread. It
    becomes an entry of the team, as with ``share``.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "bring",
        {"title": title, "thread": thread, "kind": kind},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        note=note,
        heads=heads,
        area=area,
    )


def rename_thread(thread: str, title: str) -> ApiCall[OutcomeView]:
    """Give a thread another title; what was said in it stays.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("rename_thread", {"thread": thread, "title": title})


def close_thread(thread: str) -> ApiCall[OutcomeView]:
    """End a thread: its name is free again, and nothing in it is lost.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("close_thread", {"thread": thread})


def delete_thread(thread: str) -> ApiCall[OutcomeView]:
    """Take a thread out of everybody's sight, and of prompts; the record keeps what was said. Its
    questions stay among the team's questions.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("delete_thread", {"thread": thread})


def turns(*, limit: int = 50, before: str | None = None) -> ApiCall[TurnsAnswer]:
    """Shared turns and one's own private ones, newest first.

    A page of turns, newest first, and whether there are older ones. Raises our errors, each
    with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "turns",
        "commonground.features.turns.views:TurnsAnswer",
        query={**given(limit=limit, before=before)},
        safe=True,
    )


def ask(
    question: str,
    visibility: Literal["shared", "private"],
    *,
    path: str | None = None,
    thread: str | None = None,
    skill: str | None = None,
    follows: str | None = None,
    model: str | None = None,
    values: Mapping[str, str] | None = None,
) -> ApiCall[TurnAnswer]:
    """Ask from the private panel or a headless run.

    A turn that was begun or stopped. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "turns",
        "commonground.core.views:TurnAnswer",
        body={
            "question": question,
            "visibility": visibility,
            **given(
                path=path, thread=thread, skill=skill, follows=follows, model=model, values=values
            ),
        },
    )


def prompt(
    visibility: Literal["shared", "private"],
    *,
    question: str = "",
    path: str | None = None,
    skill: str | None = None,
) -> ApiCall[PromptAnswer]:
    """What the model would get for a question of yours, part by part; nothing is asked.

    What the model would get, in its order, and the names of the tools it would be offered.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "prompt",
        "commonground.features.turns.views:PromptAnswer",
        body={"visibility": visibility, **given(question=question, path=path, skill=skill)},
        safe=True,
    )


def turn(turn_id: str) -> ApiCall[TurnSoFar]:
    """A turn with its text so far.

    A turn with its text so far, which holds the deltas up to `seq`. Raises our errors, each
    with its ``remedy``.
    """
    return ApiCall(
        "GET", f"turns/{part(turn_id)}", "commonground.features.turns.views:TurnSoFar", safe=True
    )


def stop(turn_id: str) -> ApiCall[TurnAnswer]:
    """Cancel the model's stream and mark the turn partial.

    A turn that was begun or stopped. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("POST", f"turns/{part(turn_id)}/stop", "commonground.core.views:TurnAnswer")


def again(
    turn_id: str, *, how: Literal["again", "continue", "beside"] = "again", model: str | None = None
) -> ApiCall[TurnAnswer]:
    """Ask the same question once more, perhaps another model; in an open notebook its answer takes
    the old one's place, and with `continue` begins with it. With `beside` both stay.

    A turn that was begun or stopped. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"turns/{part(turn_id)}/again",
        "commonground.core.views:TurnAnswer",
        body={**given(how=how, model=model)},
    )


def decide(
    turn_id: str,
    call_id: str,
    verdict: Literal["allow", "decline", "stop"],
    *,
    standing: Literal["thread", "always"] | None = None,
) -> ApiCall[TurnAnswer]:
    """Allow or decline what a tool of the model proposed; allowed, it is done in your name.

    A turn that was begun or stopped. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"turns/{part(turn_id)}/calls/{part(call_id)}",
        "commonground.core.views:TurnAnswer",
        body={"verdict": verdict, **given(standing=standing)},
    )


def trial(entry: str, question: str) -> ApiCall[TrialAnswer]:
    """Try a proposed entry: the same question without it and with it, for the owner alone.

    One question twice, both under way: without a proposed entry, and as if it held. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "trials",
        "commonground.features.turns.views:TrialAnswer",
        body={"entry": entry, "question": question},
    )


def rate(turn_id: str, value: Literal["up", "down"] | None) -> ApiCall[RatingsAnswer]:
    """Give an answer a thumb, or take it back; all thumbs of the turn.

    Thumbs that stand, in the order in which they were given. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST",
        f"turns/{part(turn_id)}/rating",
        "commonground.features.turns.views:RatingsAnswer",
        body={"value": value},
    )


def ratings() -> ApiCall[RatingsAnswer]:
    """Who gave which answer a thumb: of shared turns, and of one's own private ones.

    Thumbs that stand, in the order in which they were given. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall("GET", "ratings", "commonground.features.turns.views:RatingsAnswer", safe=True)


def models() -> ApiCall[ModelsAnswer]:
    """The models that a question may name, the usual one first.

    The models that a question may name, the usual one first. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall("GET", "models", "commonground.features.turns.views:ModelsAnswer", safe=True)


def tools() -> ApiCall[ToolsAnswer]:
    """The tools of the model, and how far the team lets its members allow each.

    What a model may ask for here, by name. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "tools", "commonground.features.turns.views:ToolsAnswer", safe=True)


def references(text: str) -> ApiCall[ReferencesAnswer]:
    """What the name at the end of a question, which is being written, may become.

    What a name that is being written may become; `begun` is what there is of it. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "references",
        "commonground.features.turns.views:ReferencesAnswer",
        body={"text": text},
        safe=True,
    )


def threads() -> ApiCall[ThreadsAnswer]:
    """Threads with the model, the one used last first.

    Threads, the one used last first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "threads", "commonground.features.turns.views:ThreadsAnswer", safe=True)


def thread(thread_id: str) -> ApiCall[ThreadAnswer]:
    """A thread: its steps in order, and whose constraints hold.

    One thread. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"threads/{part(thread_id)}",
        "commonground.features.turns.views:ThreadAnswer",
        safe=True,
    )


def export_thread(
    thread_id: str, *, form: Literal["markdown", "notebook"] = "markdown"
) -> ApiCall[str]:
    """A thread as a file: Markdown, or a notebook.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"threads/{part(thread_id)}/export",
        "builtins:str",
        query={**given(form=form)},
        safe=True,
    )


def export_turn(
    turn_id: str, *, form: Literal["markdown", "notebook"] = "markdown"
) -> ApiCall[str]:
    """A question with those that it goes on from, as a file: Markdown, or a notebook.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"turns/{part(turn_id)}/export",
        "builtins:str",
        query={**given(form=form)},
        safe=True,
    )
