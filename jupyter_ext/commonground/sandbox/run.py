"""The server's side of a run: one keeper process per job, one answer, and an end at once on cancel.

Knows which files of the interpreter a run may read and what its environment holds.
"""

from __future__ import annotations

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anyio
import anyio.abc
import anyio.to_thread

from ..errors import SetupError
from .job import Held, Job, Limits, Result

_PACKAGE = str(Path(__file__).parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from commonground.sandbox.keeper import main; main()"
)
_GRACE = 10.0
"""Seconds that a keeper has beyond its job's own time before it is ended itself."""
_END_WITHIN = 3.0


def environment() -> dict[str, str]:
    """All that a run's environment holds: where programs are, language, and one thread per library.

    Made, not filtered: no key, token or address of the server can be in it.
    """
    made = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    } | dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX"), "1"
    )
    if "LD_LIBRARY_PATH" in os.environ:  # where this Python's own library may be
        made["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return made


async def run(job: Job, *, without: tuple[str, ...] = (), readable: Sequence[str] = ()) -> Result:
    """Run the job apart from this process and within its limits, and say what came of it.

    Whatever the code does is a Result, never an exception. Cancelling ends all of its processes
    at once. Raises SetupError where this system can't start a run. ``without`` leaves out walls
    by name (``user_namespace``, ``network``, ``processes_apart``, ``mounts``, ``files``,
    ``landlock``, ``calls``), so that the next best can be tried. ``readable`` are files that the
    code may read where they are.
    """
    if os.name != "posix":
        raise SetupError(
            "Running code apart needs Linux or macOS.", "Start the server there, or in a container."
        )
    answer = await _run_once(job, without, readable)
    if "again_without" in answer and "mounts" not in without:
        answer = await _run_once(job, (*without, "mounts"), readable)
    return Result.from_wire(answer)


async def _run_once(
    job: Job, without: tuple[str, ...], readable: Sequence[str]
) -> Mapping[str, Any]:
    folder = await anyio.to_thread.run_sync(tempfile.mkdtemp, None, "commonground-run-")
    try:
        answer = json.loads(await _ask_keeper(_request(job, folder, without, readable), job.limits))
    except (ValueError, RecursionError) as error:
        raise SetupError(
            "The sandbox's keeper process ended without an answer.",
            "See the server's log; the limits that hold here are in docs/security/sandbox.md.",
        ) from error
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(shutil.rmtree, folder, True)
    return answer if isinstance(answer, dict) else {}


class OneByOne:
    """Runs trees one after the other, so that none is timed while another keeps the machine busy.

    A run that is cancelled gives its place to the next at once.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turn = anyio.Lock()

    async def __call__(
        self, files: Mapping[str, str], check: str, benchmark: str | None
    ) -> Mapping[str, Any]:
        """The result as JSON. Raises InvalidCommand for a tree that has no form, and SetupError."""
        job = Job(files, check, benchmark, self._limits)
        async with self._turn:
            return (await run(job)).to_wire()


async def limits_here(limits: Limits | None = None) -> tuple[Held, ...]:
    """Which limits hold on this system, as found from within a run that does nothing."""
    result = await run(Job({}, "pass", limits=limits or Limits()))
    return result.limits_held or (Held("running code", False, result.note),)


def _request(
    job: Job, folder: str, without: tuple[str, ...], files: Sequence[str]
) -> dict[str, Any]:
    return {
        "job": job.to_wire(),
        "folder": folder,
        "without": list(without),
        "package": _PACKAGE,
        "python": getattr(sys, "_base_executable", None) or sys.executable,
        **_readable(files),
    }


def _readable(files: Sequence[str]) -> Mapping[str, list[str]]:
    """Those files, Python's own and installed packages, and nothing else of a virtual environment.

    Its ``share`` and ``etc`` may hold data and settings of the server.
    """
    packages = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    if site.ENABLE_USER_SITE:
        packages.add(site.getusersitepackages())
    base = Path(sys.base_prefix)
    own = [base / "lib", base / "lib64", base / "bin"]
    paths = {path for path in {*map(str, own), *packages} if os.path.isdir(path)}
    paths |= {path for path in files if os.path.isfile(path)}
    # Where one of them is reached through a link, it has to be found by both names.
    return {
        "readable": sorted(paths | set(map(os.path.realpath, paths))),
        "path": sorted(packages),
    }


async def _ask_keeper(request: Mapping[str, Any], limits: Limits) -> bytes:
    # A session of its own: Ctrl-C in the server's terminal is not for it.
    keeper = await anyio.open_process(
        [sys.executable, "-I", "-S", "-c", _START, _PACKAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None,
        env=environment(),
        cwd="/",
        start_new_session=True,
    )
    try:
        with anyio.move_on_after(limits.seconds + _GRACE):
            return await _talk(keeper, json.dumps(request).encode() + b"\n")
        return b""
    finally:
        with anyio.CancelScope(shield=True):
            await _end(keeper)


async def _talk(keeper: anyio.abc.Process, request: bytes) -> bytes:
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        await keeper.stdin.send(request)
    except anyio.BrokenResourceError:
        return b""
    answer = bytearray()
    async for piece in keeper.stdout:
        answer += piece
    return bytes(answer)


async def _end(keeper: anyio.abc.Process) -> None:
    """Closing its input makes a keeper end the run and itself; one that doesn't is killed."""
    assert keeper.stdin is not None
    await keeper.stdin.aclose()
    with anyio.move_on_after(_END_WITHIN):
        await keeper.wait()
        return
    keeper.kill()
    await keeper.wait()
