"""What IPython completes in lines of ours: verbs, options and values, all from the grammar."""

from __future__ import annotations

from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from commonground.grammar import grammar

from .answering import Answering


def completed(shell: InteractiveShell, line: str) -> list[str]:
    """What IPython offers at the end of a line, without names that it would offer anywhere."""
    return list(shell.complete("", line, len(line))[1])


FLAGS = (
    "--edit", "--vars", "--thread", "--skill", "--data", "--rows", "--fresh", "--before", "--model",
    "--compare", "--help",
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("%cg sh", ["share"]),
        ("%cg ta", ["takeover"]),
        ("%cg share --", ["--kind", "--area", "--everybody"]),
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
        ("%%ai --insert --", [*FLAGS]),
        ("%%cg share --k", ["--kind"]),
        ("%cg handoff today --zone Europe/Berl", ["Europe/Berlin"]),
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


NAMES = {
    "member": ["alice-archer", "bob-brown"],
    "recipient": ["@all", "@alice-archer", "@bob-brown", "#billing"],
    "area": ["billing"],
    "task": ["INV-1", "INV-2"],
    "column": ["todo", "In test", "done"],
    "thread": ["VAT", "Billing run"],
    "message": ["Which VAT rate?", 'Say "when"'],
    "option": ["A", "B"],
    "criterion": ["clarity", "latency"],
    "comparison": ["Count events per user"],
}


@pytest.fixture
def naming(server: Answering, shell: InteractiveShell) -> InteractiveShell:
    """A shell whose server knows some names."""
    for kind, names in NAMES.items():
        server.on(f"GET names/{kind}", (200, {"names": names}))
    return shell


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("%cg ask @", ["@all", "@alice-archer", "@bob-brown"]),
        ("%cg ask @bob-brown #B", ["#billing"]),
        ("%cg announce ", NAMES["recipient"]),
        ("%cg sprint add --for al", ["alice-archer"]),
        ("%cg sprint add --area=b", ["billing"]),
        ("%cg sprint add --after INV-1,IN", ["INV-1", "INV-2"]),
        ("%cg sprint move IN", ["INV-1", "INV-2"]),
        ("%cg sprint move INV-1 in", ["In test"]),
        ("%cg sprint capacity bo", ["bob-brown"]),
        ("%cg thread Billing r", ["Billing run"]),
        ("%%ai --thread bi", ['"Billing run"']),
        ('%%ai --thread "Billing r', ['"Billing run"']),
        ("%cg reply Whi", ['"Which VAT rate?"']),
        ('%cg answer "Which VAT', ['"Which VAT rate?"']),
        ("%cg reply 'Say", ["'Say \"when\"'"]),
        ("%cg compare refine ", ["A", "B"]),
        ("%cg compare run B", ["B"]),
        ("%cg compare score A c", ["clarity"]),
        ("%cg compare find Count ev", ["Count events per user"]),
    ],
)
def test_names_are_completed_with_what_the_server_knows(
    naming: InteractiveShell, line: str, offered: list[str]
) -> None:
    assert completed(naming, line) == offered


def test_what_is_completed_takes_the_place_of_what_was_written(naming: InteractiveShell) -> None:
    line = '%cg answer "Which VAT'
    fragment, _ = naming.complete("", line, len(line))
    assert fragment == '"Which VAT'
    line = "%cg sprint add --after INV-1,IN"
    assert naming.complete("", line, len(line))[0] == "IN"


def test_a_line_of_ours_has_no_names_of_python(naming: InteractiveShell) -> None:
    naming.user_ns["shape"] = naming.user_ns["invoice"] = 1

    def every(line: str) -> set[str]:
        with provisionalcompleter():
            return {each.text for each in naming.Completer.completions(line, len(line))}

    for line in ("%cg ask @bob sh", "%cg share inv", "%cg sprint move sh", "%%ai sh", "%cg x "):
        assert completed(naming, line) == []
        assert every(line) == set()
    assert "shape" in every("print(sh")


def test_files_are_completed_where_one_is_meant(
    shell: InteractiveShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tasks.csv").touch()
    (tmp_path / "tables").mkdir()
    assert completed(shell, "%cg sprint import ta") == ["tables/", "tasks.csv"]


def test_without_a_server_that_answers_words_are_completed_all_the_same(
    server: Answering, shell: InteractiveShell
) -> None:
    assert completed(shell, "%cg sprint add --for ") == []
    assert completed(shell, "%cg sprint mo") == ["move"]


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
