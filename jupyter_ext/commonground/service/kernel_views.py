"""What kernels are answered: a turn under way, or what a cell is to show."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..core.views import BundleAnswer, TurnView, View


class KernelTurn(View):
    """A turn that the cell asked; ``insert``: code of its answer becomes a cell below.

    ``waits``: the kernel follows the answer to its end; else the server writes it into the cell.
    ``before``: that it was answered before, as Markdown; empty where it was not.
    """

    kind: Literal["turn"]
    turn: TurnView
    asker: str
    insert: bool
    waits: bool = True
    before: str = ""


class KernelText(View):
    """A text to show."""

    kind: Literal["text"]
    text: str


KernelAnswer = Annotated[KernelTurn | KernelText | BundleAnswer, Field(discriminator="kind")]
"""What came of a magic."""
