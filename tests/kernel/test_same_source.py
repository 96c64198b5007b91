"""What IPython hands to a magic is what the server finds in the cell's source.

The server refuses a command that does not stand in the cell; so where the two readings differ, a
person's own command is refused.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from commonground.core.magic import Magic, magics_in


def handed_over(shell: InteractiveShell, source: str) -> list[Magic]:
    """The magics that IPython calls for this source, with what it hands to them."""
    found: list[Magic] = []

    def ai(line: str, cell: str) -> None:
        found.append(Magic("ai", True, line, cell))

    def cg(line: str, cell: str | None = None) -> None:
        found.append(Magic("cg", cell is not None, line, cell or ""))

    ai._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]
    cg._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]
    shell.magics_manager.register_function(ai, magic_kind="cell", magic_name="ai")
    shell.magics_manager.register_function(cg, magic_kind="line_cell", magic_name="cg")
    with capture_output():
        shell.run_cell(source)
    return found


CELLS = [
    "%%ai\nWhy?",
    "%%ai\nWhy?\n",
    "%%ai --vars --insert  \nWhy {x}?\n\nAnd   \n",
    "\n\n%%ai\nWhy?",
    "%%ai\n%cg status\n",
    "%%ai\n{'a': 1} {} $x !ls %cg ?",
    "%%ai\n  indented\n\ttabs\n",
    "%%ai\nunicode \u2028 inside, \x0c form feed, \x85 next line\nend",
    "%%ai\r\nWindows\r\nlines\r\n",
    "%%cg share --kind decision A title\nA body\nof two lines",
    "%%cg   share x\nbody",
    "%cg status",
    "%cg share --kind convention Money is integer cents, never floats",
    '%cg share it\'s {x} and "quoted" \\ $y',
    "x = 1\n%cg status\ny = 2\n%cg context\n",
    "for i in range(1):\n    %cg status\n",
    "found = %cg context",
    "%cg",
    "%cg status # a comment",
    "  %cg status",
    "%cg status;",
    "%time x = 1\n%cg status",
]


@pytest.mark.parametrize("source", CELLS)
def test_a_command_is_read_the_same_by_ipython_and_the_server(
    shell: InteractiveShell, source: str
) -> None:
    handed = handed_over(shell, source)
    assert handed
    waiting = list(magics_in(source))
    for magic in handed:
        match = [w for w in waiting if w.same_as(magic)]
        assert match, (magic, waiting)
        waiting.remove(match[0])


REFUSED = [
    "%cg share one \\\n two",
    "cg status",
    "%%time\n%cg status",
    ">>> %cg status",
    "a, b = %cg context",
    "x.y = %cg context",
]


@pytest.mark.parametrize("source", REFUSED)
def test_forms_that_ipython_rewrites_are_not_found(shell: InteractiveShell, source: str) -> None:
    """The server refuses these and says to put the command on a line of its own."""
    (handed,) = handed_over(shell, source)
    assert not any(m.same_as(handed) for m in magics_in(source))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.text(max_size=60))
def test_any_question_is_read_the_same(shell: InteractiveShell, body: str) -> None:
    source = f"%%ai\n{body}"
    (handed,) = handed_over(shell, source) or (None,)
    if handed is not None:
        assert [m.same_as(handed) for m in magics_in(source)] == [True]
