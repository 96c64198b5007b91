"""axe-core on what is ours of a page: the panel, outputs of cells, dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[2] / "jupyter_ext/frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OURS = ".cg-panel, .cg-output, .cg-edits, .cg-dialog"

COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of which another theme may make something else."""

RUN = """async ([ours, runOnly]) => {
    const roots = [...document.querySelectorAll(ours)].filter(
        root => root.checkVisibility() && !root.parentElement.closest(ours)
    );
    const found = await axe.run(
        { include: roots.map(root => [root]) },
        { runOnly, resultTypes: ['violations'], preload: false }
    );
    return found.violations.flatMap(({ id, nodes }) => nodes
        .filter(({ element, target }) => roots.some(
            root => root.contains(document.querySelector(target[0]))
        ))
        .map(({ target, html, failureSummary }) => ({
            rule: id, target: target.join(' '), html: html.slice(0, 300), why: failureSummary
        })));
}"""


def violations(page: Page, parts: str = OURS, *, colours: bool = False) -> list[dict[str, Any]]:
    """What axe finds within our parts of the page, or some of them, as they are now.

    ``colours``: only by the rules that depend on the theme.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE.read_text())
    rules = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": TAGS}
    return list(page.evaluate(RUN, [parts, rules]))
