"""What is answered of the team."""

from __future__ import annotations

from ...core.deletion import DeletePolicy
from ...core.facilitator import RevealPolicy
from ...core.role import Policy, Role
from ...core.views import AreaView, DutyView, View


class KnownMember(View):
    """Somebody who wrote here, is here or was invited; ``role`` of who is here or was invited."""

    username: str
    display_name: str
    initials: str
    color: str | None
    role: Role | None = None
    anonymous: bool = False
    online: bool


class MembersAnswer(View):
    """Everybody who wrote here, is here now or was invited."""

    members: tuple[KnownMember, ...]


class PoliciesView(View):
    """The policy for each kind."""

    convention: Policy
    decision: Policy
    work: Policy
    discussion: Policy
    knowledge: Policy


class PeopleAnswer(View):
    """Members, who is context owner, areas, policies, and what reaches you."""

    members: tuple[KnownMember, ...]
    duty: DutyView | None
    areas: tuple[AreaView, ...]
    policies: PoliciesView
    reveal: RevealPolicy
    thread_delete: DeletePolicy
    following: tuple[str, ...]
    advice: str | None


class SuggestedAreas(View):
    """Areas from CODEOWNERS, areas that the tree suggests, and what could not be read."""

    codeowners: tuple[AreaView, ...]
    suggested: tuple[AreaView, ...]
    problems: tuple[str, ...]
