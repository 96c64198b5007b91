"""Completion of ``%cg``, ``%%cg``, ``%%ai`` and ``%%compare`` lines, from the grammar and names.

A matcher for IPython's completer, so that the terminal and JupyterLab show the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from IPython.core.completer import (
    CompletionContext,
    SimpleCompletion,
    SimpleMatcherResult,
    context_matcher,
)

from .names import KnownNames, ask_server

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_LINE_MAGIC = re.compile(r"(?:\s*\w+\s*=)?\s*(?P<line>%cg\s.*)")
_CELL_MAGIC = re.compile(r"%%(?:cg|ai|compare)\s.*")
_NAME = "commonground"


class _Nothing(list[SimpleCompletion]):
    """No completions, and that is the answer: IPython asks others wherever there are none."""

    def __len__(self) -> int:
        return 1


def register(shell: InteractiveShell) -> None:
    """Have the shell complete our lines; again is harmless."""
    matchers: list[Any] = shell.Completer.custom_matchers
    others = [each for each in matchers if getattr(each, "matcher_identifier", "") != _NAME]
    matchers[:] = [*others, matcher(KnownNames(ask_server(shell)))]


def matcher(names: KnownNames) -> Any:
    """A matcher of IPython's with these names."""

    @context_matcher(priority=60, identifier=_NAME)  # type: ignore[untyped-decorator]
    def complete_line(context: CompletionContext) -> SimpleMatcherResult:
        """What the word before the cursor may become, where its line is one of ours.

        Then nothing else is offered: names of Python have no meaning there.
        """
        line = _line_of(context)
        if line is None:
            return {"completions": []}
        from ..grammar import grammar

        place = grammar().complete(line)
        offered = place.offered(names.of(place.names, place.fragment))
        completions = [SimpleCompletion(text=text, type="magic") for text in offered]
        return {
            "completions": completions or _Nothing(),
            "matched_fragment": place.fragment,
            "suppress": True,
            "ordered": True,
        }

    return complete_line


def _line_of(context: CompletionContext) -> str | None:
    """The line up to the cursor, from its magic on; None where it is none of ours."""
    lines = context.full_text.split("\n")[: context.cursor_line]
    text = context.text_until_cursor
    first = next((line for line in lines if line.strip()), None)
    if first is None and _CELL_MAGIC.fullmatch(text):
        return text
    if first is not None and first.startswith("%%"):
        return None
    found = _LINE_MAGIC.fullmatch(text)
    return None if found is None else found["line"]
