"""git, as a person would run it in a work tree, for tests that need a real one."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git(root: Path, *arguments: str) -> None:
    """Run it in that folder. Raises CalledProcessError where it refuses."""
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
