"""What the feature ``review`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.review.commands import Seen
    from ...features.review.views import QueueAnswer


def accept(entry: str, heads: Sequence[str]) -> ApiCall[OutcomeView]:
    """The context owner accepts the proposed version (exactly one head).

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent("accept", {"entry": entry, "heads": heads})


def reject(entry: str, heads: Sequence[str], reason: str) -> ApiCall[OutcomeView]:
    """The context owner turns a proposed version down; its author sees why.

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent("reject", {"entry": entry, "heads": heads, "reason": reason})


def merge(
    title: str,
    entries: Sequence[Seen],
    *,
    body: str = "",
    subject: str | None = None,
    attribute: str | None = None,
    value: str | None = None,
    scope: str | None = None,
    reason: str | None = None,
) -> ApiCall[OutcomeView]:
    """Make one entry of several: the first says the new text, the others are superseded by it.

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "merge",
        {"title": title, "entries": entries},
        body=body,
        subject=subject,
        attribute=attribute,
        value=value,
        scope=scope,
        reason=reason,
    )


def review() -> ApiCall[QueueAnswer]:
    """What waits for the owner, and what each thing changes for the AI.

    Disputes first, then what waits, each oldest first. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall("GET", "review", "commonground.features.review.views:QueueAnswer", safe=True)
