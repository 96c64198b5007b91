"""Work in progress over the wire: what one's own clone changes, what one is told of overlaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .api_connection import ApiConnection

PATH = "claims"
WAITS = 25
"""Seconds for which the server may hold a question for news."""


@dataclass(frozen=True, slots=True)
class WorkReports:
    """As the person whom the connection speaks for. Every method raises our errors."""

    api: ApiConnection

    def now(self) -> dict[str, Any]:
        """Who works on what, where it meets, and what one is told."""
        from ..features.claims.views import WorkAnswer

        return dict(self.api.read(WorkAnswer, "GET", PATH).plain())

    def report(self, fields: Mapping[str, object]) -> dict[str, Any]:
        """Say what a clone changes now, in place of what was said before."""
        from ..features.claims.views import ReportAnswer

        return dict(self.api.read(ReportAnswer, "POST", f"{PATH}/report", fields).plain())

    def drop(self, clone: str, *, within: float = 5.0) -> None:
        """Say that a clone is watched no more."""
        from ..features.claims.views import NoticesAnswer

        said = {"clone": clone}
        self.api.read(NoticesAnswer, "POST", f"{PATH}/drop", said, within=within)

    def check(self, fields: Mapping[str, object]) -> dict[str, Any]:
        """Where what is about to be committed meets others' work."""
        from ..features.claims.views import CheckAnswer

        return dict(self.api.read(CheckAnswer, "POST", f"{PATH}/check", fields).plain())

    def notices(self, after: int, seconds: int = WAITS) -> dict[str, Any]:
        """What one is told, as soon as it may differ from version ``after``."""
        from ..features.claims.views import NoticesAnswer

        path = f"{PATH}/notices?after={after}&seconds={seconds}"
        return dict(self.api.read(NoticesAnswer, "GET", path, within=seconds + 10.0).plain())
