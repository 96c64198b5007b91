"""The prototypes in the versions of options: files, measures, and how far their writing is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...core.role import Member
from ...errors import UnknownId
from ...service.host import Turns
from .commands import option_in
from .complexity import measure
from .files import Tree, tree_of
from .measures import Measures
from .model import Comparison, Option, Version
from .report import Draft
from .table import ComparisonTable, Measured, table_of
from .tree_diff import diff_trees
from .views import DifferenceAnswer, PrototypeAnswer

MAX_KEPT = 2_000
"""Versions whose files and measures are remembered."""


@dataclass(frozen=True, slots=True)
class Prototype:
    """What is in a version's text."""

    tree: Tree
    measures: Measures | None


class Prototypes:
    """Reads versions, from what people wrote and from the turns of the model; once each."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._kept: dict[str, Prototype] = {}

    async def drafts(self, member: Member, comparison: Comparison) -> dict[str, Draft]:
        """Each option's current version as it is now, by option id."""
        return {
            option.id: await self.draft(member, option.current)
            for option in comparison.options
            if option.current is not None
        }

    async def draft(self, member: Member, version: Version) -> Draft:
        """The version as it is now; still to come where its turn is not known here (yet)."""
        if version.turn is None:
            text = version.text or ""
            return Draft(text, "complete", tree=self._prototype(version, text).tree)
        try:
            turn, _ = await self._turns.turn(member, version.turn)
        except UnknownId:  # it was asked on another server, or not yet kept
            return Draft("", "streaming")
        done = turn.status != "streaming"
        tree = self._prototype(version, turn.text).tree if done else tree_of(turn.text)
        return Draft(turn.text, turn.status, turn.problem, turn.model_label, tree)

    def _prototype(self, version: Version, text: str) -> Prototype:
        """What is in a version that has ended: read once."""
        if version.id not in self._kept:
            if len(self._kept) >= MAX_KEPT:
                self._kept.clear()
            tree = tree_of(text)
            self._kept[version.id] = Prototype(tree, measure(tree))
        return self._kept[version.id]

    def measured(self, option: Option, draft: Draft) -> Measured:
        """What was measured of the current version, and of no earlier one."""
        version, run = option.current, option.run
        if version is None or draft.status == "streaming":
            return Measured()
        result = run.result if run is not None and run.version == version.id else None
        return Measured(self._prototype(version, draft.text).measures, result)

    def table(self, comparison: Comparison, drafts: Mapping[str, Draft]) -> ComparisonTable:
        """The table as it is now."""
        options = (option for option in comparison.options if option.id in drafts)
        return table_of(comparison, {o.id: self.measured(o, drafts[o.id]) for o in options})

    async def files(self, member: Member, option: Option, version: str | None) -> PrototypeAnswer:
        """A version's text and the files in it; of the current one where none is named.

        Raises UnknownId.
        """
        chosen = option.current if version is None else option.version(version)
        if chosen is None:
            raise UnknownId("Nothing of this option is written yet, or not this version.")
        draft = await self.draft(member, chosen)
        return PrototypeAnswer.of(
            option=option.id,
            version=chosen.id,
            text=draft.text,
            files=[{"path": path, "text": text} for path, text in draft.tree.files.items()],
            problems=draft.tree.problems,
            notes=draft.tree.notes,
        )

    async def diff(
        self, member: Member, comparison: Comparison, before: str, after: str
    ) -> DifferenceAnswer:
        """How two options (or versions) differ, file by file. Raises UnknownId."""
        trees = [await self._tree(member, comparison, one) for one in (before, after)]
        files = diff_trees(trees[0].files, trees[1].files)
        return DifferenceAnswer.of(before=before, after=after, files=files)

    async def _tree(self, member: Member, comparison: Comparison, key: str) -> Tree:
        versions = [v for o in comparison.options for v in o.versions if v.id == key]
        version = versions[0] if versions else option_in(comparison, key).current
        return Tree({}) if version is None else (await self.draft(member, version)).tree
