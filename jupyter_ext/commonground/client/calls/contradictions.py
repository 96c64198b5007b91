"""What the feature ``contradictions`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.contradictions.views import NearAnswer, PreviewAnswer


def resolve(
    sides: Sequence[str], title: str, reason: str, *, keep: Sequence[str] = (), body: str = ""
) -> ApiCall[OutcomeView]:
    """End a contradiction between entries with a decision. ``sides`` are the revisions that
    contradict; those in ``keep`` hold on, the others are superseded. ``title`` and ``body``
    are the decision's.

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent("resolve", {"sides": sides, "title": title, "reason": reason}, keep=keep, body=body)


def dismiss(sides: Sequence[str], reason: str) -> ApiCall[OutcomeView]:
    """Say that two revisions do not contradict each other.

    Least role: owner. Raises our errors, each with its ``remedy``.
    """
    return sent("dismiss", {"sides": sides, "reason": reason})


def relate(
    first: str, second: str, how: Literal["same", "replaces", "contradicts", "other"]
) -> ApiCall[OutcomeView]:
    """Say how two versions of different entries stand to each other: ``first`` does it to second.
    ``contradicts`` opens a dispute; ``same`` and ``other`` end a hint. ``replaces``
    supersedes the second entry, if this member may retire it and the first one holds; else
    it waits for an owner.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("relate", {"first": first, "second": second, "how": how})


def previewed(command: str, **fields: Any) -> ApiCall[PreviewAnswer]:
    """What a command would do: status, gate, readers, contradictions. It writes nothing.

    What a command would do; it was not carried out. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST",
        "preview",
        "commonground.features.contradictions.views:PreviewAnswer",
        body={"command": command, **fields},
    )


def near(revision: str) -> ApiCall[NearAnswer]:
    """The entries nearest to a version of an entry: how does each stand to it? See ``relate``.

    The nearest entries, nearest first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "near",
        "commonground.features.contradictions.views:NearAnswer",
        query={"revision": revision},
        safe=True,
    )
