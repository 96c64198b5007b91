"""Completion of ``%cg``, ``%%cg``, ``%%ai`` and ``%%compare`` lines, from the grammar and names.

A matcher for IPython's completer, so that the terminal and JupyterLab show the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from IPython.core.completer import (
    CompletionContext,
    SimpleCompletion,
    SimpleMatcherResult,
    context_matcher,
)

from ..core.reference import begun_at_end, fitting, written
from .names import KnownNames, ask_server, refer_server

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_LINE_MAGIC = re.compile(r"(?:\s*\w+\s*=)?\s*(?P<line>%cg\s.*)")
_CELL_MAGIC = re.compile(r"%%(?:cg|ai|compare)\s.*")
_ASKING = re.compile(r"%%ai(\s|$)")
_NAME = "commonground"
MAX_LINE = 500
"""Characters before the cursor in which a name is looked for."""


class _Nothing(list[SimpleCompletion]):
    """No completions, and that is the answer: IPython asks others wherever there are none."""

    def __len__(self) -> int:
        return 1


def register(shell: InteractiveShell) -> None:
    """Have the shell complete our lines; again is harmless."""
    matchers: list[Any] = shell.Completer.custom_matchers
    others = [each for each in matchers if getattr(each, "matcher_identifier", "") != _NAME]
    names = KnownNames(ask_server(shell), refer=refer_server(shell))
    matchers[:] = [*others, matcher(names, lambda: variables(shell))]


def matcher(names: KnownNames, variables: Callable[[], Iterable[str]] = tuple) -> Any:
    """A matcher of IPython's with these names; ``variables`` are those of the notebook."""

    @context_matcher(priority=60, identifier=_NAME)  # type: ignore[untyped-decorator]
    def complete_line(context: CompletionContext) -> SimpleMatcherResult:
        """What the word before the cursor may become, where its line is one of ours.

        Then nothing else is offered: names of Python have no meaning there.
        """
        line = _line_of(context)
        if line is None:
            return _referring(context, names, variables) or {"completions": []}
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


def variables(shell: InteractiveShell) -> list[str]:
    """The variables of a notebook: neither hidden ones nor modules, functions and classes."""
    hidden = shell.user_ns_hidden
    return sorted(
        name
        for name, value in shell.user_ns.items()
        if not name.startswith("_")
        and name not in hidden
        and not callable(value)
        and not isinstance(value, ModuleType)
    )


def _referring(
    context: CompletionContext, names: KnownNames, variables: Callable[[], Iterable[str]]
) -> SimpleMatcherResult | None:
    """What a name in the question of an ``%%ai`` cell may become; None where none is written."""
    lines = context.full_text.split("\n")[: context.cursor_line]
    first = next((line for line in lines if line.strip()), "")
    begun = begun_at_end(context.text_until_cursor) if _ASKING.match(first) else None
    if begun is None:
        return None
    if begun.kind == "variable":
        offered = [written("variable", name) for name in fitting(begun.name, variables())]
    else:
        offered = list(names.references(context.text_until_cursor[-MAX_LINE:]))
    completions = [SimpleCompletion(text=text, type="magic") for text in offered]
    return {
        "completions": completions or _Nothing(),
        "matched_fragment": begun.written,
        "suppress": True,
        "ordered": True,
    }


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
