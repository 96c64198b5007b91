"""What is asked before a link turns a browser that is logged in into somebody else.

A link can be opened by any page, mail or message; whoever went on in another's name would keep
private notes in that person's room. Knows the question; refuses to know who is who.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from jupyter_server.base.handlers import APIHandler, JupyterHandler

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Continue as {other}?</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto;
padding: 0 1rem }} button, a {{ font: inherit; margin-right: 1.5rem }}</style></head>
<body><h1>Continue as {other}?</h1>
<p>You are here as <strong>{here}</strong>, and this link is <strong>{other}</strong>’s.{sent} If
you continue, whatever you do and note in this browser is {other}’s.</p>
<form method="post" action="{login}">
<input type="hidden" name="password" value="{token}">{xsrf}
<a href="{stay}" autofocus>Stay {here}</a>
<button type="submit">Become {other}</button></form></body></html>
"""
_SENT = " Another site sent you here."


def is_navigation(handler: Any) -> bool:
    """Whether somebody's browser opens this address as its page."""
    if handler.request.method != "GET" or not isinstance(handler, JupyterHandler):
        return False
    page = handler.request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return page and not isinstance(handler, APIHandler)


def is_browser(handler: Any) -> bool:
    """Whether a browser asks; scripts have nobody to ask back.

    Browsers tell where a request comes from (``Sec-Fetch-Site``) on secure addresses only.
    """
    headers = handler.request.headers
    return "Sec-Fetch-Site" in headers or "Mozilla/" in headers.get("User-Agent", "")


def question(handler: Any, here: str, other: str, token: str) -> str:
    """The page that asks; ``here`` and ``other`` are shown names. Sets the answer's headers."""
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.set_header("Cache-Control", "no-store")
    handler.set_header("Referrer-Policy", "no-referrer")
    handler.set_header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    )
    stay = handler.request.uri
    foreign = handler.request.headers.get("Sec-Fetch-Site") == "cross-site"
    return _PAGE.format(
        here=escape(here),
        other=escape(other),
        sent=_SENT if foreign else "",
        login=escape(f"{handler.base_url}login?next={quote(stay, safe='')}"),
        stay=escape(stay),
        token=escape(token),
        xsrf=handler.xsrf_form_html(),
    )
