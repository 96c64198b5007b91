"""The tool by which a model runs code in the sandbox, once a person allowed it.

Nothing of the team's can be reached from there: no network, no key, no file but copies of those
that are named. What holds on which system is said in ``docs/security/sandbox.md``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.fields import Wire
from ...sandbox.job import MB, Check, Job, Limits, Result
from ...sandbox.run import run
from ...service.host import Host
from ...service.tool import ToolAsked, runs
from .folder import ServedFolder
from .tools import Path

LIMITS = Limits(seconds=10.0, cpu_seconds=10, memory=512 * MB)
AT_ONCE = 2
"""Runs for models on one server at the same time."""
MAX_CODE, MOST_FILES = 20_000, 20
MAX_OUTPUT = 6_000
"""Characters of what was printed that are given."""


class RunInSandbox(Wire):
    """What is run, and what lies beside it."""

    code: Annotated[
        str,
        StringConstraints(min_length=1, max_length=MAX_CODE),
        Field(description="A Python script. What it prints is what you are given."),
    ]
    files: Annotated[
        list[Path],
        Field(
            max_length=MOST_FILES, description="Text files of the team's folder to copy beside it."
        ),
    ] = []  # noqa: RUF012 the model is frozen


class SandboxRuns:
    """What runs for models on one server: a few at once, the others wait."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __aenter__(self) -> SandboxRuns:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing runs by itself."""

    async def run(self, job: Job) -> Result:
        """What came of it. Cancelled, it ends at once. Raises SetupError."""
        async with self._places:
            return await run(job)


@runs("run_in_sandbox", RunInSandbox)
async def run_in_sandbox(asked: ToolAsked) -> str:
    """Propose to run a Python script apart from everything: no network, no file but copies of those
    you name, 10 seconds, 512 MB. Use it to find out rather than to guess. It runs once a person
    allows it, and shows them what it printed."""
    folder = ServedFolder(asked.host.root)
    files = {path: await folder.read(path) for path in dict.fromkeys(asked.input.files)}
    job = Job(files, asked.input.code, limits=LIMITS)
    return report(await asked.host.find(SandboxRuns).run(job))


def report(result: Result) -> str:
    """What came of a run, in words."""
    memory = f"{result.peak_memory_bytes / MB:,.0f} MB"
    lines = [f"It {_ended(result)}, after {result.seconds:.2f} s and with {memory} at most."]
    lines += [result.note] if result.note and result.ended != "failed" else []
    lines += _failures(result.checks)
    printed = result.output.strip()
    if len(printed) > MAX_OUTPUT:
        printed = f"{printed[:MAX_OUTPUT]}\n[cut: {len(printed) - MAX_OUTPUT:,} more characters]"
    return "\n".join([*lines, "", printed or "It printed nothing."])


def _ended(result: Result) -> str:
    return {
        "ok": "ran to its end",
        "failed": "raised an error",
        "crashed": "crashed",
        "refused": "was not started",
        "time": "was ended: it took too long",
        "memory": "was ended: it took too much memory",
        "output": "was ended: it printed too much",
        "processes": "was ended: it started too many processes",
        "space": "was ended: it wrote too much",
    }[result.ended]


def _failures(checks: Sequence[Check]) -> list[str]:
    return [f"{check.name}: {check.message}" for check in checks if not check.ok]


def sandbox_runs(host: Host) -> SandboxRuns:
    """The runs for models on this server."""
    return SandboxRuns()


TOOLS = (run_in_sandbox,)
