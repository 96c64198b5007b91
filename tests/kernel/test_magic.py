"""The magics in IPython: what is sent, what is shown, what never leaves."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import RichOutput, capture_output

import commonground
from commonground.core.magic import NOTE_ELSEWHERE, PRIVATE_ELSEWHERE
from commonground.grammar import grammar
from commonground.kernel.display import CellError, CellStopped

from .answering import Answering, a_turn

ANSWER = "Cents are exact.\n\n```python\nprice = 5\n```"
LINE = "*AI answer (scripted model), asked by Alice*"
ENDED = a_turn("complete", ANSWER)
ENTRY = {
    "id": "e_1",
    "kind": "convention",
    "room": "team",
    "created_by": "alice",
    "created_at": 1_700_000_000_000,
    "disputed": False,
    "heads": ["r_1"],
    "revisions": [
        {
            "id": "r_1",
            "entry": "e_1",
            "parents": [],
            "author": "alice",
            "at": 1_700_000_000_000,
            "title": "Money is integer cents",
            "body": "",
            "status": "proposed",
            "area": None,
            "source": "cell",
        }
    ],
}


class Kernel:
    """What the magic needs of ipykernel: the message that runs the cell."""

    def get_parent(self, channel: str) -> dict[str, Any]:
        assert channel == "shell"
        return {"header": {"msg_id": "m-1"}}


@pytest.fixture
def served(
    shell: InteractiveShell, server: Answering, monkeypatch: pytest.MonkeyPatch
) -> Iterator[InteractiveShell]:
    """A shell as in a kernel that the server started."""
    monkeypatch.setenv("COMMONGROUND_KERNEL_TOKEN", "kernels")
    shell.kernel = Kernel()  # type: ignore[attr-defined]
    yield shell
    del shell.kernel  # type: ignore[attr-defined]


def answer_in_kernel(server: Answering, ended: Any = ENDED) -> None:
    reply = {"kind": "turn", "turn": a_turn().to_wire(), "asker": "Alice", "insert": False}
    server.on("POST kernel/m-1", (200, reply))
    server.on(
        "GET kernel/m-1/turns/t_1/stream", lambda: [{"text": ended.text}, {"turn": ended.to_wire()}]
    )


def answer_headless(server: Answering, ended: Any = ENDED) -> None:
    server.on("POST turns", (202, {"turn": a_turn().to_wire()}))
    server.on("GET turns/t_1/stream", lambda: [{"text": ended.text}, {"turn": ended.to_wire()}])


def run(shell: InteractiveShell, source: str) -> tuple[str, list[RichOutput]]:
    """Run a cell that must succeed: its text and its rich outputs."""
    with capture_output() as captured:
        result = shell.run_cell(source)
    result.raise_error()
    return captured.stdout, captured.outputs


def fail(shell: InteractiveShell, source: str) -> BaseException:
    """Run a cell that must fail: its error."""
    return fail_showing(shell, source)[0]


def fail_showing(shell: InteractiveShell, source: str) -> tuple[BaseException, list[RichOutput]]:
    """Run a cell that must fail with two lines at most: its error, and what it showed before."""
    with capture_output() as captured:
        result = shell.run_cell(source)
    error = result.error_in_exec
    assert isinstance(error, CellError | CellStopped)
    printed = captured.stdout.strip()
    assert printed.startswith("Common Ground: ")
    assert len(printed.splitlines()) <= 2
    assert "Traceback" not in printed
    return error, captured.outputs


# Loading


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("%cg?", "%cg share"),
        ("%cg??", "%cg share"),
        ("?%cg", "%cg share"),
        ("%%ai?", "%%ai --insert"),
        ("  ?%%ai  \n", "%%ai --insert"),
        ("%ai?", "%%ai --insert"),
        ("%%compare?", "%cg share"),
        ("%cg sprint?", "%cg sprint import"),
        ("%cg sprint move?", "%cg sprint move"),
        ("?%cg inbox", "%cg inbox"),
    ],
)
def test_a_question_mark_shows_our_help(
    server: Answering, served: InteractiveShell, cell: str, told: str
) -> None:
    text, outputs = run(served, cell)
    assert told in text + "".join(str(output.data) for output in outputs)
    assert server.asked == []


def test_loading_again_changes_nothing(shell: InteractiveShell) -> None:
    before = dict(shell.magics_manager.magics["cell"])
    shell.run_cell("%load_ext commonground\n%reload_ext commonground")
    after = shell.magics_manager.magics["cell"]
    assert after["ai"].__name__ == "ai"
    assert set(after) == set(before)


def test_ai_stays_with_whoever_has_it(shell: InteractiveShell, tmp_path: Path) -> None:
    def other(line: str, cell: str) -> str:
        return "other"

    shell.register_magic_function(other, "cell", "ai")  # type: ignore[arg-type]
    shell.run_cell("%reload_ext commonground")
    assert shell.find_cell_magic("ai") is other
    assert shell.find_cell_magic("cg").__module__ == "commonground.kernel.magic"


def test_loading_imports_nothing_heavy() -> None:
    """Every kernel start pays for it, also where nobody asks anything."""
    code = (
        "import sys; from IPython.core.interactiveshell import InteractiveShell;"
        "s = InteractiveShell.instance(); before = set(sys.modules);"
        "s.extension_manager.load_extension('commonground');"
        "print(sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    root = str(Path(commonground.__file__).parents[1])
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": root, "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(found.stdout.split("[")[-1].strip("]\n").replace("'", "").split(", "))
    assert "commonground" in loaded
    assert not loaded & {"httpx", "pydantic", "anthropic", "tornado", "pycrdt", "pandas"}


def test_a_plain_question_imports_no_tables() -> None:
    """pandas takes a second: whoever asks without data does not wait for it."""
    code = (
        "import sys; from IPython.core.interactiveshell import InteractiveShell;"
        "s = InteractiveShell.instance(); s.extension_manager.load_extension('commonground');"
        "s.run_cell('%%ai\\nWhat do we hold?');"
        "print('loaded:', *{m.partition('.')[0] for m in sys.modules})"
    )
    root = str(Path(commonground.__file__).parents[1])
    address = {"COMMONGROUND_URL": "http://127.0.0.1:9/", "COMMONGROUND_TOKEN": "cg_x"}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": root, "PATH": "", "HOME": "/nonexistent", **address},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = set(found.stdout.partition("loaded:")[2].split())
    assert "httpx2" in loaded, found.stderr  # it came as far as the server
    assert not loaded & {"pandas", "narwhals"}


# Braces and dollars are text


TRICKY = 'What is {x} and {y: 1} in {k: v for k, v in d.items()}? {{z}} {} $HOME ${PATH} "q" \\n'


def test_braces_and_dollars_are_text(served: InteractiveShell, server: Answering) -> None:
    served.user_ns.update(x="EXPANDED", d={}, z="EXPANDED", HOME="EXPANDED")
    answer_in_kernel(server)
    run(served, f"%%ai\n{TRICKY}")
    assert server.asked[0].body["body"].strip() == TRICKY.strip()
    assert server.asked[0].body["vars"] == {}


def test_braces_in_a_line_are_text(served: InteractiveShell, server: Answering) -> None:
    served.user_ns.update(x="EXPANDED")
    server.on("POST kernel/m-1", (200, {"kind": "text", "text": "ok"}))
    run(served, "%cg share --kind knowledge {x} is $x and {'a': 1}")
    assert server.asked[0].body["line"] == "share --kind knowledge {x} is $x and {'a': 1}"


def test_a_question_mark_at_the_end_is_text(served: InteractiveShell, server: Answering) -> None:
    server.on("POST kernel/m-1", (200, {"kind": "text", "text": "ok"}))
    run(served, "x = 1\n%cg ask @bob Which rate, isn't it?")
    assert server.asked[0].body["line"] == "ask @bob Which rate, isn't it?"


def test_vars_sends_the_values_that_are_named(served: InteractiveShell, server: Answering) -> None:
    served.user_ns.update(x=41, unused="never sent")
    answer_in_kernel(server)
    run(served, "%%ai --vars\nWhat follows {x}? {'a': 1} {not an identifier}")
    assert server.asked[0].body["vars"] == {"x": "41"}


def test_vars_with_an_undefined_name_sends_nothing(
    served: InteractiveShell, server: Answering
) -> None:
    error = fail(served, "%%ai --vars\nWhat follows {nowhere}?")
    assert "nowhere" in str(error)
    assert server.asked == []


def test_a_huge_value_is_refused_before_it_is_sent(
    served: InteractiveShell, server: Answering
) -> None:
    served.user_ns["frame"] = "x" * 20_001
    error = fail(served, "%%ai --vars\nWhat is in {frame}?")
    assert "20,001" in str(error)
    assert server.asked == []


# In a kernel that the server started


def test_an_answer_is_announced_and_then_written_once(
    served: InteractiveShell, server: Answering
) -> None:
    answer_in_kernel(server)
    _, (first, last) = run(served, "%%ai --insert\nWhy cents?")
    assert server.asked[0].path == "kernel/m-1"
    assert server.asked[0].authorization == "Bearer kernels"
    mime = "application/vnd.commonground.turn+json"
    assert first.data[mime] == {"turn": "t_1", "status": "streaming"}
    assert first.transient == last.transient == {"display_id": "t_1"}
    assert last.update
    assert last.data[mime] == {
        "turn": "t_1",
        "status": "complete",
        "asker": "Alice",
        "model_label": "scripted model",
        "demo": False,
        "line": LINE,
    }
    assert last.data["text/markdown"] == f"{LINE}\n\n{ANSWER}"
    assert len(last.data["text/plain"]) <= 200


def test_a_failed_answer_is_shown_and_fails_the_cell(
    served: InteractiveShell, server: Answering
) -> None:
    problem = "The model's server is overloaded. Ask again in a minute."
    answer_in_kernel(server, a_turn("failed", problem=problem))
    error, shown = fail_showing(served, "%%ai\nWhy cents?")
    assert problem in shown[-1].data["text/markdown"]
    assert problem not in str(error)  # it would stand below itself


def test_private_sends_nothing(served: InteractiveShell, server: Answering) -> None:
    text, _ = run(served, "%%ai --private\nIs my design bad?")
    assert text.strip() == PRIVATE_ELSEWHERE
    assert server.asked == []


def test_a_note_in_a_shared_notebook_sends_nothing(
    served: InteractiveShell, server: Answering
) -> None:
    text, _ = run(served, "%cg note I am unsure about Bob's plan")
    assert text.strip() == NOTE_ELSEWHERE
    assert server.asked == []


def test_help_needs_no_server(served: InteractiveShell, server: Answering) -> None:
    for source in ("%cg", "%cg help", "%%ai --help\n "):
        _, outputs = run(served, source)
        assert outputs[0].data["text/markdown"] == grammar().help()
    assert server.asked == []


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("%%ai --loud\nhello", "--loud"),
        ("%%ai\n\n   \n", "question"),
        ("%cg shout hello", "shout"),
        ("%cg share --kind secret hello", "secret"),
        ("%cg share", "nothing to share"),
    ],
)
def test_a_wrong_command_is_explained_before_it_is_sent(
    served: InteractiveShell, server: Answering, source: str, hint: str
) -> None:
    assert hint in str(fail(served, source))
    assert server.asked == []


def test_a_refusal_of_the_server_is_two_lines(served: InteractiveShell, server: Answering) -> None:
    wire = {"code": "not_attributed", "message": "Nobody ran this.", "remedy": "Run it in Lab."}
    server.on("POST kernel/m-1", (403, wire))
    error = fail(served, "%%ai\nWhy?")
    assert str(error) == "Nobody ran this. Run it in Lab."


# Headless


def test_a_plain_ipython_prints_the_text_as_it_comes(
    shell: InteractiveShell, server: Answering
) -> None:
    answer_headless(server)
    text, outputs = run(shell, "%%ai\nWhy cents?")
    assert text == ANSWER + "\n"
    assert outputs == []
    assert server.asked[0].authorization == "token alices-token"
    assert server.asked[0].body["visibility"] == "shared"


def test_a_cut_off_answer_says_so_in_a_terminal(shell: InteractiveShell, server: Answering) -> None:
    answer_headless(server, a_turn("partial", "Cents", problem="Stopped by Bob."))
    text, _ = run(shell, "%%ai\nWhy cents?")
    assert text.startswith("Cents")
    assert "Stopped by Bob." in text


def test_a_headless_notebook_gets_one_output_without_ids(
    shell: InteractiveShell, server: Answering
) -> None:
    answer_headless(server)
    shell.kernel = Kernel()  # type: ignore[attr-defined]
    try:
        text, outputs = run(shell, "%%ai\nWhy cents?")
    finally:
        del shell.kernel  # type: ignore[attr-defined]
    assert text == ""
    assert len(outputs) == 1
    assert outputs[0].data == {
        "text/markdown": f"*AI answer (scripted model), asked by alice*\n\n{ANSWER}",
        "text/plain": "Cents are exact. ```python price = 5 ```",
    }


def test_headless_vars_are_filled_in_here(shell: InteractiveShell, server: Answering) -> None:
    shell.user_ns["x"] = "{y}"
    answer_headless(server)
    run(shell, "%%ai --vars\nWhat is {x}, and {'a': 1}?")
    assert server.asked[0].body["question"].strip() == "What is {y}, and {'a': 1}?"


def test_a_note_in_a_plain_ipython_is_saved_and_not_repeated(
    shell: InteractiveShell, server: Answering
) -> None:
    server.on("POST commands", (200, {"entry": ENTRY, "revision": "r_1"}))
    text, outputs = run(shell, "%cg note I am unsure about the plan")
    assert (text, outputs) == ("Saved privately.\n", [])
    assert server.asked[0].body == {
        "command": "add",
        "kind": "note",
        "title": "I am unsure about the plan",
        "body": "",
    }


def test_what_is_shared_is_said_as_the_server_says_it(
    shell: InteractiveShell, server: Answering
) -> None:
    """With what is near to it, as in a served notebook."""
    told = {"text/markdown": "Shared. Near to it: x", "text/plain": "Shared. Near to it: x"}
    server.on("POST verbs", (200, {"kind": "bundle", "data": told}))
    text, _ = run(shell, "%cg share --kind convention Money is integer cents")
    assert text == "Shared. Near to it: x\n"
    (asked,) = server.asked
    assert (asked.body["verb"], asked.body["line"]) == (
        "share",
        "--kind convention Money is integer cents",
    )


def test_questions_are_a_frame(shell: InteractiveShell, server: Answering) -> None:
    row = {"at": 0, "asker": "Alice", "question": "Why?", "cost": None}
    told = {"text/plain": "", "application/vnd.commonground.frame+json": {"rows": [row]}}
    server.on("POST verbs", (200, {"kind": "bundle", "data": told}))
    run(shell, "turns = %cg turns --limit 5")
    assert list(shell.user_ns["turns"]["asker"]) == ["Alice"]


def test_a_variable_that_the_question_names_is_told_in_bounds(
    shell: InteractiveShell, server: Answering
) -> None:
    shell.user_ns |= {
        "df": pd.DataFrame({"rate": [1.5, None] * 500}),
        "secret": "no",
        "n": [1] * 99,
    }
    answer_headless(server)
    server.on("GET names/groupsize", (200, {"names": ["10"]}))
    run(shell, "%%ai --model larger\nWhat of @variable:df and @variable:n?")
    body = next(one.body for one in server.asked if one.method == "POST")
    assert body["model"] == "larger"
    assert set(body["values"]) == {"df", "n"}
    assert "1,000 rows, 1 columns\n" in body["values"]["df"]
    assert "- rate: float64, 500 missing" in body["values"]["df"]
    assert len(body["values"]["n"]) < 300
    assert "no variable 'gone'" in str(fail(shell, "%%ai\nWhat of @variable:gone?"))


def test_no_server_set_is_explained(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMMONGROUND_URL", "COMMONGROUND_TOKEN", "COMMONGROUND_KERNEL_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    error = str(fail(shell, "%cg status"))
    assert "COMMONGROUND_URL" in error
    assert "commonground lab" in error


def test_a_server_that_is_down_is_explained(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("COMMONGROUND_URL", f"http://127.0.0.1:{port}/commonground/api")
    monkeypatch.setenv("COMMONGROUND_TOKEN", "x")
    monkeypatch.delenv("COMMONGROUND_KERNEL_TOKEN", raising=False)
    assert "commonground lab" in str(fail(shell, "%%ai\nWhy?"))


# Interrupting


@pytest.fixture
def interruptible() -> Iterator[None]:
    """As ipykernel sets it while a cell runs; a job in the background may ignore interrupts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_stops_the_model_and_keeps_what_had_come(
    served: InteractiveShell, server: Answering
) -> None:
    stopped = a_turn("partial", "Cents", problem="Stopped by Alice.")
    is_over = threading.Event()
    main = threading.main_thread().ident
    assert main is not None

    def growing() -> Iterator[dict[str, Any]]:
        yield {"text": "Cents"}
        signal.pthread_kill(main, signal.SIGINT)
        is_over.wait(10)

    answer_in_kernel(server)
    server.on("GET kernel/m-1/turns/t_1/stream", growing)
    server.on("POST kernel/m-1/turns/t_1/stop", (200, {"turn": stopped.to_wire()}))
    error, shown = fail_showing(served, "%%ai\nWhy cents?")
    is_over.set()
    assert isinstance(error, CellStopped)
    assert server.asked[-1].path == "kernel/m-1/turns/t_1/stop"
    assert shown[-1].data["text/markdown"].startswith(f"{LINE}\n\nCents")
    assert "Stopped by Alice." in shown[-1].data["text/markdown"]


def test_an_interrupt_while_the_question_is_handed_over_still_stops_its_answer(
    served: InteractiveShell, server: Answering
) -> None:
    """Without holding it back, nobody would know the turn to stop."""
    stopped = a_turn("partial", problem="Stopped by Alice.")
    main = threading.get_ident()
    reply = {"kind": "turn", "turn": a_turn().to_wire(), "asker": "Alice", "insert": False}

    class Interrupting(dict[str, Any]):
        def items(self) -> Any:  # json.dumps calls it in the server's thread
            signal.pthread_kill(main, signal.SIGINT)
            return super().items()

    server.on("POST kernel/m-1", (200, Interrupting(reply)))
    server.on("POST kernel/m-1/turns/t_1/stop", (200, {"turn": stopped.to_wire()}))
    error = fail(served, "%%ai\nWhy cents?")
    assert isinstance(error, CellStopped)
    assert [a.path for a in server.asked] == ["kernel/m-1", "kernel/m-1/turns/t_1/stop"]
