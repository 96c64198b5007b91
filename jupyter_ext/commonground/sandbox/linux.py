"""Linux system calls that Python's library lacks: namespaces, mounts, Landlock, seccomp, prctl.

Each function makes one call and raises OSError where it fails; importing this does nothing, on any
system. Knows no policy: walls.py decides what is called. Numbers are from the kernel's headers.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from collections.abc import Iterable

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT = 1, 2, 4, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MNT_DETACH = 2

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_CHILD_SUBREAPER = 1, 4, 38, 36
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2

_MACHINE = platform.machine()
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_MOUNT_SETATTR = 442
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _syscall(what: str, number: int, *arguments: object) -> int:
    return _done(_libc().syscall(ctypes.c_long(number), *arguments), what)


def unshare(flags: int) -> None:
    """Leave the named namespaces for new ones; a new pid namespace takes the next child."""
    _done(_libc().unshare(flags), "unshare")


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """mount(2)."""
    words = [word.encode() or None for word in (source, target, kind, options)]
    done = _libc().mount(words[0], words[1], words[2], ctypes.c_ulong(flags), words[3])
    _done(done, f"mount {target}")


def read_only(path: str) -> None:
    """Make a mount, and all below it, read-only without touching its other flags (Linux 5.12)."""
    attributes = struct.pack("QQQQ", 0x1 | 0x2, 0, 0, 0)  # MOUNT_ATTR_RDONLY | NOSUID
    at, recursive = ctypes.c_int(-100), ctypes.c_uint(0x8000)  # AT_FDCWD, AT_RECURSIVE
    size = ctypes.c_size_t(len(attributes))
    _syscall("mount_setattr", _MOUNT_SETATTR, at, path.encode(), recursive, attributes, size)


def pivot_root(new: str, old: str) -> None:
    """Make ``new`` the root; the former one is found at ``old``."""
    if _MACHINE not in _PIVOT_ROOT:
        raise OSError(f"pivot_root: no number known for {_MACHINE}")
    _syscall("pivot_root", _PIVOT_ROOT[_MACHINE], new.encode(), old.encode())


def unmount(path: str) -> None:
    """Detach a mount at once; it goes when nothing uses it any more."""
    _done(_libc().umount2(path.encode(), MNT_DETACH), f"umount {path}")


def _prctl(what: str, option: int, *arguments: int) -> None:
    words = [ctypes.c_ulong(word) for word in (*arguments, 0, 0, 0, 0)[:4]]
    _done(_libc().prctl(option, *words), what)


def die_with_parent(signal: int = 9) -> None:
    """Have the kernel send ``signal`` here when the parent (the thread that forked) is gone.

    A change of user id forgets it: call it afterwards.
    """
    _prctl("PR_SET_PDEATHSIG", _PR_SET_PDEATHSIG, signal)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends."""
    _prctl("PR_SET_CHILD_SUBREAPER", _PR_SET_CHILD_SUBREAPER, 1)


def no_new_privileges() -> None:
    """From here on no set-user-id program and no file capability gives anything."""
    _prctl("PR_SET_NO_NEW_PRIVS", _PR_SET_NO_NEW_PRIVS, 1)


def not_dumpable() -> None:
    """Other processes of this user may not look into this one's memory or environment."""
    _prctl("PR_SET_DUMPABLE", _PR_SET_DUMPABLE, 0)


def drop_capabilities() -> None:
    """Give up every capability of this process."""
    header = struct.pack("Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    _done(_libc().capset(header, struct.pack("6I", *[0] * 6)), "capset")


# Landlock: a process restricts itself to files below given folders.

_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_READING = _EXECUTE | _READ_FILE | _READ_DIR
_FIRST_ABI = (1 << 13) - 1


def landlock_version() -> int:
    """The kernel's Landlock ABI, 0 where it has none."""
    try:
        size, flags = ctypes.c_size_t(0), ctypes.c_uint(1)
        return _syscall("landlock", _LANDLOCK_CREATE, None, size, flags)
    except OSError:
        return 0


def landlock(readable: Iterable[str], writable: Iterable[str]) -> None:
    """Allow this process and its children only these folders, no TCP and no signals outwards.

    TCP is closed from ABI 4, abstract sockets and signals to processes outside from ABI 6.
    """
    version = landlock_version()
    if version < 1:
        raise OSError("landlock: this kernel has none")
    files = _FIRST_ABI | sum(
        right for since, right in ((2, 1 << 13), (3, 1 << 14), (5, 1 << 15)) if version >= since
    )
    network = 0b11 if version >= 4 else 0
    scoped = 0b11 if version >= 6 else 0
    words = [files, *([network] if version >= 4 else []), *([scoped] if version >= 6 else [])]
    attributes = struct.pack(f"{len(words)}Q", *words)
    size, none = ctypes.c_size_t(len(attributes)), ctypes.c_uint(0)
    rules = _syscall("landlock", _LANDLOCK_CREATE, attributes, size, none)
    try:
        for path in readable:
            _landlock_allow(rules, path, files & _READING)
        for path in writable:
            _landlock_allow(rules, path, files)
        _syscall("landlock", _LANDLOCK_RESTRICT, ctypes.c_int(rules), none)
    finally:
        os.close(rules)


def _landlock_allow(rules: int, path: str, rights: int) -> None:
    if not os.path.isdir(path):
        rights &= _EXECUTE | _READ_FILE | 1 << 1 | 1 << 14  # what a file can grant
    file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, file)
        kind, none = ctypes.c_int(1), ctypes.c_uint(0)
        _syscall("landlock", _LANDLOCK_ADD, ctypes.c_int(rules), kind, rule, none)
    finally:
        os.close(file)


# seccomp: a filter over system calls, as a small BPF program.

_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3, _IO_URING = 435, (425, 426, 427)
_REFUSED = {
    # ptrace, mount, umount2, pivot_root, unshare, setns, bpf, perf_event_open, keyctl, add_key,
    # request_key, userfaultfd, process_vm_readv, process_vm_writev, kexec_load, init_module,
    # finit_module, open_by_handle_at
    "x86_64": (101, 165, 166, 155, 272, 308, 321, 298, 250, 248, 249, 323, 310, 311, 246, 175,
               313, 304),
    "aarch64": (117, 40, 39, 41, 97, 268, 280, 241, 219, 217, 218, 282, 270, 271, 104, 105,
                273, 265),
}  # fmt: skip
_LOAD, _EQUAL, _ANY, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _EACCES, _ENOSYS = 1, 13, 38


def _program() -> list[tuple[int, int, int, int]]:
    """(code, jump if true, jump if false, operand); each question is followed by its answer."""
    ask: list[tuple[int, int, int, int]] = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _ARCH[_MACHINE]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
    ]
    if _MACHINE == "x86_64":  # the x32 numbers reach the same calls
        ask += [(_AT_LEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _ERRNO | _ENOSYS)]
    for number in (*_REFUSED[_MACHINE], *_IO_URING):
        ask += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | _EPERM)]
    # clone3 hides its flags in memory; told that it isn't there, libraries use clone.
    ask += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERRNO | _ENOSYS)]
    ask += [
        (_EQUAL, 0, 3, _CLONE[_MACHINE]),
        (_LOAD, 0, 0, 16),
        (_ANY, 0, 1, CLONE_NEWUSER),
        (_RETURN, 0, 0, _ERRNO | _EPERM),
        (_LOAD, 0, 0, 0),
        # A socket may only be AF_UNIX (1).
        (_EQUAL, 0, 3, _SOCKET[_MACHINE]),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 1, 0, 1),
        (_RETURN, 0, 0, _ERRNO | _EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return ask


def filter_calls() -> None:
    """No sockets but local ones, no namespaces, no looking into other processes. For good.

    Needs ``no_new_privileges()`` first. Raises OSError where the machine or kernel can't.
    """
    if _MACHINE not in _ARCH:
        raise OSError(f"seccomp: no filter known for {_MACHINE}")
    program = _program()
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    whole = struct.pack("@HP", len(program), ctypes.addressof(code))
    words = ctypes.create_string_buffer(whole)
    _prctl("seccomp", _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(words))
