"""The request that says where a presenter is, or that they present no more."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import StringConstraints

from ...core.fields import Identifier, Wire
from ...core.role import Role


class Present(Wire):
    """Show the others where you are: the notebook and the cell; ``path`` null ends it."""

    needs: ClassVar[Role] = "contributor"

    path: Annotated[str, StringConstraints(min_length=1, max_length=1024)] | None = None
    cell: Identifier | None = None
