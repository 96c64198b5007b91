"""What the feature ``edits`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given, part

if TYPE_CHECKING:
    from ...features.edits.views import EditDecided, ProposalsAnswer


def edits(path: str) -> ApiCall[ProposalsAnswer]:
    """What the AI proposes to change in a notebook, and what people decided of it.

    The proposals for a notebook, oldest first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "edits",
        "commonground.features.edits.views:ProposalsAnswer",
        query={"path": path},
        safe=True,
    )


def decide_edit(
    proposal_id: str,
    edit: str,
    verdict: Literal["accept", "refuse"],
    *,
    source: str | None = None,
    against: str | None = None,
) -> ApiCall[EditDecided]:
    """Accept a change of a cell, as it is or edited, or refuse it; accepted, it is carried out.

    The proposal after it. `write`: the notebook is not live on this server, so the browser that
    accepted writes the change into its own, with `mark` as where it came from. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"edits/{part(proposal_id)}/decide",
        "commonground.features.edits.views:EditDecided",
        body={"edit": edit, "verdict": verdict, **given(source=source, against=against)},
    )


def undo_edits(proposal_id: str) -> ApiCall[EditDecided]:
    """Take back, in one step, what was accepted of a proposal and has not changed since.

    The proposal after it. `write`: the notebook is not live on this server, so the browser that
    accepted writes the change into its own, with `mark` as where it came from. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"edits/{part(proposal_id)}/undo",
        "commonground.features.edits.views:EditDecided",
        body={},
    )
