"""What is run, within which limits, and what came of it. Values only: knows no process.

The wire shapes stand beside the values; ``Result.from_wire`` trusts nothing that it reads, since
code in the sandbox can write there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal, cast, get_args

from ..errors import InvalidCommand

MB = 1024 * 1024
MAX_FILES = 200
MAX_TREE = 2 * MB
"""Characters that all files, the check and the benchmark may have together."""
KEPT_OUTPUT = 20_000
"""Characters of output that a result keeps; what comes after them is counted, not kept."""
KEPT_MESSAGE = 4_000
MAX_CHECKS = 200

Ended = Literal[
    "ok", "failed", "crashed", "time", "memory", "output", "processes", "space", "refused"
]
"""How a run ended. ``ok``: all checks passed. ``failed``: one did not, or the code raised.
``crashed``: the process died by a signal or left. ``refused``: it was not started, since the
system gives no way to start it safely. The others name the limit that ended it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. Bytes, seconds, and how many processes and threads at once."""

    seconds: float = 10.0
    cpu_seconds: int = 10
    memory: int = 512 * MB
    processes: int = 16
    file_size: int = 16 * MB
    disk: int = 64 * MB
    output: int = 1 * MB

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not (math.isfinite(value) and value > 0):
                raise InvalidCommand(
                    f"The limit {name} is {value!r}.", "Give each limit a number above 0."
                )


@dataclass(frozen=True, slots=True)
class Job:
    """A tree of files by relative path, and the check that it has to pass.

    ``check`` is Python source. It runs beside the tree, so it can import what the tree holds, and
    ``module`` is the tree's own module (``main``, or its only one at the top). Each function of
    it whose name is ``check`` or begins with ``check_`` or ``test_`` is a check; one that takes
    an argument is given the module. A check fails by raising (``assert`` does) or by returning
    False, and may return a mapping of names to True, False or what is wrong. Source without such
    a function is one check. ``benchmark`` is source with ``benchmark()`` or ``benchmark(module)``,
    or statements to be timed.
    """

    files: Mapping[str, str]
    check: str
    benchmark: str | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if len(self.files) > MAX_FILES:
            raise InvalidCommand(
                f"The tree has {len(self.files)} files.", f"Run at most {MAX_FILES}."
            )
        for path in self.files:
            _check_path(path)
        _check_no_file_is_a_folder(self.files)
        size = sum(map(len, self.files.values())) + len(self.check) + len(self.benchmark or "")
        if size > MAX_TREE:
            raise InvalidCommand(
                f"The tree has {size} characters.",
                f"Run at most {MAX_TREE} at once.",
                too_large=True,
            )

    def to_wire(self) -> dict[str, Any]:
        """The JSON that the keeper process reads."""
        return {
            "files": dict(self.files),
            "check": self.check,
            "benchmark": self.benchmark,
            "limits": asdict(self.limits),
        }


def _check_path(path: str) -> None:
    parts = PurePosixPath(path).parts
    fine = (
        0 < len(path) <= 200
        and path == PurePosixPath(path).as_posix()
        and not path.startswith("/")
        and not {"..", "."} & set(parts)
        and path.isprintable()
        and "\\" not in path
    )
    if not fine:
        raise InvalidCommand(
            f"{path[:200]!r} is no path inside the tree.",
            "Use a relative path with '/' between its parts and without '..'.",
        )


def _check_no_file_is_a_folder(files: Mapping[str, str]) -> None:
    folders = {str(parent) for path in files for parent in PurePosixPath(path).parents}
    if both := sorted(folders & set(files)):
        raise InvalidCommand(
            f"{both[0]!r} is a file and a folder of this tree.", "Rename one of them."
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One check's outcome; ``message`` says what was wrong, and is empty where nothing was."""

    name: str
    ok: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A limit and whether it holds on this system, with the means or the reason."""

    name: str
    held: bool
    how: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    ``seconds`` is the checks' time by the clock, ``benchmark_seconds`` the best of the
    benchmark's rounds. ``peak_memory_bytes`` is the largest resident size seen of all processes
    together or of one alone, the interpreter's own included (about 15 MB). ``output`` is what was
    printed, cut at KEPT_OUTPUT. ``note`` says in a sentence why it ended, where it isn't ``ok``.
    """

    ok: bool
    checks: tuple[Check, ...]
    seconds: float
    benchmark_seconds: float | None
    peak_memory_bytes: int
    output: str
    ended: Ended
    note: str
    limits_held: tuple[Held, ...]

    def to_wire(self) -> dict[str, Any]:
        """The JSON that is kept and shown."""
        return asdict(self)

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Result:
        """Read what a keeper answered, whose parts may come from the code that was run."""
        ended = wire.get("ended")
        checks = tuple(map(_check, _list(wire.get("checks"))[:MAX_CHECKS]))
        fine = ended == "ok" and bool(checks) and all(check.ok for check in checks)
        known = cast(Ended, ended if ended in get_args(Ended) else "crashed")
        benchmark = wire.get("benchmark_seconds")
        return cls(
            ok=fine,
            checks=checks,
            seconds=_number(wire.get("seconds")),
            benchmark_seconds=None if benchmark is None else _number(benchmark),
            peak_memory_bytes=int(_number(wire.get("peak_memory_bytes"))),
            output=cut(str(wire.get("output", "")), KEPT_OUTPUT),
            ended="failed" if known == "ok" and not fine else known,
            note=cut(str(wire.get("note", "")), KEPT_MESSAGE),
            limits_held=tuple(map(_held, _list(wire.get("limits_held")))),
        )


def cut(text: str, most: int) -> str:
    """The text's beginning, and how much is missing, where it is longer than ``most``."""
    if len(text) <= most:
        return text
    return f"{text[:most]}\n[cut: {len(text) - most} more characters]"


def _list(value: object) -> list[Mapping[str, Any]]:
    items = value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _check(wire: Mapping[str, Any]) -> Check:
    return Check(
        cut(str(wire.get("name", "check")), 200),
        wire.get("ok") is True,
        cut(str(wire.get("message", "")), KEPT_MESSAGE),
    )


def _held(wire: Mapping[str, Any]) -> Held:
    return Held(str(wire.get("name", "")), wire.get("held") is True, str(wire.get("how", "")))


def _number(value: object) -> float:
    if isinstance(value, int | float) and math.isfinite(value) and value >= 0:
        return float(value)
    return 0.0
