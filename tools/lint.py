"""Run every check, two at a time, and show what each one found; one failure hides no other.

`python tools/lint.py ruff mypy` runs only those.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "jupyter_ext" / "frontend"
BIN = Path(sys.executable).parent
SCHEMA = "docs/reference/open-format.schema.json"


@dataclass(frozen=True)
class Check:
    """A command that exits 0 when there is nothing to say."""

    name: str
    command: tuple[str, ...]
    where: Path = ROOT


# The longest first, so that the two that run side by side end together.
CHECKS = (
    Check("mypy", ("mypy",)),
    Check("eslint", ("npm", "run", "--silent", "lint"), FRONTEND),
    Check("tsc", ("npx", "--no-install", "tsc", "--noEmit"), FRONTEND),
    Check("prettier", ("npm", "run", "--silent", "format:check"), FRONTEND),
    Check("imports", ("lint-imports",)),
    Check("translations", (sys.executable, "tools/translations.py", "--check")),
    Check("shape", (sys.executable, "tools/check_shape.py")),
    Check(
        "schema",
        (sys.executable, "-m", "commonground.cli.open_format", "--check", SCHEMA),
    ),
    Check("ruff", ("ruff", "check", ".")),
    Check("format", ("ruff", "format", "--check", ".")),
    Check("pins", (sys.executable, "tools/check_pins.py")),
    Check("tree", (sys.executable, "tools/check_tree.py")),
)


@dataclass(frozen=True)
class Outcome:
    """What a check said, and how long it took to say it."""

    check: Check
    passed: bool
    said: str
    seconds: float


def carry_out(check: Check) -> Outcome:
    """Run one check to its end."""
    began = time.monotonic()
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    program = shutil.which(check.command[0], path=path)
    if program is None:
        return Outcome(check, False, f"`{check.command[0]}` was not found; run `make setup`.", 0.0)
    done = subprocess.run(
        [program, *check.command[1:]],
        cwd=check.where,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, done.returncode == 0, done.stdout.strip(), time.monotonic() - began)


def main() -> int:
    """Exit 1 when any check failed, after all have run."""
    wanted = sys.argv[1:] or [check.name for check in CHECKS]
    unknown = set(wanted) - {check.name for check in CHECKS}
    if unknown:
        known = ", ".join(check.name for check in CHECKS)
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {known}.", file=sys.stderr)
        return 2
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(carry_out, [c for c in CHECKS if c.name in wanted]):
            verdict = "passed" if outcome.passed else "FAILED"
            print(f"{outcome.check.name:12} {verdict} in {outcome.seconds:.1f} s", flush=True)
            if not outcome.passed:
                failed.append(outcome.check.name)
                print("\n".join(f"    {line}" for line in outcome.said.splitlines()), flush=True)
    if failed:
        print(f"\n{len(failed)} of {len(wanted)} checks failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
