"""The authorizer of the web server: a role in Common Ground is the same role in Jupyter.

It asks whoever knows a user's role, and the authorizer that the operator chose after it: both must
agree. Which door needs what stands in ``doors.py``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth import Authorizer, User

from ...core.role import Role
from .doors import door_of, opens


class RoleAuthorizer(Authorizer):
    """``role_of`` gives the role of a user now; ``inner`` is the operator's authorizer."""

    def __init__(
        self, role_of: Callable[[User], Awaitable[Role]], inner: Authorizer, **given: Any
    ) -> None:
        super().__init__(identity_provider=inner.identity_provider, **given)
        self._role_of = role_of
        self._inner = inner

    async def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:
        """Whether both the role and the operator's authorizer let them."""
        if not opens(await self._role_of(user), door_of(handler, action, resource)):
            return False
        return bool(await ensure_async(self._inner.is_authorized(handler, user, action, resource)))
