"""A finding as a file: a page that needs nothing beside itself, and a notebook that runs again."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from typing import Any

from ...core.page import POLICY, html_page
from .model import SharedFinding
from .text import check_markdown, made_of, shown_text


def page_of(
    finding: SharedFinding, picture: str, state: str, resting: str, figures: str, note: str
) -> str:
    """The page of HTML, with its picture in it. ``state`` says in a sentence how it stands,
    ``resting`` what rests on it, ``figures`` which there are and how they are defined."""
    made = finding.shared
    checked = "" if finding.check is None else check_markdown(finding.claim, finding.check)
    parts = [state, figures, shown_text(made["output"]), "## What made it", made_of(made), checked]
    parts += ["## What rests on it", resting] if resting else []
    page = html_page(finding.claim, "\n\n".join(filter(None, parts)), note)
    if not picture:
        return page
    alt = html.escape(str(made["output"]["alt"]))
    drawn = f'<img src="{html.escape(picture)}" alt="{alt}" style="max-width:100%">\n</main>'
    return page.replace(POLICY, f"{POLICY}; img-src data:", 1).replace("</main>", drawn, 1)


def notebook_of(claim: str, made: str, sources: Sequence[str]) -> str:
    """A notebook with the cells that made a finding, in the order in which they ran."""
    told: dict[str, Any] = {
        "cell_type": "markdown", "id": "finding", "metadata": {}, "source": f"# {claim}\n\n{made}",
    }  # fmt: skip
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code", "id": f"cell-{number}", "metadata": {}, "source": source,
            "execution_count": None, "outputs": [],
        }
        for number, source in enumerate(sources, 1)
    ]  # fmt: skip
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {
        "cells": [told, *cells], "metadata": {"kernelspec": kernel},
        "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    return json.dumps(book, indent=1) + "\n"
