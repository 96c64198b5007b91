"""What IPython completes in lines of ours: verbs, options and values, all from the grammar."""

from __future__ import annotations

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from commonground.grammar import grammar


def completed(shell: InteractiveShell, line: str) -> list[str]:
    """What IPython offers at the end of a line, without names that it would offer anywhere."""
    return list(shell.complete("", line, len(line))[1])


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("%cg sh", ["share"]),
        ("%cg ta", ["takeover"]),
        ("%cg share --", ["--kind"]),
        ("%cg share --kind de", ["decision"]),
        ("%cg share --kind=de", ["decision"]),
        ("%cg sprint mo", ["move"]),
        ("%cg sprint move INV-2 done --b", ["--before"]),
        ("%cg compare argue B ag", ["against"]),
        ("%cg compare phase d", ["discuss", "decide"]),
        ("%cg handoff t", ["today"]),
        ("%cg help compa", ["compare"]),
        ("%cg help sprint ca", ["capacity"]),
        ("table = %cg compare ta", ["table"]),
        ("    %cg sta", ["status"]),
        ("%%ai --in", ["--insert"]),
        ("%%ai --insert --", ["--vars", "--thread", "--help"]),
        ("%%cg share --k", ["--kind"]),
    ],
)
def test_a_line_of_ours_is_completed_from_the_grammar(
    shell: InteractiveShell, line: str, offered: list[str]
) -> None:
    assert completed(shell, line) == offered


def test_every_verb_is_offered(shell: InteractiveShell) -> None:
    assert completed(shell, "%cg ") == list(grammar().first_words)
    assert completed(shell, "%cg sprint ") == [*grammar().second_words("sprint"), "help"]


@pytest.mark.parametrize("line", ["%cgs sh", "cg sh", "print('%cg sh", "%%ai2 --in"])
def test_other_lines_are_left_to_ipython(shell: InteractiveShell, line: str) -> None:
    assert not {"share", "--insert"} & set(completed(shell, line))


@pytest.mark.parametrize(
    "line", ["%cg ask @bob sh", "%cg share Do we --k", "%cg note --", "%cg s x "]
)
def test_nothing_of_ours_is_offered_inside_a_text(shell: InteractiveShell, line: str) -> None:
    assert not {"share", "--kind", "--due"} & set(completed(shell, line))


def test_in_a_cell_only_the_magics_own_line_is_completed(shell: InteractiveShell) -> None:
    def offered(cell: str) -> set[str]:
        with provisionalcompleter():
            return {each.text for each in shell.Completer.completions(cell, len(cell))}

    assert offered("x = 1\n%cg sha") == {"share"}
    assert offered("\n%%ai --va") == {"--vars"}
    assert "share" not in offered("%%ai\n%cg sha")


def test_loading_again_completes_once(shell: InteractiveShell) -> None:
    shell.run_cell("%reload_ext commonground")
    assert completed(shell, "%cg sh") == ["share"]
    assert len(shell.Completer.custom_matchers) == 1
