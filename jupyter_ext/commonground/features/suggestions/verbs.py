"""``%cg suggestions``: what the AI suggests to keep, for everybody who reads the cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...core.count import several
from ...core.markdown import inline
from ...service.host import Host
from ...service.verb import Call, Shown, Verb
from .model import EntrySuggestion, suggestions_in
from .routes import judged_by
from .settling import SweepReport, ThreadSweeper
from .syntax import SUGGESTIONS


async def suggestions(host: Host, call: Call) -> Shown:
    """The team's open ones; those of private turns are in nobody's cell."""
    told = []
    if call["sweep"]:
        told = [sweep_said(await host.find(ThreadSweeper).sweep(call.member)), ""]
    found = [one for one in suggestions_in(host.service.shared()) if one.state == "open"]
    _, why = judged_by(host)
    return Shown("\n".join([*told, suggestions_markdown(found, host.names(), why)]))


def sweep_said(report: SweepReport) -> str:
    """What a sweep came to, in a line."""
    judged = "their constraints word for word" if report.model is None else f"by {report.model}"
    threads = f"Looked through {several(report.threads, 'thread')} ({judged})"
    parts = [f"{threads}: {several(report.made, 'suggestion')}."]
    if report.untrue:
        parts.append(f"{report.untrue} named a quote that stands nowhere, and were dropped.")
    if report.left:
        parts.append(f"{several(report.left, 'thread')} are left for another day.")
    return " ".join(parts)


def suggestions_markdown(
    found: Sequence[EntrySuggestion], names: Mapping[str, str], why: str
) -> str:
    """A list with the quotes that they rest on."""
    if not found:
        return f"Nothing is suggested. {why}".strip()
    lines = ["**Suggested to keep** (accept them in the panel, under **Review**)", ""]
    for one in found:
        origin = inline(one.origin) if one.origin else "word for word"
        lines.append(f"- **{inline(one.title)}** ({one.kind}; {origin})")
        for quote in one.quotes:
            who = inline(names.get(quote.by, quote.by)) if quote.by else "the AI's answer"
            lines.append(f"  - “{inline(quote.text)}” ({who})")
    return "\n".join(lines)


VERBS = (Verb(SUGGESTIONS, suggestions),)
