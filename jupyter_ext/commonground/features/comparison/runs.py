"""Runs of options in the sandbox, one after the other so that their times compare."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from ...core.prompt import trim
from ...core.role import Member
from ...errors import Cancelled, CommonGroundError, InvalidCommand, Quarantined, SetupError
from ...service.jobs import LongJob, apart
from ...service.tasks import Tasks
from .commands import KeepRun, option_in
from .files import Tree
from .model import Comparison, Option
from .prototypes import Prototypes
from .record import ComparisonRecord

log = logging.getLogger(__name__)

MAX_OUTPUT = 4_000
"""Characters of a run's output that a comparison keeps."""
CANCELLED = "Its run was cancelled before it had ended; what ran before it is kept."
LOADS = "def check_loads(module):\n    assert module is not None\n"
"""What is checked where nobody wrote a check: that it can be imported at all."""


class SandboxRunner(Protocol):
    """Runs files apart from the server and within limits.

    Answers with what it measured, as JSON: ``ok``, ``checks`` (``name``, ``ok``, ``message``),
    ``seconds``, ``benchmark_seconds``, ``peak_memory_bytes``, ``output``, ``ended``, ``note`` and
    ``limits_held``. Whatever the code does is an answer. Raises SetupError where it can't run.
    """

    def __call__(
        self, files: Mapping[str, str], check: str, benchmark: str | None
    ) -> Awaitable[Mapping[str, Any]]:
        """Run it once."""
        ...


async def no_runner(
    files: Mapping[str, str], check: str, benchmark: str | None
) -> Mapping[str, Any]:
    """For a server that has nothing to run code with. Raises SetupError."""
    raise SetupError(
        "This server has no sandbox, so prototypes are not run.",
        "Everything else works: read, compare, score and decide.",
    )


class OptionRuns:
    """What runs now, and what kept a run from being carried out.

    ``ended`` is called with a member and a comparison's id once all runs of a request are over.
    """

    def __init__(
        self,
        record: ComparisonRecord,
        prototypes: Prototypes,
        runner: SandboxRunner,
        tasks: Tasks,
        ended: Callable[[Member, str], None],
    ) -> None:
        self._record = record
        self._prototypes = prototypes
        self._runner = runner
        self._tasks = tasks
        self._ended = ended
        self._running: set[tuple[str, str]] = set()
        self._problems: dict[tuple[str, str], str] = {}
        self._one_at_a_time = asyncio.Lock()

    def is_running(self, comparison: str, option: str) -> bool:
        """Whether the option runs, or waits for its turn."""
        return (comparison, option) in self._running

    def problem(self, comparison: str, option: str) -> str | None:
        """Why the option's last run was not carried out; None where it was."""
        return self._problems.get((comparison, option))

    async def run(
        self, member: Member, key: str, option: str | None, *, wait: bool = False
    ) -> None:
        """Run an option against the check, or all.

        Goes on behind the answer unless ``wait``. Raises NotAllowed, InvalidCommand; with ``wait``
        also SetupError.
        """
        self._record.require(member, KeepRun.needs)
        comparison = await self._record.get(member, key)
        drafts = await self._prototypes.drafts(member, comparison)
        chosen = comparison.options if option is None else (option_in(comparison, option),)
        ready = [
            (o, drafts[o.id].tree) for o in chosen if o.id in drafts and drafts[o.id].can_be_run
        ]
        if not ready:
            raise InvalidCommand(
                "There is nothing to run yet.",
                "Wait until an option is written, or write one: %%cg option A.",
            )
        task = self._tasks.start(self._run_all(member, comparison, ready))
        if not wait:
            await asyncio.sleep(0)  # so that the answer says what is running
            return
        await task
        for o, _ in ready:
            if (key, o.id) in self._problems:
                raise SetupError(self._problems[key, o.id], "")

    async def _run_all(
        self, member: Member, comparison: Comparison, chosen: Sequence[tuple[Option, Tree]]
    ) -> None:
        keys = [(comparison.id, option.id) for option, _ in chosen]
        self._running.update(keys)
        self._record.tell_running(comparison.id)
        for key in keys:
            self._problems.pop(key, None)
        try:
            async with self._record.jobs.running("run", member, total=len(chosen)) as job:
                for option, tree in chosen:
                    await self._in_turn(member, comparison, option, tree, job)
                    self._running.discard((comparison.id, option.id))
                    self._record.tell_running(comparison.id)
                    job.advance()
        except Cancelled:
            for key in self._running.intersection(keys):
                self._problems[key] = CANCELLED
        finally:
            self._running.difference_update(keys)
            self._record.tell_running(comparison.id)
        self._ended(member, comparison.id)

    async def _in_turn(
        self, member: Member, comparison: Comparison, option: Option, tree: Tree, job: LongJob
    ) -> None:
        await job.unless_cancelled(self._one_at_a_time.acquire())
        try:
            await self._run_one(member, comparison, option, tree, job)
        finally:
            self._one_at_a_time.release()

    async def _run_one(
        self, member: Member, comparison: Comparison, option: Option, tree: Tree, job: LongJob
    ) -> None:
        key = (comparison.id, option.id)
        assert option.current is not None
        check = comparison.check or LOADS
        try:
            run = self._runner(tree.files, check, comparison.benchmark)
            result = await job.unless_cancelled(run)
            with apart():
                await self._keep(member, comparison.id, option, dict(result))
        except Cancelled:
            raise
        except CommonGroundError as error:
            self._problems[key] = str(error)
        except Exception:
            log.exception("Running option %s of %s failed", option.id, comparison.id)
            self._problems[key] = "The server made a mistake while running it; its log says more."

    async def _keep(self, member: Member, key: str, option: Option, result: dict[str, Any]) -> None:
        assert option.current is not None
        kept = result | {"output": trim(str(result.get("output", "")), MAX_OUTPUT)}
        command = KeepRun(comparison=key, option=option.id, version=option.current.id, result=kept)
        try:
            await self._record.run(member, command)
        except Quarantined:  # what it measured is no secret; what it printed seems to be
            silent = command.model_copy(update={"result": _without_output(kept)})
            await self._record.run(member, silent)


def _without_output(result: dict[str, Any]) -> dict[str, Any]:
    checks = [{**c, "message": ""} for c in result.get("checks") or () if isinstance(c, dict)]
    note = "What it printed is not kept: it seems to hold a secret."
    return result | {"output": "", "note": note, "checks": checks}
