"""A page of HTML that needs nothing beside itself: Markdown, with the style in it, for any browser.

Pure. It opens offline, asks nobody for anything (its own policy forbids it, whatever stands in the
text), reads in light and dark, and prints. Raw HTML in the text is shown as it is written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_ANCHOR = re.compile(r'<a id="([\w.:-]+)"></a>')
"""What a handoff marks its sources with: a place to link to."""
_MARK = "page_anchor"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""No script, no picture, no request."""

STYLE = """\
:root{color-scheme:light dark;--line:#d0d4da;--soft:#f4f6f8;--dim:#59626d;--link:#0b5cad}
@media(prefers-color-scheme:dark){:root{--line:#444c56;--soft:#22272e;--dim:#9aa4af;--link:#7ab7ff}}
body{font:16px/1.55 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.25}h2{margin-top:2.2rem;border-bottom:1px solid var(--line)}
a{color:var(--link)}footer,.note{color:var(--dim);font-size:.9rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem}
.table{overflow-x:auto}table{border-collapse:collapse;margin:.8rem 0}
th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}
th{background:var(--soft)}
pre{background:var(--soft);padding:.7rem .9rem;overflow-x:auto;border-radius:4px}
code{font:.9em/1.45 ui-monospace,monospace}:not(pre)>code{background:var(--soft);padding:.1em .25em}
blockquote{margin:.8rem 0;padding-left:.9rem;border-left:3px solid var(--line);color:var(--dim)}
@media print{body{max-width:none;margin:0;font-size:10.5pt}pre{white-space:pre-wrap}
.table{overflow:visible}table{font-size:8pt}th,td{padding:.1em .3em}
h1,h2,h3,h4{break-after:avoid}tr,pre,blockquote{break-inside:avoid}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;color:var(--dim)}}
"""


def html_page(title: str, markdown: str, note: str = "") -> str:
    """The page. ``note`` stands at its end: when and from what it was made."""
    name = html.escape(title)
    foot = f"<footer>{html.escape(note)}</footer>\n" if note else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{name}</h1>\n{_reader().render(markdown)}</main>\n{foot}</body>\n</html>\n"
    )


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.inline.ruler.before("html_inline", _MARK, _anchor)
    reader.add_render_rule("image", _picture)
    reader.add_render_rule(_MARK, _place)
    reader.add_render_rule("table_open", _table_open)
    reader.add_render_rule("table_close", _table_close)
    return reader


def _anchor(state: StateInline, silent: bool) -> bool:
    found = _ANCHOR.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push(_MARK, "", 0).content = found[1]
    state.pos = found.end()
    return True


def _place(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    return f'<span id="{html.escape(tokens[at].content)}"></span>'


def _picture(self: RendererHTML, tokens: Sequence[Token], at: int, *_: Any) -> str:
    """A picture would be fetched from somewhere: what it shows is said instead."""
    said = tokens[at].content or "picture"
    return f"[{html.escape(said)}: {html.escape(str(tokens[at].attrs.get('src', '')))}]"


def _table_open(self: RendererHTML, *_: Any) -> str:
    return '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n'


def _table_close(self: RendererHTML, *_: Any) -> str:
    return "</table></div>\n"
