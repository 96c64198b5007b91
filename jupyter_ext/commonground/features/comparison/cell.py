"""The notebook's cell of a comparison: completed for the file once all options have ended."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from ...core.notebook import Notebooks
from ...core.role import Member
from ...service.tasks import Tasks
from .options import OptionWriter
from .record import ComparisonRecord
from .report import COMPARISON_MIME

log = logging.getLogger(__name__)


class ComparisonCell:
    """Writes the whole of a comparison into its cell. ``markdown`` gives it for a member.

    Does nothing where no ``notebooks`` are open.
    """

    def __init__(
        self,
        record: ComparisonRecord,
        options: OptionWriter,
        notebooks: Notebooks | None,
        tasks: Tasks,
        markdown: Callable[[Member, str], Awaitable[str]],
    ) -> None:
        self._record = record
        self._options = options
        self._notebooks = notebooks
        self._tasks = tasks
        self._markdown = markdown
        self._under_way: set[str] = set()
        self._complete: set[str] = set()

    def is_complete(self, key: str) -> bool:
        """Whether nothing has changed since it was completed."""
        return key in self._complete

    def complete_anew(self, member: Member, key: str) -> None:
        """Something has changed: complete it again."""
        self._complete.discard(key)
        self.complete_later(member, key)

    def complete_later(self, member: Member, key: str) -> None:
        """Complete it when all options have ended."""
        if self._notebooks is not None and key not in self._under_way:
            self._under_way.add(key)
            self._tasks.start(self._complete_cell(member, key))

    async def _complete_cell(self, member: Member, key: str) -> None:
        try:
            await self._options.wait_until_written(member, key)
            self._under_way.discard(key)
            comparison = await self._record.get(member, key)
            if self._notebooks is None or not comparison.path or not comparison.cell:
                return
            self._complete.add(key)
            bundle = comparison_bundle(key, await self._markdown(member, key))
            await self._notebooks.show(
                comparison.path, comparison.cell, COMPARISON_MIME, key, bundle
            )
        except Exception:
            log.exception("The cell of comparison %s was not completed", key)
        finally:
            self._under_way.discard(key)


def comparison_bundle(key: str, markdown: str) -> dict[str, Any]:
    """A cell's output: our renderer draws the comparison live, everything else its Markdown."""
    return {
        COMPARISON_MIME: {"comparison": key},
        "text/markdown": markdown,
        "text/plain": markdown if len(markdown) <= 200 else markdown[:199] + "…",
    }
