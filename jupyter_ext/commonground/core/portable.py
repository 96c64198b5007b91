"""Markdown as it may stand in a notebook's file: whoever makes a page of it gets no live HTML.

Other programs draw a notebook without asking what they draw: ``nbconvert`` passes every tag and
every ``javascript:`` link on. So tags become the text that they are, images from elsewhere become
links, and code and mathematics stay as they are. What comes out is read once more by the parser of
``nbconvert``; where the two disagree about what is code, the whole text becomes plain. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .diagram import is_plain_diagram

_SUSPECT = re.compile(r"<[A-Za-z/!?]|\][(:]|mermaid")
_ID = r"[a-z]{1,12}_[A-Za-z0-9_-]{1,64}"
_TAG = re.compile(rf'(?P<anchor><a id="{_ID}"></a>)|<(?=[A-Za-z/!?])')
"""A tag's beginning; the place that a report's links lead to is left as it is."""
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>\"'`]{1,2000})>")
_MATH = re.compile(
    r"(?<![\\$])\$(?=[^\s$])[^`$]*?(?<![\\\s])\$(?![$\d])|(?<!\\)\$\$[^`$]+?(?<!\\)\$\$"
    r"|\\begin\{(?P<name>[a-z]+\*?)\}[^`]*?\\end\{(?P=name)\}|\\\\\[[^`]*?\\\\\]|\\\\\([^`]*?\\\\\)"
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)")
_DIAGRAM = re.compile(r"([`~]{3}\s*)mermaid")
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_IMAGE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|avif|bmp)(?:;[\w=-]+)*,", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FOLLOWED = re.compile(r"(?:https?|mailto):|attachment:", re.IGNORECASE)

_ATTRIBUTES = {
    "a": {"href", "title", "id"}, "img": {"src", "alt", "title"}, "code": {"class"},
    "ol": {"start"}, "td": {"style"}, "th": {"style"}, "li": {"class"},
    "input": {"class", "type", "disabled", "checked"},
}  # fmt: skip
_TAGS = frozenset(
    [
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "del",
        "blockquote",
        "ul",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "dl",
        "dt",
        "dd",
    ]
).union(_ATTRIBUTES)
_ALIGNED = re.compile(r"text-align:\s?(?:left|right|center)")


def portable(markdown: str) -> str:
    """The text without live HTML, without links that run something and images from elsewhere."""
    if not _SUSPECT.search(markdown):
        return markdown
    for make in (_rewritten, _unlinked, _plain):
        candidate = make(markdown)
        if _is_dead(candidate):
            return candidate
    return _in_a_block(markdown)


# How it is written


def _rewritten(markdown: str) -> str:
    """Tags as text and images as links, outside of code."""
    return _outside_code(markdown, _prose)


def _unlinked(markdown: str) -> str:
    """The same, with no links at all."""

    def change(text: str, images: bool) -> str:
        return (
            _prose(text, images).replace("](", "]\\(").replace("]:", "]\\:").replace("][", "]\\[")
        )

    return _outside_code(markdown, change)


def _plain(markdown: str) -> str:
    """Every sign that begins a tag, a link or mathematics as the text that it is, also in code."""
    text = markdown.replace("<", "&lt;").replace("[", "&#91;").replace("$", "&#36;")
    return _DIAGRAM.sub(r"\1text", text.replace("\\begin{", "\\begin&#123;"))


def _in_a_block(markdown: str) -> str:
    """Nothing but a quotation: indented, so that no fence and no list in it counts."""
    text = markdown.replace("<", "‹").replace("$", "＄").replace("\\begin{", "\\begin ")
    return "\n".join(f"    {line}" for line in text.splitlines())


def _outside_code(markdown: str, change: Callable[[str, bool], str]) -> str:
    """The text with everything but its blocks and spans of code changed, paragraph by paragraph."""
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at, parts = 0, list[str]()
    for token in _PARSER.parse("\n".join(lines)):
        first, end = token.map or (0, 0)
        if first < at or token.type not in ("inline", "fence", "code_block", "html_block"):
            continue
        parts += [change(f"{line}\n", False) for line in lines[at:first]]
        block = "".join(f"{line}\n" for line in lines[first:end])
        parts.append(_changed(token, block, change))
        at = end
    parts += [change(f"{line}\n", False) for line in lines[at:]]
    return "".join(parts).removesuffix("\n")


def _changed(token: Token, block: str, change: Callable[[str, bool], str]) -> str:
    if token.type == "code_block":
        return block
    if token.type == "fence":
        held = "mermaid" in token.info and not is_plain_diagram(token.content)
        return _DIAGRAM.sub(r"\1text", block, count=1) if held else block
    images = any(child.type == "image" for child in token.children or ())
    return "".join(text if code else change(text, images) for text, code in _spans(block))


def _spans(block: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a paragraph, and of each whether it is a span of code."""
    at = 0
    while (opener := _SPAN.search(block, at)) is not None:
        start = opener.start()
        escaped = (start - len(block[:start].rstrip("\\"))) % 2
        ends = (m for m in _SPAN.finditer(block, opener.end()) if m[1] == opener[1])
        closer = None if escaped else next(ends, None)
        if closer is None:
            yield block[at : opener.end()], False
            at = opener.end()
        else:
            yield block[at:start], False
            yield block[start : closer.end()], True
            at = closer.end()
    yield block[at:], False


def _prose(text: str, images: bool) -> str:
    """A piece of a paragraph: mathematics keeps its signs, with a space that HTML stumbles over."""
    at, parts = 0, list[str]()
    for math in _MATH.finditer(text):
        parts += (_words(text[at : math.start()], images), _dead(math[0], "< "))
        at = math.end()
    return "".join([*parts, _words(text[at:], images)])


def _dead(text: str, sign: str) -> str:
    return _TAG.sub(lambda tag: tag["anchor"] or sign, text)


def _words(text: str, images: bool) -> str:
    text = _dead(_AUTOLINK.sub(r"\1", text), "&lt;")
    return re.sub(r"!\[(?![^\]\[]*\]\(data:image/)", "[image: ", text) if images else text


# How it is read


def _is_dead(markdown: str) -> bool:
    """Whether a page that is made of it holds only what Markdown makes."""
    reader = _Reader()
    reader.feed(str(_nbconvert()(markdown)))
    reader.close()
    return not reader.alive


class _Reader(HTMLParser):
    """Looks for what no Markdown makes."""

    def __init__(self) -> None:
        super().__init__()
        self.alive = False
        self._diagram: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with its attributes."""
        allowed = _ATTRIBUTES.get(tag, set())
        fine = tag in _TAGS and all(
            name in allowed and _may(tag, name, value or "") for name, value in attrs
        )
        self.alive = self.alive or not fine
        if tag == "code" and "mermaid" in (dict(attrs).get("class") or ""):
            self._diagram = []

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._diagram is not None:
            self._diagram.append(data)

    def handle_endtag(self, tag: str) -> None:
        """The end of a tag."""
        if tag == "code" and self._diagram is not None:
            self.alive = self.alive or not is_plain_diagram("".join(self._diagram))
            self._diagram = None

    def handle_comment(self, data: str) -> None:
        """``<!-- -->``."""
        self.alive = True

    def handle_decl(self, decl: str) -> None:
        """``<!DOCTYPE ...>``."""
        self.alive = True

    def handle_pi(self, data: str) -> None:
        """``<? ... >``."""
        self.alive = True

    def unknown_decl(self, data: str) -> None:
        """``<![CDATA[ ... ]]>``."""
        self.alive = True


def _may(tag: str, name: str, value: str) -> bool:
    """Whether an attribute has a value that loads and runs nothing."""
    if name == "style":
        return _ALIGNED.fullmatch(value) is not None
    if name == "id":
        return re.fullmatch(_ID, value) is not None
    if name not in ("href", "src"):
        return True
    address = "".join(char for char in value if char > " ")
    if name == "src":
        return _IMAGE.match(address) is not None
    return _FOLLOWED.match(address) is not None or not _SCHEME.match(address)


@cache
def _nbconvert() -> Any:
    """A parser that reads mathematics before everything else, as the one of ``nbconvert`` does."""
    import mistune
    from mistune.plugins import import_plugin  # not needed by a process that sees no tags

    class Blocks(mistune.BlockParser):
        """Mathematics over several lines is one paragraph, and a heading needs no space."""

        SPECIFICATION: ClassVar[dict[str, str]] = {
            **mistune.BlockParser.SPECIFICATION,
            "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?!#+)(?P<atx_2>[ \t]*(.*?)?)$",
            "mathematics": r"(?s:(?<!\\)\$\$.*?(?<!\\)\$\$|\\\\\[.*?\\\\\]"
            r"|\\begin\{(?P<math_name>[a-z]*\*?)\}.*?\\end\{(?P=math_name)\})",
        }
        DEFAULT_RULES: ClassVar[Any] = ("mathematics", *mistune.BlockParser.DEFAULT_RULES)

        def parse_mathematics(self, match: re.Match[str], state: mistune.BlockState) -> int:
            """Take it as it is."""
            state.add_paragraph(match[0])
            return match.end()

    class Inlines(mistune.InlineParser):
        """Mathematics in a line is text."""

        SPECIFICATION: ClassVar[dict[str, str]] = {
            **mistune.InlineParser.SPECIFICATION,
            "mathematics": r"(?s:(?<!\\)\$\$.*?(?<!\\)\$\$|(?<!\\)\\\\\[.*?(?<!\\)\\\\\]"
            r"|(?<![$\\])\$.+?(?<![$\\])\$|(?<!\\)\\\\\(.*?(?<!\\)\\\\\)"
            r"|\\begin\{(?P<math_name>[a-z]*\*?)\}.*?\\end\{(?P=math_name)\})",
        }
        DEFAULT_RULES: ClassVar[Any] = ("mathematics", *mistune.InlineParser.DEFAULT_RULES)

        def parse_mathematics(self, match: re.Match[str], state: mistune.InlineState) -> int:
            """Take it as it is."""
            state.append_token({"type": "text", "raw": match[0]})
            return match.end()

    renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
    plugins = [
        import_plugin(name) for name in ("strikethrough", "table", "url", "task_lists", "def_list")
    ]
    return mistune.Markdown(renderer, Blocks(), Inlines(), plugins=plugins)
