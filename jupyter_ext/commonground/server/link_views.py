"""What is answered of personal links."""

from __future__ import annotations

from ..core.role import Role
from ..core.views import View


class GivenLink(View):
    """A new link: its token is shown this once. ``page`` is what the team has open."""

    token: str
    username: str
    display_name: str
    role: Role
    page: str | None = None


class TakenLinks(View):
    """Whose links ended, and how many there were."""

    username: str
    count: int
