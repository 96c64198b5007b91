"""A conversation as a file to keep: Markdown for people, a notebook to go on from. Pure.

It holds what its reader may see, in order, with whose words they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ...core.bundle import answer_markdown, finished_bundle
from ...core.markdown import inline
from ...core.portable import portable
from ...core.turn import Turn
from .thread import Step, Thread

NameOf = Callable[[str], str]
"""How a member is displayed, by username."""
MARKDOWN, NOTEBOOK = "markdown", "notebook"
ENDINGS = {MARKDOWN: ".md", NOTEBOOK: ".ipynb"}
MIMES = {MARKDOWN: "text/markdown; charset=utf-8", NOTEBOOK: "application/x-ipynb+json"}


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said or brought in: whose it is, when (ms since 1970), and the text."""

    by: str
    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Conversed:
    """A conversation: its title, what its answers have to respect, and what was said, in order."""

    title: str
    constraints: Sequence[Utterance]
    said: Sequence[Utterance | Turn]


def conversed(
    thread: Thread, turns: Mapping[str, Turn], entries: Mapping[str, tuple[str, str]]
) -> Conversed:
    """A thread, with those of its turns and entries that its reader may see."""
    constraints = [Utterance(one.by, one.at, one.text) for one in thread.constraints]
    said = [found for step in thread.steps if (found := _said(step, turns, entries)) is not None]
    return Conversed(thread.title, constraints, said)


def _said(
    step: Step, turns: Mapping[str, Turn], entries: Mapping[str, tuple[str, str]]
) -> Utterance | Turn | None:
    if step.kind == "turn":
        return turns.get(step.what)
    if step.kind == "line":
        return Utterance(step.by, step.at, step.what)
    title, body = entries.get(step.what, ("", ""))
    text = "\n\n".join(filter(None, (f"**{inline(title)}**", body)))
    return Utterance(step.by, step.at, text) if title else None


def as_markdown(talk: Conversed, name_of: NameOf) -> str:
    """The conversation as Markdown, each answer with who asked which model, and when."""
    parts = [f"# {inline(talk.title)}", *_constraints(talk, name_of)]
    for one in talk.said:
        if isinstance(one, Utterance):
            parts.append(f"{_head(one.by, one.at, name_of)}\n\n{portable(one.text)}")
            continue
        asked = "\n".join(f"> {line}".rstrip() for line in one.question.splitlines())
        by = f"*{inline(one.model_label)}*"
        parts += [f"{_head(one.asker, one.at, name_of)}\n\n{portable(asked)}", by]
        parts.append(portable(answer_markdown(one)))
    return "\n\n".join(parts) + "\n"


def as_notebook(talk: Conversed, name_of: NameOf) -> str:
    """The conversation as a notebook: questions are ``%%ai`` cells that hold their answers."""
    head = "\n\n".join([f"# {inline(talk.title)}", *_constraints(talk, name_of)])
    cells = [_markdown(head)]
    for one in talk.said:
        head = _head(
            *((one.by, one.at) if isinstance(one, Utterance) else (one.asker, one.at)), name_of
        )
        if isinstance(one, Utterance):
            cells.append(_markdown(f"{head}\n\n{portable(one.text)}"))
        else:
            cells += [_markdown(head), _asked(one, name_of(one.asker))]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    whole = {"cells": _with_ids(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def file_name(title: str, form: str) -> str:
    """A name for the file, of letters and digits."""
    plain = "".join(char if char.isalnum() else "-" for char in title.casefold())
    return ("-".join(filter(None, plain.split("-")))[:60] or "thread") + ENDINGS[form]


def _constraints(talk: Conversed, name_of: NameOf) -> list[str]:
    if not talk.constraints:
        return []
    lines = [f"- {inline(name_of(one.by))}: {inline(one.text)}" for one in talk.constraints]
    return ["\n".join(["What answers have to respect:", "", *lines])]


def _head(by: str, at: int, name_of: NameOf) -> str:
    when = datetime.fromtimestamp(at / 1000, UTC)
    return f"**{inline(name_of(by))}**, {when:%Y-%m-%d %H:%M} UTC"


def _markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _asked(turn: Turn, asker: str) -> dict[str, Any]:
    shown = finished_bundle(turn, asker)
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "source": f"%%ai\n{turn.question}",
        "outputs": [{"output_type": "display_data", "data": shown, "metadata": {}}],
    }


def _with_ids(cells: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells with ids that follow from what they say, so that the same makes the same file."""
    named = []
    for place, cell in enumerate(cells):
        told = hashlib.sha256(f"{place} {cell['source']}".encode()).hexdigest()
        named.append({**cell, "id": f"c{told[:12]}"})
    return named
