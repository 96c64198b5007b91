"""What the feature ``instructions`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.instructions.views import InstructionsAnswer


def propose(
    title: str,
    kind: Literal["convention", "decision", "work", "discussion", "knowledge"],
    found: str,
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Propose an entry with the place that it was found in (``CLAUDE.md:12#testing``). It waits
    for the context owner whatever its kind and whoever sends it. ``area`` None: for
    everybody.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "propose",
        {"title": title, "kind": kind, "found": found},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        area=area,
    )


def instructions() -> ApiCall[InstructionsAnswer]:
    """What instruction files are made of: shared entries, areas, pins, what contradicts what.

    What instruction files are made of: all that is shared, and nothing that is anybody's own.
    `pins` are ids of entries, `disputes` pairs of them that contradict each other.
    `withheld` counts entries that the gate would not let pass today: they are not among the
    others. `broken` are ids of those whose code is gone. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        "instructions",
        "commonground.features.instructions.views:InstructionsAnswer",
        safe=True,
    )
