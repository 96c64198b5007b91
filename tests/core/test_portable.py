"""Markdown in a notebook's file, drawn by ``nbconvert``: no live HTML, and nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert import HTMLExporter
from nbconvert.filters.markdown import markdown2html

from commonground.core.bundle import (
    MARKDOWN,
    TURN_MIME,
    finished_bundle,
    portable_bundle,
    streaming_bundle,
    with_beside,
    written_answer,
)
from commonground.core.portable import portable
from commonground.core.turn import Turn, TurnId

LIVE = {"script", "iframe", "svg", "math", "img", "b", "style", "object", "details", "form", "a-b"}
RUNS = ("javascript:", "vbscript:", "data:", "file:")


class Page(HTMLParser):
    """What of a page is alive."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.live: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LIVE:
            self.live.append(tag)
        for name, value in attrs:
            address = "".join(char for char in value or "" if char > " ").lower()
            if name.startswith("on") or (name in ("href", "src") and address.startswith(RUNS)):
                self.live.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.live.append("comment")


def live(markdown: str) -> list[str]:
    return Page(markdown2html(markdown)).live


def test_the_places_that_a_report_links_to_stay() -> None:
    report = 'See [1](#a_x1).\n\n1. <a id="a_x1"></a>`a_x1`: Ada, <b>add</b>'
    assert portable(report) == report.replace("<b>add</b>", "&lt;b>add&lt;/b>")


@pytest.mark.parametrize(
    "tag",
    ['<a id="a_x1" onclick="x">', '<a id="body">', '<a id="a_x1">text</a>', '<p id="a_x1"></p>'],
)
def test_no_other_tag_passes_for_such_a_place(tag: str) -> None:
    assert "<" not in portable(f"{tag} and").replace("&lt;", "")


PIECES = [
    '<a id="a_x1"></a>',
    "<b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a-b onclick=x>",
    "<!--",
    "-->",
    "<?",
    "<![CDATA[",
    "]]>",
    "<a\n",
    "onclick=x>",
    "`",
    "``",
    "```",
    "```html\n",
    "~~~",
    "\n",
    "\n\n",
    "\r\n",
    "$",
    "$$",
    "\\begin{a}",
    "\\end{a}",
    "\\\\[",
    "\\\\]",
    "\\\\(",
    "\\\\)",
    "- ",
    "> ",
    "    ",
    "\t",
    "1. ",
    "* [ ] ",
    "| a | b |\n|---|---|\n",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:a)",
    "[a]: javascript:x",
    "[a]",
    "](",
    "![i](http://e.example/x)",
    ": def",
    "term",
    "text ",
    "\\",
    "&lt;",
    "https://e.example/",
    "<https://e.example/b>",
    '"',
    "'",
    "(",
    "*",
    "~~",
    "#",
    " ",
    "===",
    "```mermaid\nA@{img: x}\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_written_nothing_is_alive(markdown: str) -> None:
    assert live(portable(markdown)) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "hello <img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click][a]\n\n[a]: JaVaScRiPt:alert(1)",
        "![](data:text/html;base64,PHNjcmlwdD4=)",
        "costs $5 `x$ <img src=x onerror=alert(1)>`",
        "$$\n```\n$$\n<script>alert(1)</script>\n```\n",
        "\\begin{a}\n```\n\\end{a}\n<script>alert(1)</script>\n```\n",
    ],
)
def test_what_nbconvert_passes_on_is_text(markdown: str) -> None:
    assert live(markdown), "nothing to guard against"
    assert live(portable(markdown)) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "# Title\n\nPlain *text* with a [link](https://e.example) and a < b, a <= b, 3 <4.",
        "```html\n<script>alert(1)</script>\n```",
        "- in a list\n\n  ~~~cpp\n  #include <vector>\n  ~~~",
        "`List<String>` and ``a ` <b>``",
        "    <indented>\n",
        "Prices of $5 and $6.",
        "| a | b |\n|---|---|\n| `<x>` | 2 |",
        "```mermaid\ngraph TD\n  A-->B\n```",
        "![plot](data:image/png;base64,AAAA)",
    ],
)
def test_code_links_and_plain_text_stay_byte_for_byte(markdown: str) -> None:
    assert portable(markdown) == markdown


def test_mathematics_stays_right() -> None:
    assert portable("$a<b$ and <i>") == "$a< b$ and &lt;i>"
    display = "$$\nf(x)<y\n\\\\\n\\text{if } x<y\n$$"
    assert portable(display) == display.replace("<y", "< y")
    assert "f(x)&lt; y" in markdown2html(portable(display))
    assert portable("\\begin{align}a&<b\\end{align}") == "\\begin{align}a&< b\\end{align}"


def test_an_image_from_elsewhere_is_a_link() -> None:
    text = portable("See ![the plan](https://e.example/plan.png) and ![x][r]\n\n[r]: //e.example/y")
    assert text.startswith("See [image: the plan](https://e.example/plan.png) and [image: x][r]")
    assert "<img" not in markdown2html(text)


def test_an_autolink_is_still_a_link() -> None:
    assert portable("at <https://e.example/a?b=1>") == "at https://e.example/a?b=1"


def test_a_diagram_that_loads_something_is_text() -> None:
    text = portable('```mermaid\nflowchart TD\n  A@{ img: "https://e.example/x" }\n```')
    assert text.startswith("```text\nflowchart TD")


def test_a_page_of_a_notebook_with_an_answer_is_dead_and_the_answer_is_whole() -> None:
    answer = "<script>alert('run')</script>\n\n<b>bold</b>\n\n```html\n<script>kept</script>\n```"
    turn = Turn(TurnId("t1"), "ada", "shared", "q", "m", "Model", 1, "complete", answer)
    bundle = finished_bundle(turn, "Ada")
    assert written_answer(bundle) == answer
    assert bundle[MARKDOWN].startswith("*AI answer (Model), asked by Ada*\n\n")
    assert portable_bundle(bundle) == bundle
    assert (
        "text"
        not in finished_bundle(
            Turn(TurnId("t1"), "ada", "shared", "q", "m", "Model", 1, "complete", "plain"), "Ada"
        )[TURN_MIME]
    )
    cell = nbformat.v4.new_code_cell("%%ai\nq")
    cell["outputs"] = [nbformat.v4.new_output("display_data", bundle)]
    page, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    assert "<script>alert('run')" not in page
    assert "<b>bold" not in page
    assert "&lt;script&gt;alert(" in page
    assert '<span class="nt">script</span>' in page


def test_a_file_keeps_both_of_two_compared_answers() -> None:
    first = Turn(TurnId("t1"), "ada", "shared", "q", "m", "Model", 1, "complete", "It *is*.")
    other = replace(first, id=TurnId("t2"), model_label="Larger", text="It <b>isn't</b>.")
    bundle = with_beside(finished_bundle(first, "Ada"), other, "Ada")
    assert bundle is not None
    own, _, beside = bundle[MARKDOWN].partition("\n\n---\n\n")
    assert own == finished_bundle(first, "Ada")[MARKDOWN]
    assert beside.startswith("*AI answer (Larger), asked by Ada*\n\nIt ")
    assert "<b>" not in beside, "a file runs nothing"
    assert written_answer(bundle) == "It *is*.", "which is the turn's own"
    assert with_beside(bundle, other, "Ada") is None, "once"
    assert with_beside(streaming_bundle("t1"), other, "Ada") is None


def test_a_plain_viewer_is_told_who_asked_which_model() -> None:
    """A code host draws the Markdown alone; names are words in it, whatever they hold."""
    turn = Turn(TurnId("t1"), "ada", "shared", "q", "m", "demo *model*", 1, "complete", "It *is*.")
    bundle = finished_bundle(turn, "Ada <b>_Love_</b>")
    line, _, answer = bundle[MARKDOWN].partition("\n\n")
    assert answer == written_answer(bundle) == "It *is*."
    drawn = MarkdownIt().render(line)
    assert "<em>AI answer (demo *model*), asked by Ada &lt;b&gt;_Love_&lt;/b&gt;</em>" in drawn
    cut = finished_bundle(turn.ended_as("failed", problem="Busy."), "Ada")
    assert cut[MARKDOWN].startswith("*AI answer")
