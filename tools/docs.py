"""Build the documentation site into artifacts/site: every warning is an error, links are checked.

The reference's pages come from the program itself (``commonground.cli.reference``), where it has
that module. ``--external`` asks other sites whether their pages are there, too; all else works
without a network.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SITE = ROOT / "artifacts" / "site"
SPHINX = ROOT / ".cache" / "docs-tools" / "bin" / "sphinx-build"
DOCTREES = ROOT / ".cache" / "doctrees"
GENERATOR = "commonground.cli.reference"

Command = list[str | Path]

# Reports each broken link rather than the first, and misses no reference that leads nowhere.
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky", "--quiet", "--doctree-dir", DOCTREES)


def has_generator() -> bool:
    """Whether the program that is installed here writes the reference's pages."""
    return importlib.util.find_spec(GENERATOR) is not None


def commands(external: bool) -> list[Command]:
    """What is run, one after the other."""
    generate: Command = [sys.executable, "-m", GENERATOR, DOCS / "reference"]
    build: Command = [SPHINX, *STRICT, "--builder", "html", DOCS, SITE]
    ask: Command = [SPHINX, *STRICT, "--builder", "linkcheck", DOCS, SITE.with_name("links")]
    generated = [generate] if has_generator() else []
    return [*generated, build, *([ask] if external else [])]


def main() -> int:
    """Build all pages anew; exit with the status of the first command that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--external", action="store_true", help="check links to other sites, too")
    external = parser.parse_args().external
    for made in (SITE, DOCTREES):
        shutil.rmtree(made, ignore_errors=True)
    for command in commands(external):
        status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        if status != 0:
            return status
    print(f"{len(list(SITE.rglob('*.html')))} pages in {SITE.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
