"""The context as records of the open format: taken out, and taken in part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from .api_connection import ApiConnection

BRING_WITHIN = 300.0
"""Seconds for a part that is taken in: the gate reads all of it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """As whoever the connection speaks for may read it, and write it."""

    api: ApiConnection

    def records(
        self,
        *,
        area: str | None = None,
        since: int | None = None,
        turns: bool = False,
        private: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """The records of the context, as they come. ``since``: milliseconds since 1970.

        Raises our errors.
        """
        from ..features.exchange.views import RECORD

        said: dict[str, object] = {"area": area, "since": since}
        said |= {"turns": int(turns), "private": int(private)}
        query = urlencode({name: value for name, value in said.items() if value is not None})
        with self.api.translated():
            for record in self.api.lines(RECORD, f"exchange/export?{query}"):
                yield record.plain()

    def bring(self, part: Mapping[str, object]) -> list[dict[str, Any]]:
        """Take in a part of a file; what became of each record. Raises our errors."""
        from ..features.exchange.views import ImportAnswer

        path = "exchange/import"
        found = self.api.read(ImportAnswer, "POST", path, part, within=BRING_WITHIN)
        return list(found.plain()["items"])
