"""Real clones of one small repository, for tests: an origin, and as many developers as wanted."""

from __future__ import annotations

import subprocess
from pathlib import Path

INVOICE = "".join(f"line {n} = {n}\n" for n in range(1, 41))


def run(folder: Path, *arguments: str) -> str:
    """What git says there."""
    done = subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def origin(folder: Path) -> Path:
    """A bare repository with ``billing/invoice.py`` and a read-me."""
    seed = folder / "seed"
    (seed / "billing").mkdir(parents=True)
    (seed / "billing" / "invoice.py").write_text(INVOICE)
    (seed / "README.md").write_text("# Billing\n")
    run(seed, "init", "-q", "-b", "main")
    run(seed, "add", ".")
    run(seed, "commit", "-qm", "Begin")
    run(folder, "clone", "-q", "--bare", str(seed), "origin.git")
    return folder / "origin.git"


def clone(source: Path, place: Path, branch: str) -> Path:
    """A developer's clone on a branch of its own."""
    run(source, "clone", "-q", str(source), str(place))
    run(place, "checkout", "-qb", branch)
    return place


def edit(folder: Path, line: int, text: str, path: str = "billing/invoice.py") -> None:
    """Put another text into one line."""
    place = folder / path
    lines = place.read_text().splitlines(keepends=True)
    lines[line - 1] = text + "\n"
    place.write_text("".join(lines))


def commit(folder: Path, message: str) -> None:
    run(folder, "add", "-A")
    run(folder, "commit", "-qm", message)
