"""Code blocks, as the server, a kernel and a browser find them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonground.core.commonmark import cells, code_blocks
from commonground.core.diagram import is_plain_diagram

DATA = Path(__file__).parents[1] / "data"
CASES = json.loads((DATA / "markdown.json").read_text())
"""The browser's tests read the same table."""
DIAGRAMS = json.loads((DATA / "diagrams.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["about"]))
def test_the_blocks_of_an_answer(case: dict[str, Any]) -> None:
    found = code_blocks(case["markdown"])
    assert [
        {
            "language": block.language,
            "source": block.source,
            "closed": block.closed,
            "cell": None if block.cell is None else block.cell._asdict(),
        }
        for block in found
    ] == case["blocks"]


def sources(markdown: str) -> tuple[str, ...]:
    return tuple(cell.source for cell in cells(markdown))


def test_python_and_shell_blocks_can_become_cells_and_others_can_not() -> None:
    answer = (
        "Do:\n```python\nx = 1\n```\nthen\n```bash\nls\n```\n"
        "not\n```r\ny <- 1\n```\nand\n~~~\ny = 2\n~~~\n"
    )
    assert sources(answer) == ("x = 1", "%%bash\nls", "y = 2")
    listed = (
        "1. Do:\n\n   ```py3\n   x = 1\n   ```\n2. Then\n\n    ```python3.12\n    y = 2\n    ```\n"
    )
    assert sources(listed) == ("x = 1", "y = 2")


def test_growing_fences_are_read_in_one_pass() -> None:
    assert sources("".join("`" * (3 + i) + "\n" for i in range(2_000))) == ()


@pytest.mark.parametrize("source", DIAGRAMS["plain"])
def test_a_diagram_that_names_nothing_to_load_is_drawn(source: str) -> None:
    assert is_plain_diagram(source)


@pytest.mark.parametrize("source", DIAGRAMS["reaching"])
def test_a_diagram_that_may_load_something_is_text(source: str) -> None:
    assert not is_plain_diagram(source)
