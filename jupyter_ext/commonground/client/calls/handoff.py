"""What the feature ``handoff`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.handoff.views import HandoffAnswer


def acknowledge_handoff(
    until: int, *, restated: str = "", handoffs: Sequence[str] = ()
) -> ApiCall[OutcomeView]:
    """Say up to when one knows what happened, and ``restated``: what one takes over. ``until`` is
    that of the handoff that was read (ms since 1970); ``handoffs`` are written ones that it
    covered. What is restated is for the whole team; without it, it is one's own.

    Least role: reader. Raises our errors, each with its ``remedy``.
    """
    return sent("acknowledge_handoff", {"until": until}, restated=restated, handoffs=handoffs)


def handoff(
    *,
    kind: str = "today",
    zone: str | None = None,
    phrase: int = 0,
    lines: int | None = None,
    skip: int = 0,
    part: Literal["state", "actions", "awareness", "contingencies", "acknowledgement"]
    | None = None,
) -> ApiCall[HandoffAnswer]:
    """Five parts, each line with its sources; with ``phrase=1`` in the model's words.

    What a member is handed; times are ms since 1970. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        "handoff",
        "commonground.features.handoff.views:HandoffAnswer",
        query={
            **given(**{"for": kind}, zone=zone, phrase=phrase, lines=lines, skip=skip, part=part)
        },
        safe=True,
    )


def acknowledge(
    until: int, *, restated: str = "", handoffs: Sequence[str] = ()
) -> ApiCall[OutcomeView]:
    """Say up to when you know what happened, and in your own words what you take over.

    What a command did: the entry as it is now, the revision added, the thing it is about.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "handoff/acknowledge",
        "commonground.core.views:OutcomeView",
        body={"until": until, **given(restated=restated, handoffs=handoffs)},
    )


def page(
    *,
    kind: str = "today",
    zone: str | None = None,
    phrase: int = 0,
    lines: int | None = None,
    skip: int = 0,
    part: Literal["state", "actions", "awareness", "contingencies", "acknowledgement"]
    | None = None,
) -> ApiCall[str]:
    """The handoff as one file of HTML that needs nothing beside itself.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "handoff/page",
        "builtins:str",
        query={
            **given(**{"for": kind}, zone=zone, phrase=phrase, lines=lines, skip=skip, part=part)
        },
        safe=True,
    )
