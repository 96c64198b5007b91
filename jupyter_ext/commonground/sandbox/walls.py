"""What confines a run: each wall is tried where the system allows it, and proved from within.

Three processes pass here in turn. The keeper calls ``enter_namespaces`` and ``choose_user``; its
child, which is process 1 of a pid namespace where there is one, calls ``own_files``; and that one's
child, in which the code will run, calls ``confine`` and then ``prove``. Knows no check.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from . import linux

JOB = "/job"
"""Where the tree lies inside files of its own."""
_SPARE_USERS = range(61184, 65520)
"""User ids that no system gives to a person or service for long (systemd's dynamic range)."""
_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_FORBIDDEN = "/var"
"""A folder of every system that no wall leaves readable; `prove` tries it."""


class CannotConfine(Exception):
    """There is no safe way to run here; the message says why and what to do."""


@dataclass(slots=True)
class Walls:
    """Which walls stand so far, and why one doesn't."""

    network: bool = False
    processes_apart: bool = False
    user_namespace: bool = False
    left_out: frozenset[str] = frozenset()
    files: str = ""
    calls: bool = False
    user: int = field(default_factory=os.getuid)
    others: int = 0
    folder: str = ""
    reasons: dict[str, str] = field(default_factory=dict)

    def attempt(self, name: str, act: Callable[[], None]) -> bool:
        """Whether ``act`` worked; the reason is kept where it did not. Not tried if left out."""
        if name in self.left_out:
            self.reasons[name] = "left out"
            return False
        try:
            act()
        except (OSError, AttributeError, KeyError, ValueError) as error:
            self.reasons[name] = str(error)
            return False
        return True


# The keeper


def enter_namespaces(walls: Walls) -> None:
    """New network, IPC and pid namespaces: as root directly, else within a user namespace."""
    if os.getuid() != 0:
        walls.user_namespace = walls.attempt("user_namespace", _enter_user_namespace)
    walls.network = walls.attempt(
        "network", lambda: linux.unshare(linux.CLONE_NEWNET | linux.CLONE_NEWIPC)
    )
    walls.processes_apart = walls.attempt(
        "processes_apart", lambda: linux.unshare(linux.CLONE_NEWPID)
    )


def _enter_user_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    linux.unshare(linux.CLONE_NEWUSER)
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)


def choose_user(walls: Walls, folder: str) -> None:
    """Whom the code runs as: for root a user id that nobody uses, else who we are.

    Must be called before ``own_files``, while /proc shows every process.
    """
    if os.getuid() == 0:
        used = _users_of_processes()
        start = os.getpid() % len(_SPARE_USERS)
        order = [*_SPARE_USERS[start:], *_SPARE_USERS[:start]]
        walls.user = next(user for user in order if user not in used)
        os.chown(folder, walls.user, walls.user)
    elif not walls.user_namespace:
        walls.others = _threads_of(os.getuid())
    walls.folder = folder


def _users_of_processes() -> set[int]:
    users = set()
    for name in os.listdir("/proc"):
        with suppress(OSError):
            if name.isdigit():
                users.add(os.stat(f"/proc/{name}").st_uid)
    return users


def _threads_of(user: int) -> int:
    threads = 0
    for name in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with suppress(OSError):
            if name.isdigit() and os.stat(f"/proc/{name}").st_uid == user:
                threads += len(os.listdir(f"/proc/{name}/task"))
    return threads


# The first process inside


class HalfBuilt(Exception):
    """The old root is gone and the new one is not whole: start again without."""


def own_files(walls: Walls, readable: Iterable[str], disk: int) -> None:
    """A root of its own in memory: system and interpreter read-only, JOB to write, nothing else.

    No /proc, so that no other process's environment can be read even by the same user. The mount
    namespace is this process's own: in the keeper's the change would take the keeper along.
    Raises HalfBuilt.
    """
    if not walls.attempt("mounts", _begin_root):
        return
    if not walls.attempt("files", lambda: _fill_root(walls, readable, disk)):
        raise HalfBuilt(walls.reasons["files"])
    walls.files, walls.folder = "root", JOB


_GUARDED = linux.MS_NOSUID | linux.MS_NODEV


def _begin_root() -> None:
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", "/tmp", "tmpfs", _GUARDED, "size=1m,nr_inodes=2000,mode=755")
    try:
        os.mkdir("/tmp/old")
        linux.pivot_root("/tmp", "/tmp/old")
    except OSError:
        linux.unmount("/tmp")
        raise


def _fill_root(walls: Walls, readable: Iterable[str], disk: int) -> None:
    os.chdir("/")
    for path in (*_SYSTEM, *readable):
        _show(path, read_only=True)
    for path in _DEVICES:
        _show(path, read_only=False)
    os.mkdir(JOB)
    linux.mount("tmpfs", JOB, "tmpfs", _GUARDED, f"size={disk},nr_inodes=4096,mode=700")
    for path in ("/tmp", "/dev/shm"):
        if not os.path.lexists(path):  # a Python below /tmp has made one that can't be written
            os.symlink(JOB, path)
    if os.getuid() == 0:
        os.chown(JOB, walls.user, walls.user)
    linux.unmount("/old")
    os.rmdir("/old")
    linux.mount("", "/", flags=linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY | _GUARDED)


def _show(path: str, *, read_only: bool) -> None:
    """Bind a path of the old root to the same place in the new one, if it is there."""
    old = _found("/old", path)
    if os.path.lexists(path) or old is None:
        return
    os.makedirs(os.path.dirname(path), mode=0o755, exist_ok=True)
    if os.path.islink("/old" + path) and path in _SYSTEM:
        os.symlink(os.readlink("/old" + path), path)
        return
    if os.path.isdir(old):
        os.mkdir(path)
    else:
        with open(path, "w", encoding="ascii"):
            pass
    linux.mount(old, path, flags=linux.MS_BIND | linux.MS_REC)
    if read_only:
        linux.read_only(path)


def _found(root: str, path: str) -> str | None:
    """Where a path is below ``root`` once its links are followed as they lead from there."""
    left, at = [part for part in path.split("/") if part][::-1], ""
    for _ in range(200):
        if not left:
            return root + at
        part = left.pop()
        here = os.path.normpath(f"{at}/{part}")
        if not os.path.lexists(root + here):
            return None
        if os.path.islink(root + here):
            target = os.readlink(root + here)
            left += [name for name in target.split("/") if name][::-1]
            at = "" if target.startswith("/") else at
        else:
            at = "" if here == "/" else here
    return None


# The process in which the code runs


def confine(walls: Walls, limits: Mapping[str, Any], readable: Iterable[str]) -> None:
    """Limit this process and all that it will start. Raises CannotConfine rather than stay root."""
    os.setsid()
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 256)
    _limit(resource.RLIMIT_FSIZE, int(limits["file_size"]))
    _limit(resource.RLIMIT_AS, int(limits["memory"]))
    _limit(resource.RLIMIT_NPROC, walls.others + int(limits["processes"]))
    _limit(resource.RLIMIT_CPU, int(limits["cpu_seconds"]), spare=1)
    with suppress(OSError):
        os.nice(5)
    if walls.user != os.getuid():
        _become(walls.user)
    if sys.platform == "linux":
        walls.attempt("privileges", linux.drop_capabilities)
        walls.attempt("privileges", linux.no_new_privileges)
        if not walls.files and walls.attempt(
            "landlock", lambda: _restrict_files(readable, walls.folder)
        ):
            walls.files = "landlock"
        walls.calls = walls.attempt("calls", linux.filter_calls)
        if not walls.processes_apart:
            linux.die_with_parent()
    os.chdir(walls.folder)


def _become(user: int) -> None:
    try:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError as error:
        raise CannotConfine(
            f"This server runs as root and may not become another user ({error.strerror}). "
            "Start it as an ordinary user to run code."
        ) from error


def _restrict_files(readable: Iterable[str], folder: str) -> None:
    system = [path for path in (*_SYSTEM, *readable, *_DEVICES) if os.path.exists(path)]
    # Writing to a device needs the right to write it, which is harmless for these.
    linux.landlock(system, [folder, *(path for path in _DEVICES if os.path.exists(path))])


def _limit(kind: int, value: int, spare: int = 0) -> None:
    _, hard = resource.getrlimit(kind)
    most = value + spare if hard == resource.RLIM_INFINITY else min(hard, value + spare)
    resource.setrlimit(kind, (min(value, most), most))


# What holds, tried from within


def prove(walls: Walls, limits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What holds here, by trying it from where the code will run: name, held, how."""
    linux_here = sys.platform == "linux"
    seconds, memory = limits["seconds"], _megabytes(limits["memory"])
    return [
        _held("time", True, f"ended by its keeper after {seconds:g} s"),
        _held("processor", True, f"{limits['cpu_seconds']} s for each process"),
        _held(
            "memory",
            linux_here,
            f"{memory} for each process, and for all together as seen every 0.1 s"
            if linux_here
            else "this system does not enforce it",
        ),
        _processes(walls, limits),
        _held("file size", True, f"{_megabytes(limits['file_size'])} for each file"),
        _held(
            "disk",
            walls.files == "root",
            f"{_megabytes(limits['disk'])} in all"
            if walls.files == "root"
            else "only each file's size and the time bound it",
        ),
        _held("output", True, f"ended after {_megabytes(limits['output'])}"),
        _network(walls),
        _files(walls),
        _others(walls),
        _user(walls),
    ]


def _held(name: str, held: bool, how: str) -> dict[str, Any]:
    return {"name": name, "held": held, "how": how}


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:g} MB"


def _why(walls: Walls, *names: str) -> str:
    reasons = [walls.reasons[name] for name in names if name in walls.reasons]
    return f"not on this system ({'; '.join(reasons)})" if reasons else "not on this system"


def _processes(walls: Walls, limits: Mapping[str, Any]) -> dict[str, Any]:
    soft, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    most = int(limits["processes"])
    held = os.getuid() != 0 and soft == walls.others + most
    how = f"{most} at once, threads included"
    if walls.others:
        how += f"; the server's own {walls.others} count too, so some more may be possible"
    return _held("processes", held, how)


def _network(walls: Walls) -> dict[str, Any]:
    if not _refused(_reach_out):
        return _held("network", False, _why(walls, "network", "calls"))
    if walls.network:
        return _held("network", True, "none: a network namespace of its own, and empty")
    if walls.calls:
        return _held("network", True, "none: sockets are refused, except local ones")
    return _held("network", False, "this machine has none now; nothing else keeps it off")


def _reach_out() -> None:
    # TEST-NET-1 (RFC 5737): for a datagram socket, connecting sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))


def _files(walls: Walls) -> dict[str, Any]:
    if not walls.files or not _refused(lambda: os.listdir(_FORBIDDEN)):
        how = "only what its user id may not read or write is out of its reach"
        return _held("files outside", False, f"{how}: {_why(walls, 'mounts', 'landlock')}")
    means = {"root": "a root of its own", "landlock": "Landlock"}[walls.files]
    return _held("files outside", True, f"system and Python to read, its folder to write: {means}")


def _others(walls: Walls) -> dict[str, Any]:
    if walls.processes_apart and os.getppid() == 1:
        return _held("other processes", True, "it sees and ends only its own")
    if walls.user in _SPARE_USERS:
        return _held("other processes", True, "it can't end those of other users")
    if walls.files == "landlock" and linux.landlock_version() >= 6:
        return _held("other processes", True, "it can't signal any but its own: Landlock")
    return _held("other processes", False, _why(walls, "processes_apart"))


def _user(walls: Walls) -> dict[str, Any]:
    held = os.getuid() != 0 and _refused(lambda: os.setuid(0)) and "privileges" not in walls.reasons
    whose = "which nobody else uses" if walls.user in _SPARE_USERS else "the server's own"
    filtered = "; dangerous system calls refused" if walls.calls else ""
    return _held("privileges", held, f"none, as user id {walls.user}, {whose}{filtered}")


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError:
        return True
    return False
