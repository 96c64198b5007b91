"""The request that asks the model to go on with an answered query."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from ...core.fields import MAX_QUESTION, Wire


class GoOn(Wire):
    """Ask the model to go on with an answered query; without a question, with what was said."""

    question: (
        Annotated[
            str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
        ]
        | None
    ) = None
