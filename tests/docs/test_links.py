"""Links that Sphinx does not check: between the files at the top, and into the repository."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPOSITORY = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Source"]
LINK = re.compile(r"\]\(([^)\s]+)\)")
MADE = {"commands.md", "verbs.md", "http.md", "settings.md"}


def pages() -> list[Path]:
    """Every Markdown file that git knows, with those about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [path for path in (ROOT / name for name in listing.splitlines()) if path.is_file()]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    lost = []
    for link in LINK.findall(page.read_text("utf-8")):
        ours = re.match(rf"{re.escape(REPOSITORY)}/(?:blob|tree)/main/([^#]+)", link)
        if ours:
            target = ROOT / ours[1]
        elif ":" in link or link.startswith("#"):
            continue
        else:
            target = page.parent / link.partition("#")[0]
        if not target.exists() and target.name not in MADE:
            lost.append(link)
    assert lost == []


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 110
