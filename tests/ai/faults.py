"""What a model's server can do wrong, played by the provider on loopback: one entry for each row of
``docs/operations/faults.md``, by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from commonground.service.host import Options

from .provider import (
    Event,
    Reply,
    answer,
    asking,
    block,
    delta,
    error,
    started,
    stopped,
    used,
)

WHOLE = "Tabs are agreed."
BEGUN = "Tabs are "
LOOK = used("list_context", '{"what": "convention"}')


@dataclass(frozen=True)
class Fault:
    """``replies`` come first, then ``then`` again and again (None: nobody is at the address).

    ``had_come`` is the text that is kept, ``calls`` the states of the tools that were used,
    ``requests`` how many the server received (None: nobody counts). ``model`` are options of the
    model, ``options`` those of the server.
    """

    had_come: str = ""
    replies: Callable[[], list[Reply]] = list
    then: Callable[[], Reply | None] = lambda: Reply(events=answer("Tabs ", "are ", "agreed."))
    requests: int | None = 1
    calls: tuple[str, ...] = ()
    model: Mapping[str, Any] = field(default_factory=dict)
    options: Options = field(default_factory=lambda: Options(judge=False))


def refused(status: int, kind: str, said: str, **headers: str) -> Callable[[], Reply]:
    return lambda: Reply(
        status, error(kind, said), {n.replace("_", "-"): v for n, v in headers.items()}
    )


def soon(status: int, kind: str) -> Callable[[], Reply]:
    return refused(status, kind, "slow down", retry_after_ms="1")


def begun(*events: Event, **more: Any) -> Callable[[], Reply]:
    """An answer of which some has come, then these events."""
    head = [started(), block(), delta("Tabs "), delta("are ")]
    return lambda: Reply(events=[*head, *events], **more)


def thought() -> list[Event]:
    return [started(), block("thinking"), delta("hm", "thinking"), *stopped()]


def for_ever(piece: str) -> Iterator[Event]:
    return chain([started(), block()], repeat(delta(piece)))


FAULTS: Mapping[str, Fault] = {
    "The key is refused (401)": Fault(
        then=refused(401, "authentication_error", "invalid x-api-key")
    ),
    "No credit is left (400)": Fault(
        then=refused(400, "invalid_request_error", "Your credit balance is too low")
    ),
    "The prompt is too long (400)": Fault(
        then=refused(
            400, "invalid_request_error", "prompt is too long: 1000001 tokens > 1000000 maximum"
        )
    ),
    "The rate limit is reached for a moment (429, `retry-after`)": Fault(
        WHOLE, lambda: [soon(429, "rate_limit_error")()], requests=2
    ),
    "The rate limit is reached for longer (429, `retry-after: 90`)": Fault(
        then=refused(429, "rate_limit_error", "slow down", retry_after="90")
    ),
    "The provider is overloaded for a moment (529)": Fault(
        WHOLE, lambda: [soon(529, "overloaded_error")()] * 2, requests=3
    ),
    "The provider stays overloaded (529)": Fault(
        replies=lambda: [soon(529, "overloaded_error")()] * 2,
        then=refused(529, "overloaded_error", "no"),
        requests=3,
    ),
    "The server fails (500)": Fault(
        then=refused(500, "api_error", "oops", retry_after_ms="1"), requests=3
    ),
    "Nobody is at the address": Fault(then=lambda: None, requests=0, model={"retries": 0}),
    "A login page answers instead": Fault(
        then=lambda: Reply(raw=b"<html>login</html>", headers={"content-type": "text/html"})
    ),
    "The server takes no tools for this model (400)": Fault(
        WHOLE,
        lambda: [
            refused(400, "invalid_request_error", "gemma:2b does not support tools")()
        ],
        requests=2,
    ),
    "The stream is cut": Fault(BEGUN, then=begun()),
    "The connection is reset": Fault(BEGUN, then=begun(ending="reset")),
    "The provider is overloaded within an answer": Fault(
        BEGUN, then=begun(("error", error("overloaded_error")))
    ),
    "An event is malformed": Fault(
        BEGUN, then=begun(("content_block_delta", {"type": "content_block_delta", "index": 7}))
    ),
    "An event comes that nobody knows": Fault(
        WHOLE,
        then=begun(("news", {"type": "news", "of": ["x"]}), delta("agreed."), *stopped()),
    ),
    "The server says nothing (2 minutes)": Fault(
        then=lambda: Reply(events=answer(WHOLE), hold=0), model={"quiet": 0.2}
    ),
    "The server falls silent within an answer (2 minutes)": Fault(
        BEGUN, then=begun(*stopped(), hold=4), model={"quiet": 0.5}
    ),
    "The model only thinks and says nothing": Fault(then=lambda: Reply(events=thought())),
    "The answer reaches the model's length limit": Fault(
        BEGUN, then=begun(*stopped("max_tokens"))
    ),
    "The provider refuses to go on": Fault(BEGUN, then=begun(*stopped("refusal"))),
    "The answer never ends (`answer_bytes`)": Fault(
        ("x" * 1_000) * 5,
        then=lambda: Reply(events=for_ever("x" * 1_000)),
        options=Options(judge=False, answer_bytes=5_000),
    ),
    "The answer takes for ever (`answer_seconds`)": Fault(
        BEGUN, then=begun(*stopped(), hold=4), options=Options(judge=False, answer_seconds=1)
    ),
    "The stream is cut within what a tool is asked for": Fault(
        BEGUN, then=begun(stopped()[0], *used("list_context", '{"what', index=1))
    ),
    "A tool's input is no JSON": Fault(
        WHOLE,
        lambda: [Reply(events=asking(used("list_context", "{nonsense")))],
        requests=2,
        calls=("failed",),
    ),
    "The model asks for tools for ever": Fault(
        WHOLE,
        lambda: [Reply(events=asking(LOOK)) for _ in range(8)],
        requests=9,
        calls=("done",) * 8,
    ),
    "The server breaks between two uses of tools": Fault(
        "I look.",
        lambda: [
            Reply(
                events=[
                    started(), block(), delta("I look."), stopped()[0],
                    *used("list_context", '{"what": "convention"}', index=1),
                    *stopped("tool_use", index=1),
                ]
            )
        ],
        refused(500, "api_error", "oops", x_should_retry="false"),
        requests=2,
        calls=("done",),
    ),
}  # fmt: skip
