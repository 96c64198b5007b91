"""Code that does harm, run apart: each limit is first shown to hold, then leaned on.

Every test runs with all that this system allows, and again with walls left out, as a container or
an older kernel would: what remains has to hold by itself.
"""

from __future__ import annotations

import inspect
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

import commonground
from commonground.sandbox.job import MB, Check, Job, Limits, Result
from commonground.sandbox.run import OneByOne, environment, limits_here, run

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(os.name != "posix", reason="needs POSIX"),
]
HOME = os.path.expanduser("~")
WAYS = {
    "all walls": (),
    "no files of its own": ("mounts",),
    "no namespaces": ("mounts", "network", "processes_apart", "user_namespace"),
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=WAYS, ids=[way.replace(" ", "-") for way in WAYS])
def way(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return WAYS[request.param]


def job(check: str, files: dict[str, str] | None = None, **limits: float) -> Job:
    given = {"seconds": 10.0, **limits}
    return Job(files or {}, check, limits=Limits(**given))  # type: ignore[arg-type]


def needs(result: Result, name: str) -> None:
    """Skip where this system does not hold the limit; the result has to say so itself."""
    held = {limit.name: limit for limit in result.limits_held}
    assert name in held, result
    if not held[name].held:
        pytest.skip(f"{name}: {held[name].how}")


def living(mark: str) -> list[int]:
    """Processes, zombies too, whose name is the mark."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if Path(f"/proc/{name}/comm").read_text().strip() == mark:
                    found.append(int(name))
            except OSError:
                continue
    return found


# Without /proc inside, a process is named by prctl(PR_SET_NAME).
NAMED = """
import ctypes, os, time
def name(text):
    ctypes.CDLL(None).prctl(15, text.encode(), 0, 0, 0)
"""


# What a run is for


@pytest.mark.parametrize(
    ("outcome", "ok", "message"),
    [
        ("True", True, ""),
        ("None", True, ""),
        ("False", False, "it returned False"),
        ("0", False, "0"),
        ("''", False, "not said"),
        ("'too slow'", False, "too slow"),
        ("1", False, "1"),
    ],
)
async def test_a_check_that_names_its_outcomes_passes_where_they_are_true(
    outcome: str, ok: bool, message: str
) -> None:
    result = await run(job(f"def check():\n    return {{'a': {outcome}, 'b': True}}"))
    assert result.checks == (Check("a", ok, message), Check("b", True))
    assert (result.ok, result.ended) == (ok, "ok" if ok else "failed")


async def test_a_tree_is_imported_checked_and_timed(way: tuple[str, ...]) -> None:
    files = {
        "shop/__init__.py": "from .cart import total\n",
        "shop/cart.py": "def total(prices):\n    print('adding')\n    return sum(prices)\n",
    }
    check = (
        "def check(module):\n    assert module.total([1, 2]) == 3\n"
        "def check_empty(module):\n    return {'none': module.total([]) == 0, 'one': True}\n"
    )
    benchmark = "def benchmark(module):\n    module.total(range(1000))\n"
    result = await run(Job(files, check, benchmark), without=way)
    assert result.checks == (Check("check", True), Check("none", True), Check("one", True))
    assert (result.ok, result.ended, result.note) == (True, "ok", "")
    assert result.output.startswith("adding\nadding\nadding\n")
    assert result.benchmark_seconds is not None
    assert 0 < result.benchmark_seconds < 1
    assert 0 < result.seconds < 10
    assert 4 * MB < result.peak_memory_bytes < 200 * MB


async def test_what_is_wrong_is_said_with_its_line(way: tuple[str, ...]) -> None:
    files = {"main.py": "def half(x):\n    return x / 0\n"}
    check = (
        "def check_sum(module):\n    assert 1 + 1 == 3\n"
        "def check_half(module):\n    module.half(2)\n"
        "def check_no(module):\n    return False\n"
    )
    result = await run(Job(files, check), without=way)
    assert not result.ok
    assert result.ended == "failed"
    assert [check.message for check in result.checks] == [
        "AssertionError: assert 1 + 1 == 3 (check.py, line 2)",
        "ZeroDivisionError: division by zero (main.py, line 2)",
        "it returned False",
    ]


@pytest.mark.parametrize(
    ("files", "check", "message"),
    [
        ({"main.py": "def f(:\n"}, "pass", "SyntaxError: invalid syntax (main.py, line 1)"),
        ({"main.py": "import nowhere\n"}, "pass", "No module named 'nowhere' (main.py, line 1)"),
        ({}, "def check(module): pass", "name one main.py"),
        ({}, "raise SystemExit(0)", "SystemExit: 0"),
        ({}, "def", "SyntaxError: invalid syntax (check.py, line 1)"),
    ],
)
async def test_code_that_does_not_start_fails_with_a_reason(
    files: dict[str, str], check: str, message: str
) -> None:
    result = await run(Job(files, check))
    assert result.ended == "failed"
    assert message in result.checks[0].message


async def test_installed_packages_can_be_used() -> None:
    result = await run(job("import pydantic, anyio\nassert pydantic.VERSION"))
    assert result.ok, result


async def test_leaving_the_process_is_no_pass() -> None:
    result = await run(job("import os\ndef check():\n    os._exit(0)"))
    assert (result.ok, result.ended) == (False, "crashed")
    result = await run(job("import os\ndef check():\n    os.kill(os.getpid(), 11)"))
    assert (result.ok, result.ended) == (False, "crashed") or result.ended == "failed"


# Limits


async def test_an_endless_loop_is_ended(way: tuple[str, ...]) -> None:
    result = await run(job("def check():\n    while True: pass", seconds=0.5), without=way)
    assert (result.ok, result.ended) == (False, "time")
    assert "not done after 0.5 s" in result.note
    assert result.seconds < 3


async def test_processor_time_is_limited(way: tuple[str, ...]) -> None:
    endless = "import signal\ndef check():\n    while True: pass"
    result = await run(job(endless, seconds=20, cpu_seconds=1), without=way)
    assert result.ended == "time" or (result.ended == "crashed" and "SIGKILL" in result.note)
    assert result.seconds < 15


async def test_sleeping_is_ended_too(way: tuple[str, ...]) -> None:
    result = await run(job("import time\ndef check(): time.sleep(60)", seconds=0.3), without=way)
    assert result.ended == "time"


async def test_signals_cannot_be_turned_off(way: tuple[str, ...]) -> None:
    stubborn = (
        "import signal\nfor n in range(1, 65):\n"
        "    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
        "while True: pass"
    )
    assert (await run(job(stubborn, seconds=0.5), without=way)).ended == "time"


async def test_memory_is_limited_for_a_process(way: tuple[str, ...]) -> None:
    result = await run(job("def check():\n    bytearray(2 << 30)", memory=256 * MB), without=way)
    needs(result, "memory")
    assert result.ended == "memory"
    assert result.peak_memory_bytes < 256 * MB


async def test_memory_is_limited_for_all_processes_together(way: tuple[str, ...]) -> None:
    spread = (
        "import os, time\ndef check():\n"
        "    for _ in range(6):\n"
        "        if os.fork() == 0:\n"
        "            kept = bytearray(b'x' * (60 << 20)); time.sleep(30); os._exit(0)\n"
        "    time.sleep(30)\n"
    )
    result = await run(job(spread, memory=200 * MB, seconds=20), without=way)
    needs(result, "memory")
    assert result.ended == "memory"
    assert "together" in result.note


COUNT_FORKS = """
import os, signal, time
def check():
    forked = []
    for _ in range(40):  # bounded: this proves the limit before anything leans on it
        try:
            pid = os.fork()
        except BlockingIOError:
            break
        if pid == 0:
            time.sleep(30); os._exit(0)
        forked.append(pid)
    print(len(forked))
"""
BOMB = "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass\n"


async def test_a_fork_bomb_stays_within_its_processes(way: tuple[str, ...]) -> None:
    proof = await run(job(COUNT_FORKS, processes=8), without=way)
    needs(proof, "processes")
    assert 4 <= int(proof.output) <= 20, proof
    bomb = await run(job(BOMB, processes=8, seconds=1.0), without=way)
    assert bomb.ended in ("time", "memory")
    again = await run(job("def check(): pass"), without=way)
    assert again.ok


async def test_one_process_too_many_is_named() -> None:
    check = (
        "import os\ndef check():\n    for _ in range(40):\n        if not os.fork(): os._exit(0)"
    )
    proof = await run(job(COUNT_FORKS, processes=8))
    needs(proof, "processes")
    result = await run(job(check, processes=8))
    assert result.ended in ("processes", "ok")  # children that are gone, but not reaped, count
    threads = (
        "import threading, time\ndef check():\n    for _ in range(40):\n"
        "        threading.Thread(target=time.sleep, args=(5,), daemon=True).start()"
    )
    assert (await run(job(threads, processes=8))).ended == "processes"


async def test_children_and_zombies_end_with_the_run(way: tuple[str, ...]) -> None:
    mark = f"cg{os.getpid()}z"
    leaving = NAMED + (
        "def check():\n"
        "    for own_session in (False, True):\n"
        "        if os.fork() == 0:\n"
        f"            name('{mark}')\n"
        "            if own_session:\n"
        "                os.setsid()\n"
        "                if os.fork(): os._exit(0)\n"  # an orphan of its own session
        "            os.close(1); os.close(2)\n"
        "            time.sleep(60)\n"
        "    for _ in range(3):\n"
        f"        if os.fork() == 0: name('{mark}'); os._exit(0)\n"  # never reaped
        "    time.sleep(0.2)\n"
        "    print('left')\n"
    )
    result = await run(job(leaving), without=way)
    assert (result.ok, result.output) == (True, "left\n"), result
    assert living(mark) == []


async def test_output_without_end_is_ended_and_cut(way: tuple[str, ...]) -> None:
    endless = "def check():\n    while True: print('x' * 1000)"
    result = await run(job(endless, output=200_000), without=way)
    assert result.ended == "output"
    assert len(result.output) < 21_000
    assert "[cut: " in result.output


async def test_a_report_without_end_is_bounded() -> None:
    flood = (
        "import os\ndef check():\n    while True:\n"
        "        for end in range(3, 20):\n"
        "            try: os.write(end, b'x' * 60000)\n            except OSError: pass\n"
    )
    result = await run(job(flood, seconds=1.0))
    assert result.ended == "time"


async def test_files_are_limited_in_size(way: tuple[str, ...]) -> None:
    large = "def check():\n    with open('large', 'wb') as f:\n        f.write(bytes(3 << 20))"
    result = await run(job(large, file_size=1 * MB), without=way)
    assert result.ended == "space"


async def test_many_files_are_limited_together() -> None:
    many = (
        "def check():\n    for n in range(20):\n"
        "        with open(f'f{n}', 'wb') as f: f.write(bytes(1 << 20))"
    )
    result = await run(job(many, disk=5 * MB))
    needs(result, "disk")
    assert result.ended == "space"


# What is out of reach


def _open_the_way_to(folder: Path) -> None:
    """Let every user into pytest's own folders, so that only a wall keeps the code out."""
    for part in (folder, *folder.parents):
        if "pytest" in str(part) and os.stat(part).st_uid == os.getuid():
            part.chmod(0o755)


@pytest.fixture
def listening() -> Iterator[int]:
    """A server of this machine that notes whether anybody reaches it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


async def test_there_is_no_network_not_even_this_machine(
    way: tuple[str, ...], listening: int
) -> None:
    with socket.create_connection(("127.0.0.1", listening), 5):
        pass  # from here it can be reached
    check = (
        "import socket\ndef check():\n"
        f"    for family, address in ((socket.AF_INET, ('127.0.0.1', {listening})),\n"
        "                            (socket.AF_INET, ('192.0.2.1', 80)),\n"
        "                            (socket.AF_INET6, ('2001:db8::1', 80))):\n"
        "        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n"
        "            try:\n"
        "                with socket.socket(family, kind) as s:\n"
        "                    s.settimeout(2); s.connect(address)\n"
        "            except OSError: continue\n"
        "            raise AssertionError(f'reached {address}')\n"
    )
    result = await run(job(check), without=way)
    needs(result, "network")
    assert result.ok, result


async def test_nothing_outside_is_written(way: tuple[str, ...], tmp_path: Path) -> None:
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    _open_the_way_to(tmp_path)
    open_folder.chmod(0o777)  # so that only a wall keeps it from being written
    places = [
        str(open_folder / "w"),
        "/tmp/../var/tmp/cg-w",
        f"{HOME}/cg-w",
        "/etc/w",
    ]
    check = (
        f"import os\nPLACES = {places!r}\ndef check():\n"
        "    for place in PLACES:\n"
        "        try:\n            with open(place, 'w') as f: f.write('out')\n"
        "        except OSError: continue\n"
        "        raise AssertionError('wrote ' + place)\n"
    )
    result = await run(job(check), without=way)
    needs(result, "files outside")
    assert result.ok, result
    assert list(open_folder.iterdir()) == []
    assert not any(map(os.path.exists, places))


async def test_the_servers_environment_and_data_are_out_of_reach(
    way: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "not-a-real-key-but-private")
    data = tmp_path / "commonground.sqlite"
    data.write_text("a private note")
    _open_the_way_to(tmp_path)
    data.chmod(0o644)
    check = (
        "import os\ndef check():\n"
        "    found = []\n"
        f"    places = [{str(data)!r}] + [f'/proc/{{p}}/{{what}}' "
        "for what in ('environ', 'mem', 'maps')\n"
        f"        for p in ({os.getpid()}, os.getppid(), 'self', 1)]\n"
        "    for place in places:\n"
        "        try:\n            with open(place, 'rb') as f: found.append(f.read(100_000))\n"
        "        except OSError: pass\n"
        "    text = b' '.join(found) + repr(dict(os.environ)).encode()\n"
        "    assert b'private' not in text, text\n"
        "    print(sorted(os.environ))\n"
    )
    result = await run(job(check), without=way)
    needs(result, "files outside")
    assert result.ok, result
    assert "API_KEY" not in result.output


def test_the_environment_is_made_not_filtered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_TOKEN", "t")
    assert "t" not in environment().values()
    assert set(environment()) <= {
        "PATH", "LANG", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE", "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MALLOC_ARENA_MAX", "LD_LIBRARY_PATH",
    }  # fmt: skip


async def test_other_processes_cannot_be_signalled(way: tuple[str, ...]) -> None:
    check = (
        "import os\ndef check():\n"
        f"    try: os.kill({os.getpid()}, 0)\n    except OSError: return\n"
        "    raise AssertionError('it can be signalled')\n"
    )
    result = await run(job(check), without=way)
    needs(result, "other processes")
    assert result.ok, result


async def test_no_privilege_can_be_had(way: tuple[str, ...]) -> None:
    check = (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\ndef check():\n"
        "    assert os.getuid() != 0\n"
        "    for flags in (0x10000000, 0x00020000, 0x20000000):\n"
        "        assert libc.unshare(flags) != 0, hex(flags)\n"
        "    try: os.setuid(0)\n    except OSError: pass\n    else: raise AssertionError('root')\n"
    )
    result = await run(job(check), without=way)
    needs(result, "privileges")
    assert result.ok, result


# The keeper


async def test_cancelling_ends_everything_at_once(way: tuple[str, ...]) -> None:
    mark = f"cg{os.getpid()}c"
    busy = NAMED + (f"name('{mark}')\nif os.fork() == 0: os.setsid()\nwhile True: pass\n")

    async def until_running() -> None:
        while len(living(mark)) < 2:  # noqa: ASYNC110
            await anyio.sleep(0.01)  # nothing tells of another process's name

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lambda: run(job(busy, seconds=60), without=way))
        with anyio.fail_after(20):
            await until_running()
        started = time.monotonic()
        tasks.cancel_scope.cancel()
    assert time.monotonic() - started < 3
    assert living(mark) == []


async def test_a_run_ends_with_its_server(way: tuple[str, ...], tmp_path: Path) -> None:
    """Killed, a server can ask nobody to stop: the keeper sees its input closed."""
    mark = f"cg{os.getpid()}k"
    busy = NAMED + f"name('{mark}')\nif os.fork() == 0: os.setsid()\nwhile True: pass\n"
    _open_the_way_to(tmp_path)
    server = await anyio.open_process(
        [
            sys.executable,
            "-c",
            "import anyio, sys; from commonground.sandbox.job import Job, Limits\n"
            "from commonground.sandbox.run import run\n"
            "job = Job({}, sys.argv[1], limits=Limits(seconds=60))\n"
            "anyio.run(lambda: run(job, without=tuple(sys.argv[2:])))",
            busy,
            *way,
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(inspect.getfile(commonground)).parents[1]),
            "TMPDIR": str(tmp_path),
        },
    )
    with anyio.fail_after(60):  # a busy machine takes long to start an interpreter
        while len(living(mark)) < 2:  # noqa: ASYNC110
            await anyio.sleep(0.01)
        server.kill()
        await server.aclose()
        while living(mark) or os.listdir(tmp_path):  # noqa: ASYNC110
            await anyio.sleep(0.01)


async def test_runs_do_not_wait_for_each_other() -> None:
    sleeping = job("import time\ndef check(): time.sleep(1)")
    started = time.monotonic()
    results: list[Result] = []

    async def one() -> None:
        results.append(await run(sleeping))

    async with anyio.create_task_group() as tasks:
        for _ in range(4):
            tasks.start_soon(one)
    assert [result.ok for result in results] == [True] * 4
    assert time.monotonic() - started < 3.5


async def test_trees_are_measured_one_after_the_other() -> None:
    """Each run prints when it began and ended by the same clock."""
    check = (
        "import time\ndef check():\n"
        "    print(time.monotonic()); time.sleep(0.1); print(time.monotonic())"
    )
    runner = OneByOne(Limits(seconds=10))
    spans: list[list[float]] = []

    async def one() -> None:
        result = await runner({}, check, None)
        spans.append([float(line) for line in result["output"].split()])

    async with anyio.create_task_group() as tasks:
        for _ in range(3):
            tasks.start_soon(one)
    spans.sort()
    assert len(spans) == 3
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


async def test_nothing_of_a_run_is_left_on_the_disk(
    way: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    _open_the_way_to(tmp_path)
    await run(
        job("import os\ndef check():\n    os.makedirs('a/b'); open('a/b/c', 'w').close()"),
        without=way,
    )
    assert os.listdir(tmp_path) == []


ORDINARY = """
import json, sys
import anyio
from commonground.sandbox.job import Job, Limits
from commonground.sandbox.run import limits_here, run

check = '''
import os
def check():
    assert os.getuid() == 65534
    try: open(%r).read()
    except OSError: pass
    else: raise AssertionError("it read the data")
def check_threads():
    import threading, time
    for _ in range(40): threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
''' % sys.argv[1]

async def main():
    for without in ((), ("mounts",), ("user_namespace",)):
        limits = Limits(processes=8)
        held = {limit.name: limit.held for limit in await limits_here(limits)}
        result = await run(Job({}, check, limits=limits), without=without)
        checks = [(check.name, check.ok) for check in result.checks]
        print(json.dumps([held, result.ended, checks]))

anyio.run(main)
"""


LINKED = """
import anyio
from commonground.sandbox.job import Job
from commonground.sandbox.run import run

check = "import decimal, email.mime.text, sys; print(sys.base_prefix)"
print(anyio.run(lambda: run(Job({}, check))))
"""


def test_a_python_that_is_reached_through_a_link_finds_its_library(tmp_path: Path) -> None:
    """As uv and others install it: a folder named after 3.11 that links to the one of 3.11.7."""
    link = tmp_path / "python3"
    link.symlink_to(sys.base_prefix)
    python = link / "bin" / "python{}.{}".format(*sys.version_info)
    places = [Path(inspect.getfile(module)).parents[1] for module in (commonground, anyio)]
    environ = {"PYTHONPATH": os.pathsep.join(map(str, places))}
    done = subprocess.run(
        [python, "-c", LINKED], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ok=True" in done.stdout
    assert f"output='{link}" in done.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="all the other tests run as an ordinary user then")
def test_an_ordinary_users_server_confines_as_well(tmp_path: Path) -> None:
    """Root has user ids to spare; anybody else needs a user namespace, or Landlock and a filter."""
    data = tmp_path / "private"
    data.write_text("a note")
    data.chmod(0o644)
    _open_the_way_to(tmp_path)
    places = [Path(inspect.getfile(module)).parents[1] for module in (commonground, anyio)]
    done = subprocess.run(
        ["/usr/bin/env", "PATH=/usr/bin:/usr/local/bin", "python3", "-c", ORDINARY, str(data)],
        env={"PYTHONPATH": os.pathsep.join(map(str, places)), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    if "PermissionError" in done.stderr or "No module named" in done.stderr:
        pytest.skip("no Python or no source here that another user may read")
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        held, ended, checks = json.loads(line)
        if held["files outside"] and held["processes"]:
            assert ended == "processes"
            assert checks == [["check", True], ["check_threads", False]]


async def test_a_root_that_cannot_be_finished_is_done_without() -> None:
    """The old root is gone by then, so the run begins again and never goes on in between."""
    result = await run(job("def check(): print('once')"), without=("files",))
    held = {limit.name: limit.held for limit in result.limits_held}
    assert (result.ok, result.output, held["disk"]) == (True, "once\n", False)


async def test_walls_that_do_not_stand_are_named() -> None:
    none = ("mounts", "network", "processes_apart", "user_namespace", "landlock", "calls")
    result = await run(job("def check(): pass"), without=none)
    held = {limit.name: limit for limit in result.limits_held}
    assert result.ok
    assert not held["network"].held
    assert not held["files outside"].held
    assert "left out" in held["files outside"].how


async def test_a_tree_without_room_is_said() -> None:
    result = await run(Job({"main.py": "x = 1\n" * 5000}, "pass", limits=Limits(disk=1)))
    needs(result, "disk")
    assert result.ended == "space"
    assert "No space left" in result.checks[0].message


async def test_this_system_says_what_holds() -> None:
    held = {limit.name: limit for limit in await limits_here()}
    assert set(held) >= {"time", "memory", "processes", "output", "network", "files outside"}
    assert held["time"].held
    assert all(limit.how for limit in held.values())
    print(
        "\n"
        + "\n".join(f"{x.name:16} {'yes' if x.held else 'NO ':4} {x.how}" for x in held.values())
    )
