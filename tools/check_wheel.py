"""Install a built wheel the way a user does, on a machine without Node, and use its server.

It proves the wheel rather than the clone: a fresh environment, pinned dependencies, none of the
clone's paths, and nothing of this person's Jupyter configuration.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".cache" / "uv" / "bin" / "uv"
PINS = ROOT / "requirements" / "base.txt"
STRAY = ("ANTHROPIC", "COMMONGROUND", "CONDA", "JUPYTER", "PYTHON", "VIRTUAL_ENV", "XDG_")
START_SECONDS = 60.0
STOP_SECONDS = 15.0


class CheckError(Exception):
    """The wheel doesn't do what it should; the message says what was seen."""


def say(line: str) -> None:
    print(line, flush=True)


def bare_environment(home: Path, bin_dir: Path) -> dict[str, str]:
    """The environment of a user without Node whose home holds no Jupyter configuration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(STRAY)}
    # Only what is needed, by link: Debian puts node beside everything else in /usr/bin.
    tools = home / "tools"
    tools.mkdir()
    for name in ("sh", "bash", "env", "uname", "git"):
        found = shutil.which(name)
        if found:
            (tools / name).symlink_to(found)
    path = f"{bin_dir}{os.pathsep}{tools}"
    for name in ("node", "npm"):
        if shutil.which(name, path=path):
            raise CheckError(f"`{name}` is still on the path, so this would prove nothing.")
    return {**kept, "PATH": path, "HOME": str(home)}


def install(wheel: Path, prefix: Path) -> None:
    python = prefix / "bin" / "python"
    commands: tuple[list[str | Path], ...] = (
        [UV, "venv", "--quiet", "--python", sys.executable, prefix],
        [UV, "pip", "sync", "--quiet", "--python", python, "--require-hashes", PINS],
        [UV, "pip", "install", "--quiet", "--python", python, "--no-deps", wheel],
        # Fails when the pins no longer satisfy what the wheel asks for.
        [UV, "pip", "check", "--quiet", "--python", python],
    )
    for command in commands:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise CheckError(f"`{' '.join(map(str, command[:4]))}` failed:\n{done.stdout}")


def expect_listed(command: list[str], line_with: tuple[str, ...], env: dict[str, str]) -> None:
    """One line of the command's answer has all these words."""
    done = subprocess.run(
        [shutil.which(command[0], path=env["PATH"]) or command[0], *command[1:]],
        env=env,
        cwd=env["HOME"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    lines = done.stdout.splitlines()
    if not any(all(word in line for word in line_with) for line in lines):
        raise CheckError(f"`{' '.join(command)}` has no line with {line_with}:\n{done.stdout}")
    say(f"  {' '.join(command)}: {' '.join(line_with)}")


@contextlib.contextmanager
def server(env: dict[str, str], token: str) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """A Jupyter server of that environment on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(env["HOME"])
    served = home / "notebooks"
    served.mkdir()
    log = home / "server.log"
    command: list[str | Path] = [
        Path(env["PATH"].partition(os.pathsep)[0]) / "jupyter-server",
        *["--no-browser", "--allow-root", f"--ServerApp.root_dir={served}"],
        *["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"],
    ]
    with (
        log.open("wb") as sink,
        subprocess.Popen(
            command,
            cwd=served,
            env={**env, "JUPYTER_TOKEN": token},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield process, f"http://127.0.0.1:{port}", log
        finally:
            if process.poll() is None:
                process.kill()


def fetch(url: str, token: str | None) -> tuple[int, bytes]:
    headers = {"Authorization": f"token {token}"} if token else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=10
        ) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def status_of(base: str, token: str, process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    """The status route's answer, once the server answers at all."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        if process.poll() is not None:
            raise CheckError(f"The server ended by itself:\n{log.read_text()}")
        try:
            code, body = fetch(f"{base}/commonground/api/status", token)
            break
        except OSError:
            if time.monotonic() > deadline:
                raise CheckError(
                    f"No answer in {START_SECONDS:.0f} s:\n{log.read_text()}"
                ) from None
            time.sleep(0.2)
    if code != 200:
        raise CheckError(f"The status route answered {code}: {body!r}\n{log.read_text()}")
    answer: dict[str, Any] = json.loads(body)
    return answer


def check_server(env: dict[str, str]) -> None:
    token = secrets.token_hex(24)
    with server(env, token) as (process, base, log):
        status = status_of(base, token, process, log)
        say(f"  /commonground/api/status: 200, version {status.get('version')}")
        refused, _ = fetch(f"{base}/commonground/api/status", None)
        if refused not in (401, 403):
            raise CheckError(f"Without a token the status route answered {refused}.")
        say(f"  the same without a token: {refused}")
        _, german = fetch(f"{base}/lab/api/translations/de_DE", token)
        if "jupyter_commonground" not in json.loads(german)["data"]:
            raise CheckError(f"There is no German in it: {german[:200]!r}")
        say("  /lab/api/translations/de_DE: our texts")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            raise CheckError(
                f"The server was still there {STOP_SECONDS:.0f} s after SIGTERM:\n{log.read_text()}"
            ) from None
        say(f"  SIGTERM: stopped in {time.monotonic() - began:.1f} s")


def main() -> int:
    """Exit 0 when the wheel works, 1 with what was seen when it doesn't."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel.resolve()
    say(f"{wheel.name}: {wheel.stat().st_size / 1000:.0f} kB")
    try:
        with tempfile.TemporaryDirectory(prefix="commonground-wheel-") as scratch:
            prefix, home = Path(scratch) / "env", Path(scratch) / "home"
            home.mkdir()
            install(wheel, prefix)
            env = bare_environment(home, prefix / "bin")
            say("  installed into a fresh environment; no node, no npm on its path")
            expect_listed(
                ["jupyter", "labextension", "list"],
                ("jupyter-commonground", "enabled", "OK"),
                env,
            )
            expect_listed(["jupyter", "server", "extension", "list"], ("commonground", "OK"), env)
            expect_listed(
                ["jupyter", "server", "extension", "list"], ("commonground", "enabled"), env
            )
            check_server(env)
    except CheckError as problem:
        print(f"\nThe wheel does not work: {problem}", file=sys.stderr, flush=True)
        return 1
    say("The wheel works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
