"""What a name that is being written may become, what an entry is near to, what was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from ..core.precedent import Precedent
from ..core.turn import Visibility
from ..service.name_views import NamesAnswer
from .api_connection import ApiConnection


@dataclass(frozen=True, slots=True)
class Lookup:
    """As whoever the connection speaks for may read it; what is ranked takes ``work_within``
    seconds at most. Every method raises our errors.

    A kernel names the message that asks for a completion.
    """

    api: ApiConnection
    work_within: float

    def names(
        self, kind: str, *, msg_id: str | None = None, within: float = 1.0
    ) -> tuple[str, ...]:
        """The names of one kind (``member``, ``task``), for completion, within so many seconds."""
        path = f"{of_cell(msg_id)}names/{quote(kind, safe='')}"
        return self.api.read(NamesAnswer, "GET", path, within=within).names

    def references(
        self, text: str, *, msg_id: str | None = None, within: float = 1.0
    ) -> tuple[str, ...]:
        """What the name at the end of a question, which is being written, may become."""
        from ..features.turns.views import ReferencesAnswer

        path = f"{of_cell(msg_id)}references"
        found = self.api.read(ReferencesAnswer, "POST", path, {"text": text}, within=within)
        return tuple(one.written for one in found.references)

    def asked_before(
        self, question: str, visibility: Visibility, *, path: str | None = None
    ) -> Precedent | None:
        """The answer that a question has already; None in any doubt. No model is asked."""
        from ..features.precedents.views import AskedBeforeAnswer

        wire = {"question": question, "visibility": visibility, "path": path}
        found = self.api.read(
            AskedBeforeAnswer, "POST", "asked-before", wire, within=self.work_within
        )
        return None if found.before is None else Precedent(**found.before.model_dump())

    def near(self, revision: str) -> list[dict[str, Any]]:
        """The entries nearest to that version of an entry, nearest first."""
        from ..features.contradictions.views import NearAnswer

        path = f"near?{urlencode({'revision': revision})}"
        found = self.api.read(NearAnswer, "GET", path, within=self.work_within)
        return list(found.plain()["near"])


def of_cell(msg_id: str | None) -> str:
    """How the path of what a cell asks begins; empty for a person with a token."""
    return "" if msg_id is None else f"kernel/{quote(msg_id, safe='')}/"
