"""Jupyter's own route that interrupts a kernel, which also stops answers that the kernel waits for
no more.

While a cell runs, the interrupt is for that cell alone. Where none does, it is for the answers that
still come to whoever interrupts: what a colleague asked goes on.
"""

from __future__ import annotations

from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from jupyter_server.services.kernels.handlers import KernelActionHandler
from tornado import web

from .ground import Ground

INTERRUPT = r"/api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/(?P<action>interrupt)"


class InterruptHandler(KernelActionHandler):
    """``POST api/kernels/{kernel_id}/interrupt``."""

    def initialize(self, ground: Ground, **given: Any) -> None:
        """Know the turns."""
        super().initialize(**given)
        self.ground = ground

    @web.authenticated
    @authorized
    async def post(self, kernel_id: str, action: str) -> None:
        """Interrupt the kernel; where it is idle, stop the answers to whoever asks for it."""
        kernel = self.kernel_manager.get_kernel(kernel_id)
        idle = getattr(kernel, "execution_state", None) == "idle"
        manager: Any = self.kernel_manager
        await ensure_async(manager.interrupt_kernel(kernel_id))
        if idle:
            await self._stop_answers(kernel_id)
        self.set_status(204)
        self.finish()

    async def _stop_answers(self, kernel_id: str) -> None:
        member = self.ground.member(self.current_user)
        asked = self.ground.runs.turns_of(kernel_id, member.username)
        path = await self.ground.path_of_kernel(kernel_id, None)
        for turn in self.ground.turns.active(member):
            here = turn.id in asked or (turn.cell is not None and turn.path == path)
            if here and turn.asker == member.username:
                await self.ground.turns.stop(member, turn.id)
