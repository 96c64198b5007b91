"""A page needs nothing beside itself, whatever stands in its text."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.page import html_page

FETCHES = {"img", "script", "link", "iframe", "object", "embed", "video", "audio", "source", "form"}


class Read(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_page_says_what_the_text_says_with_its_style_in_it() -> None:
    page = Read(html_page("One & two", "A **word**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "Made."))
    assert "One & two" in page.text
    assert "Made." in page.text
    names = [tag for tag, _ in page.tags]
    assert names.count("td") == names.count("th") == 2
    assert ("html", {"lang": "en"}) in page.tags


def test_pictures_scripts_and_raw_html_fetch_nothing() -> None:
    text = (
        "![our plan](https://example.com/plan.png)\n\n<script src='https://example.com/a.js'>"
        "</script>\n\n<img src=x onerror=alert(1)>\n\n[go](javascript:alert(1))\n\n"
        '[pic]: https://example.com/p.png\n\n![ref][pic]\n\n<a id="x" onclick="f()"></a>\n'
    )
    page = Read(html_page("t", text))
    assert not FETCHES & {tag for tag, _ in page.tags}
    assert "our plan: https://example.com/plan.png" in page.text
    assert "<img src=x onerror=alert(1)>" in page.text
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert not any(str(attrs.get("href", "")).startswith("javascript") for _, attrs in page.tags)


def test_a_source_is_a_place_that_its_number_links_to() -> None:
    page = Read(html_page("t", 'See [1](#a_1).\n\n1. <a id="a_1"></a>`a_1`: ann\n'))
    assert ("a", {"href": "#a_1"}) in page.tags
    assert ("span", {"id": "a_1"}) in page.tags


@given(st.text(), st.text())
def test_no_text_opens_a_tag_that_fetches(title: str, text: str) -> None:
    page = Read(html_page(title, text))
    assert not FETCHES & {tag for tag, _ in page.tags}
    assert [tag for tag, _ in page.tags].count("title") == 1
