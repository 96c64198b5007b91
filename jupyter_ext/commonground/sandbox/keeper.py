"""The process that keeps one run: starts it within walls, watches it, ends all of it, answers once.

Reads one JSON line on standard input and writes one on standard output. When its standard input
is closed (the server cancelled, or is gone) it ends everything at once and says nothing. Started
without site-packages and with an environment of its own, see run.py.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from . import inside, linux, walls

TICK = 0.1
"""Seconds between two looks at the memory of all processes together."""
KEPT_REPORT = 1024 * 1024
_NO_ROOT = 77
"""The first process inside could not finish its own root. A pid namespace ends with its first
process, so the run begins again with another keeper, and without."""
_CANNOT = 78
"""It could not be confined; the report says why."""


def main() -> None:
    """Serve the one request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    if sys.platform == "linux":
        linux.adopt_orphans()
    built = walls.Walls(left_out=frozenset(request["without"]))
    if sys.platform == "linux":
        walls.enter_namespaces(built)
        linux.not_dumpable()
    walls.choose_user(built, request["folder"])
    watched = _Watched(request["job"]["limits"])
    try:
        _keep(request, built, watched)
    finally:
        # A server that was killed can't do it.
        shutil.rmtree(request["folder"], ignore_errors=True)
    if watched.cancelled:
        return
    again = watched.code == _NO_ROOT and not watched.report
    sys.stdout.write(json.dumps({"again_without": "mounts"} if again else watched.answer()))


# Watching


@dataclass(slots=True)
class _Watched:
    """What was seen of a run so far, and why it was ended."""

    limits: Mapping[str, Any]
    started: float = field(default_factory=time.monotonic)
    output: bytearray = field(default_factory=bytearray)
    printed: int = 0
    report: bytearray = field(default_factory=bytearray)
    peak: int = 0
    ended: str = ""
    note: str = ""
    cancelled: bool = False
    code: int | None = None
    took: float = 0.0

    def end(self, ended: str, note: str) -> None:
        """Remember the first reason."""
        self.ended, self.note = self.ended or ended, self.note or note

    def answer(self) -> dict[str, Any]:
        """The answer's JSON."""
        lines = list(_lines(self.report))
        told = {key: line[key] for line in lines for key in line}
        ended, note = self._ending(told)
        seconds = told.get("seconds")
        return {
            "checks": [line["check"] for line in lines if "check" in line],
            "seconds": self.took if seconds is None else seconds,
            "benchmark_seconds": told.get("benchmark"),
            "peak_memory_bytes": self.peak,
            "output": self.output.decode("utf-8", "replace"),
            "ended": ended,
            "note": note,
            "limits_held": told.get("held", []),
        }

    def _ending(self, told: Mapping[str, Any]) -> tuple[str, str]:
        if self.ended:
            return self.ended, self.note
        if "refused" in told:
            return "refused", str(told["refused"])
        if self.code == 128 + signal.SIGXCPU:
            return "time", f"It used its {self.limits['cpu_seconds']} s of processor time."
        if "end" in told and self.code == 0:
            return str(told["end"]), _NOTES.get(str(told["end"]), "")
        if self.code is not None and self.code > 128:
            name = signal.Signals(self.code - 128).name
            return "crashed", f"Its process was ended by {name} before the checks were done."
        return "crashed", "Its process left before the checks were done."


_NOTES = {
    "failed": "Not every check passed.",
    "memory": "It asked for more memory than a process may have.",
    "processes": "It started more processes or threads than it may have.",
    "space": "It wrote more than it may.",
}


def _lines(report: bytearray) -> Iterator[dict[str, Any]]:
    """The lines that are JSON objects; the code can write there too, so anything may be there."""
    for raw in bytes(report).split(b"\n"):
        with suppress(ValueError, RecursionError):
            line = json.loads(raw)
            if isinstance(line, dict):
                yield line


def _keep(request: Mapping[str, Any], built: walls.Walls, watched: _Watched) -> None:
    output, output_in = os.pipe()
    report, report_in = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(output)
        os.close(report)
        _first_inside(request, built, output_in, report_in)
    os.close(output_in)
    os.close(report_in)
    try:
        _watch(first, output, report, watched)
    finally:
        watched.took = time.monotonic() - watched.started
        _end_all(first, watched)
        _drain(output, report, watched)


def _watch(first: int, output: int, report: int, watched: _Watched) -> None:
    """Return when the run is over, by itself or by a limit, or cancelled."""
    ends = {output, report}
    gone = {os.pidfd_open(first)} if hasattr(os, "pidfd_open") else set()
    deadline = watched.started + watched.limits["seconds"]
    looked = 0.0
    while not _has_left(first, watched):
        now = time.monotonic()
        if now >= deadline:
            watched.end("time", f"It was not done after {watched.limits['seconds']:g} s.")
        ready, _, _ = select.select([0, *ends, *gone], [], [], max(0, min(TICK, deadline - now)))
        watched.cancelled = 0 in ready and not os.read(0, 1)
        ends -= {end for end in ends & set(ready) if not _take(end, end == output, watched)}
        if now - looked >= TICK:
            looked = now
            _look_at_memory(first, watched)
        if watched.ended or watched.cancelled:
            return


def _has_left(first: int, watched: _Watched) -> bool:
    pid, status, used = os.wait4(first, os.WNOHANG)
    if pid:
        watched.code = os.waitstatus_to_exitcode(status)
        _count(used.ru_maxrss, watched)
    return bool(pid)


def _take(end: int, is_output: bool, watched: _Watched) -> bool:
    piece = os.read(end, 65536)
    if is_output:
        watched.printed += len(piece)
        watched.output += piece[: max(0, int(watched.limits["output"]) - len(watched.output))]
        if watched.printed > watched.limits["output"]:
            watched.end("output", f"It printed more than {watched.limits['output']} bytes.")
    elif len(watched.report) < KEPT_REPORT:
        watched.report += piece
    return bool(piece)


def _drain(output: int, report: int, watched: _Watched) -> None:
    for end in (output, report):
        os.set_blocking(end, False)
        with suppress(BlockingIOError):
            while not watched.ended and _take(end, end == output, watched):
                pass
        os.close(end)


def _look_at_memory(first: int, watched: _Watched) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    together = 0
    for pid in (first, *_descendants(first)):
        with suppress(OSError, ValueError, IndexError):
            with open(f"/proc/{pid}/statm", encoding="ascii") as file:
                _, resident, shared, *_ = map(int, file.read().split())
            together += (resident - shared) * page
    watched.peak = max(watched.peak, together)
    if together > watched.limits["memory"]:
        watched.end("memory", "Its processes together used more memory than they may.")


def _descendants(of: int) -> set[int]:
    """Every living process below this one, by /proc; none where there is no /proc."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with suppress(OSError, ValueError, IndexError):
            if name.isdigit():
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    parents[int(name)] = int(file.read().rpartition(")")[2].split()[1])
    found: set[int] = set()
    frontier = {of}
    while frontier:
        frontier = {pid for pid, parent in parents.items() if parent in frontier} - found
        found |= frontier
    return found


# Ending


def _end_all(first: int, watched: _Watched) -> None:
    """Kill whatever is left and reap it, so that nothing and no zombie outlives the run.

    In a pid namespace the kernel kills all with its first process. Otherwise orphans have become
    our own children: they are stopped before they are killed, so that none forks on meanwhile.
    """
    if watched.code is None:
        with suppress(ProcessLookupError):
            os.kill(first, signal.SIGKILL)
    give_up = time.monotonic() + 5
    while time.monotonic() < give_up:
        left = _descendants(os.getpid())
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in left:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        try:
            _, _, used = os.wait4(-1, 0 if left else os.WNOHANG)
        except ChildProcessError:
            return
        _count(used.ru_maxrss, watched)


def _count(largest: int, watched: _Watched) -> None:
    watched.peak = max(watched.peak, largest * (1 if sys.platform == "darwin" else 1024))


# The processes inside


def _first_inside(request: Mapping[str, Any], built: walls.Walls, output: int, report: int) -> None:
    """Build the files, start the run, reap all that it leaves, and end as it ended."""
    code = 1
    try:
        if sys.platform == "linux":
            linux.die_with_parent()
            with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
                file.write("1000")
            walls.own_files(built, request["readable"], int(request["job"]["limits"]["disk"]))
        runner = os.fork()
        if runner == 0:
            code = _run(request, built, output, report)
            return
        os.close(output)
        os.close(report)
        os.close(0)
        code = _reap_until(runner)
    except walls.HalfBuilt:
        code = _NO_ROOT
    finally:
        os._exit(code)


def _reap_until(runner: int) -> int:
    while True:
        pid, status = os.wait()
        if pid == runner:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _run(request: Mapping[str, Any], built: walls.Walls, output: int, report: int) -> int:
    """Confine this process, prove it, and do the job. Returns the exit code."""

    def tell(line: Mapping[str, Any]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(report, json.dumps(line, default=str).encode() + b"\n")

    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    for unneeded in (null, output):
        os.close(unneeded)
    job = request["job"]
    try:
        walls.confine(built, job["limits"], request["readable"])
    except walls.CannotConfine as error:
        tell({"refused": str(error)})
        return _CANNOT
    tell({"held": walls.prove(built, job["limits"])})
    os.environ["HOME"] = os.environ["TMPDIR"] = built.folder
    sys.executable, sys.argv = request["python"], [""]
    sys.path[:] = [path for path in sys.path if path != request["package"]] + request["path"]
    inside.work(job, built.folder, tell)
    return 0
