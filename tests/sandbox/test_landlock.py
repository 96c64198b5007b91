"""What Landlock alone keeps a process from, whatever the other walls do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from commonground.sandbox.linux import landlock_version

SCOPED = 6
"""The version of Landlock from which on sockets and signals can be kept inside."""
CHILD = """
import os, socket, sys
from commonground.sandbox.linux import landlock
landlock(["/"], [sys.argv[1]])
def tried(work):
    try:
        work()
    except OSError as error:
        return type(error).__name__
    return "done"
def connect():
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("\\0" + sys.argv[2])
def signal(process):
    return lambda: os.kill(process, 0)
print(tried(connect), tried(signal(int(sys.argv[3]))), tried(signal(os.getpid())))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or landlock_version() < SCOPED, reason="needs Landlock's sixth version"
)
def test_no_abstract_socket_and_no_process_outside_is_reached(tmp_path: Path) -> None:
    name = f"commonground-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0{name}")
        server.listen()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path), name, str(os.getpid())],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.split() == ["PermissionError", "PermissionError", "done"], done.stderr
