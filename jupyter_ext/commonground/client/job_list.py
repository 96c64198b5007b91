"""What takes longer than a moment on the server: listed, and asked to end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from ..service.events import JobsAnswer
from .api_connection import ApiConnection

PATH = "jobs"


@dataclass(frozen=True, slots=True)
class JobList:
    """The jobs of whoever the connection speaks for, and the server's own."""

    api: ApiConnection

    def listed(self) -> list[dict[str, Any]]:
        """What is under way. Raises our errors."""
        return list(self.api.read(JobsAnswer, "GET", PATH).plain()["jobs"])

    def cancel(self, key: str) -> list[dict[str, Any]]:
        """Ask for the end of a job; what is under way then. Raises our errors."""
        path = f"{PATH}/{quote(key, safe='')}/cancel"
        return list(self.api.read(JobsAnswer, "POST", path).plain()["jobs"])
