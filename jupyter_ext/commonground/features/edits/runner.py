"""People's word on proposed changes, carried out in the live notebook: once, whoever clicks when.

Where the notebook is live here the server writes, into the shared document and in one transaction
with the look whether the change still fits. Where it is not, it records who accepted, and the
accepting browser writes into its own notebook.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from ...core.cell_step import CellsBefore, CellStep, digest
from ...core.notebook import NotebookCell
from ...core.role import Member, require
from ...errors import CommonGroundError, InvalidCommand
from ...service.host import Host
from .commands import AcceptEdit, RefuseEdit, UndoEdits, known, still_open
from .model import CellEdit, CellProposal, find_proposal, proposals_in
from .placement import carried_out, steps_of, undo_steps
from .provenance import mark_of
from .requests import DecideEdit, UndoProposal
from .views import EditDecided, ProposalView

KEPT = 500
"""Accepted changes that can be taken back, the newest; a restart forgets them."""
SOURCE = "notebook"
NOT_UNDOABLE = InvalidCommand(
    "Nothing of this can be taken back any more: its cells have changed since, or the server was "
    "restarted.",
    "Change the cells by hand.",
)


class CellEdits:
    """One server's decisions. What concerns one notebook is one after the other."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._before: OrderedDict[tuple[str, str], CellsBefore] = OrderedDict()

    async def __aenter__(self) -> CellEdits:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs by itself."""

    def proposals(self, path: str) -> tuple[CellProposal, ...]:
        """The proposals for that notebook, oldest first, also from before it was renamed."""
        file = self._host.notebooks.file_of(path)
        found = proposals_in(self._host.service.shared())
        return tuple(replace(one, path=path) for one in found if one.belongs(path, file))

    async def decide(self, member: Member, proposal: str, wanted: DecideEdit) -> EditDecided:
        """Accept or refuse. Raises NotAllowed, UnknownId, InvalidCommand, StoreError."""
        require(self._host.service.acting(member), wanted.needs)
        async with self._lock(self._known(proposal)):
            found = self._known(proposal)
            edit = still_open(found, wanted.edit)
            if wanted.verdict == "refuse":
                refuse = RefuseEdit(proposal=proposal, edit=edit.key)
                await self._host.service.run(member, refuse, source=SOURCE)
                return self._decided(proposal, write=False, mark=None)
            return await self._accept(member, found, edit, wanted)

    async def _accept(
        self, member: Member, found: CellProposal, edit: CellEdit, wanted: DecideEdit
    ) -> EditDecided:
        service, host = self._host.service, self._host
        source = edit.source if wanted.source is None else self._passed(wanted.source)
        edited = source != edit.source
        turn, _ = await host.turns.turn(member, found.turn)
        mark = mark_of(
            found,
            edit,
            turn,
            {**host.names(), member.username: member.display_name},
            by=member.username,
            at=service.clock(),
            edited=edited,
        )

        def steps(cells: Sequence[NotebookCell]) -> Sequence[CellStep]:
            return steps_of(found, edit, source, wanted.against, mark, cells)

        before = await host.notebooks.edit(found.path, steps)
        accept = AcceptEdit(proposal=found.id, edit=edit.key, text=digest(source), edited=edited)
        try:
            await service.run(member, accept, source=SOURCE)
        except CommonGroundError:
            if before is not None:
                await self._take_back(found, edit, source, before)
            raise
        if before is not None:
            self._keep(found, edit, before)
            host.tell_edited(member, found.path, (edit.cell,))
        return self._decided(found.id, write=before is None, mark=mark)

    async def undo(self, member: Member, proposal: str, wanted: UndoProposal) -> EditDecided:
        """Take back what was accepted and has not changed since, in one step.

        Raises NotAllowed, UnknownId, InvalidCommand where there is nothing of it.
        """
        require(self._host.service.acting(member), wanted.needs)
        async with self._lock(self._known(proposal)):
            found = self._known(proposal)
            undone: list[str] = []

            def steps(cells: Sequence[NotebookCell]) -> Sequence[CellStep]:
                undone.clear()
                made, keys = self._undoing(found, cells)
                undone.extend(keys)
                if not keys:
                    raise NOT_UNDOABLE
                return made

            before = await self._host.notebooks.edit(found.path, steps)
            if before is None:
                raise InvalidCommand(
                    "This notebook is not live on the server.", "Undo it in the notebook's menu."
                )
            undo = UndoEdits(proposal=proposal, edits=undone)
            await self._host.service.run(member, undo, source=SOURCE)
            for key in undone:
                self._before.pop((proposal, key), None)
            return self._decided(proposal, write=False, mark=None)

    def _undoing(
        self, found: CellProposal, cells: Sequence[NotebookCell]
    ) -> tuple[list[CellStep], list[str]]:
        """The steps that undo what can be undone, the last accepted first, and which that is."""
        steps: list[CellStep] = []
        keys: list[str] = []
        for (proposal, key), before in reversed(self._before.items()):
            edit = found.edit(key) if proposal == found.id else None
            if edit is None or edit.status != "accepted":
                continue
            made = undo_steps(found, edit, before, cells)
            if made is not None:
                steps += made
                keys.append(key)
                cells = carried_out(cells, made)
        return steps, keys

    async def _take_back(
        self, found: CellProposal, edit: CellEdit, source: str, before: CellsBefore
    ) -> None:
        """It could not be recorded who accepted it, so it does not stand there."""
        done = replace(edit, text=digest(source))
        await self._host.notebooks.edit(
            found.path, lambda cells: undo_steps(found, done, before, cells) or []
        )

    def _keep(self, found: CellProposal, edit: CellEdit, before: CellsBefore) -> None:
        self._before[found.id, edit.key] = before
        while len(self._before) > KEPT:
            self._before.popitem(last=False)

    def _passed(self, source: str) -> str:
        """What a person wrote into a change. Raises InvalidCommand where it holds a secret."""
        if self._host.service.gate().check(source).outcome not in ("pass", "redact"):
            raise InvalidCommand(
                "The gate holds this text back, so it is not written into the notebook.",
                "Take the secret out.",
            )
        return source

    def _known(self, proposal: str) -> CellProposal:
        """The proposal, for the notebook where it is now. Raises UnknownId."""
        found = known(find_proposal(self._host.service.shared(), proposal))
        now = self._host.notebooks.path_of(found.file) if found.file else None
        return found if now is None else replace(found, path=now)

    def _lock(self, found: CellProposal) -> asyncio.Lock:
        return self._locks.setdefault(found.path, asyncio.Lock())

    def _decided(self, proposal: str, *, write: bool, mark: dict[str, Any] | None) -> EditDecided:
        view = ProposalView.model_validate(self._known(proposal))
        return EditDecided.of(proposal=view, write=write, mark=mark)
