"""What models and people are told of others' work, where something is asked or proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...core.role import Member
from ...service.host import Host
from .model import Claim
from .prompt import others_work
from .stated import standing_leases


class Briefing:
    """``claims`` gives those of now; ``prefix`` is the served folder's place in its repository."""

    def __init__(self, host: Host, claims: Callable[[], Iterable[Claim]], prefix: str) -> None:
        self._host = host
        self._claims = claims
        self._prefix = prefix

    def begin(self) -> None:
        """Tell from now on."""
        self._host.live_briefings.append(self.brief)
        self._host.others_in_cells.append(self.in_cells)

    def end(self) -> None:
        """Tell no more."""
        self._host.live_briefings.remove(self.brief)
        self._host.others_in_cells.remove(self.in_cells)

    def brief(self, member: Member, text: str, paths: Sequence[str]) -> str:
        """For a model: what others change of that which the question names or stands in."""
        service = self._host.service
        placed = tuple(self._prefix + path for path in paths)
        leases = standing_leases(service.shared(), service.clock())
        return others_work(member.username, text, placed, tuple(self._claims()), leases)

    def in_cells(self, member: Member, path: str, cells: Sequence[str]) -> Sequence[str]:
        """The usernames of those others who work in one of these cells of a notebook."""
        found = {
            claim.member
            for claim in self._claims()
            if claim.member != member.username
            for file in claim.changes.files
            if file.path == self._prefix + path and not set(cells).isdisjoint(file.cells)
        }
        return sorted(found)
