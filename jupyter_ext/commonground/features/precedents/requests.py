"""The request that asks whether something was answered before."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from ...core.fields import MAX_QUESTION, Wire
from ...core.turn import Visibility


class AskedBefore(Wire):
    """A question that is not asked yet. ``shared``: only what everybody may read is looked at."""

    question: Annotated[str, StringConstraints(max_length=MAX_QUESTION)]
    visibility: Visibility
    path: Annotated[str, StringConstraints(max_length=1024)] | None = None
