"""The page that asks a member whether a client may come in, and the one that says what is wrong.

What a client says of itself is text to show, and nothing more. Knows HTML; refuses to know who is
who.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import urlsplit

from ..core.scope import Scope
from .identity.grants import ConsentQuestion
from .identity.tokens import DAYS

USUAL_DAYS = (1, 30, DAYS, 366)
_TOLD: dict[Scope, str] = {
    "read": "read the team’s context, and your messages",
    "propose": "propose entries in your name",
    "message": "write messages to people in your name",
    "private": "read and write your private notes",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto;
padding: 0 1rem }} button, select {{ font: inherit; margin-right: 1rem }}
fieldset {{ border: 0; padding: 0; margin: 1rem 0 }} label {{ display: block }}
code {{ overflow-wrap: anywhere }} .wrong {{ font-weight: 600 }}</style></head>
<body><main><h1>{title}</h1>
{body}</main></body></html>
"""
_FORM = """<p>You are here as <strong>{here}</strong>. What comes in acts in your name. It calls
itself <strong>{name}</strong>, and nobody has checked that: go on only if you started this in that
program just now.</p>
<p>The answer goes to <code>{where}</code></p>{wrong}
<form method="post" action="{action}">{xsrf}
<input type="hidden" name="request" value="{request}">
<fieldset><legend>It may</legend>{scopes}</fieldset>
<p><label>For <select name="days">{days}</select></label></p>
<p>You end it at any time in <em>People</em>, <em>Your clients</em>.</p>
<button type="submit" name="answer" value="deny" autofocus>Don’t let it in</button>
<button type="submit" name="answer" value="allow">Let it in</button></form>
"""


def question_page(handler: Any, question: ConsentQuestion, here: str, wrong: str = "") -> str:
    """The page that asks ``here`` (a shown name). Sets the answer's headers."""
    where = question.asked.redirect_uri
    _set_headers(handler, form_action=f"'self' {_source(where)}")
    body = _FORM.format(
        here=escape(here),
        name=escape(question.name[:100]),
        where=escape(where.partition("?")[0]),
        wrong=f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else "",
        action=escape(handler.request.path),
        xsrf=handler.xsrf_form_html(),
        request=escape(question.id),
        scopes="".join(map(_box, question.asked.offered)),
        days="".join(map(_days, USUAL_DAYS)),
    )
    return _PAGE.format(title="Let a program in?", body=body)


def message_page(handler: Any, title: str, text: str) -> str:
    """A page that says something. Sets the answer's headers."""
    _set_headers(handler, form_action="'none'")
    return _PAGE.format(title=escape(title), body=f"<p>{escape(text)}</p>")


def _box(scope: Scope) -> str:
    checked = "" if scope == "private" else " checked"
    box = f'<input type="checkbox" name="scope" value="{scope}"{checked}>'
    return f"<label>{box} {escape(_TOLD[scope])}</label>"


def _days(days: int) -> str:
    chosen = " selected" if days == DAYS else ""
    return f'<option value="{days}"{chosen}>{days} day{"s" if days > 1 else ""}</option>'


def _source(uri: str) -> str:
    """Where the answer goes, as a browser lets a form lead there."""
    parts = urlsplit(uri)
    web = parts.scheme in ("http", "https")
    return f"{parts.scheme}://{parts.netloc}" if web else f"{parts.scheme}:"


def _set_headers(handler: Any, *, form_action: str) -> None:
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.set_header("Cache-Control", "no-store")
    handler.set_header("Referrer-Policy", "same-origin")  # with none, a form has no origin to show
    handler.set_header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {form_action}",
    )
