"""The request that takes a leaked text out of everything that is kept."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from ...core.fields import MAX_BODY, Reason, Wire
from ...core.role import Role

RESCUE: Role = "admin"
"""Who may have all that is stored written to a file: it holds private notes too."""


class Redact(Wire):
    """Take a leaked text out of everything that is kept, for good; ``[redacted]`` stays."""

    needs: ClassVar[Role] = "owner"

    text: Annotated[str, StringConstraints(min_length=6, max_length=MAX_BODY)]
    reason: Reason
