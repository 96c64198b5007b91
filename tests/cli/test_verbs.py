"""The verbs of the command line against a real server: what they print, refuse and stop."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner, Result

from commonground.cli.exit_codes import EXIT_CODES, exit_code
from commonground.cli.main import main
from commonground.client.wire_errors import refusal
from tests.live import LiveServer, Person
from tests.slow_script import slow_script


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("verbs")
    with LiveServer(folder, name="verbs", model=slow_script(folder)) as live:
        yield live


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


@pytest.fixture(scope="module")
def grace(server: LiveServer) -> Person:
    return server.invite("Grace Hopper", "owner")


def run(server: LiveServer, who: Person, *words: str, given: str | None = None) -> Result:
    env = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": who.token}
    return CliRunner().invoke(main, words, env=env, input=given)


def told(server: LiveServer, who: Person, *words: str, given: str | None = None) -> str:
    done = run(server, who, *words, given=given)
    assert done.exit_code == 0, done.output
    return done.stdout


def told_json(server: LiveServer, who: Person, *words: str) -> Any:
    return json.loads(told(server, who, *words, "--json"))


def started(
    server: LiveServer, who: Person, *words: str, **streams: Any
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "commonground.cli", *words],
        env=server.environ_for(who) | {"PYTHONUNBUFFERED": "1", "TERM": "xterm"},
        cwd=server.folder, **streams,
    )  # fmt: skip


# Reading


def test_what_was_shared_is_found_by_words_with_a_typing_error(
    server: LiveServer, ada: Person
) -> None:
    told(server, ada, "share", "--kind", "knowledge", "The ledger keeps amounts in cents")
    shown = told(server, ada, "search", "legder", "cents")
    assert "The ledger keeps amounts in cents" in shown
    assert "knowledge" in shown
    found = told_json(server, ada, "search", "ledger", "--kind", "knowledge")
    assert [hit["kind"] for hit in found["hits"]] == ["knowledge"]
    assert "Nothing is found." in told(server, ada, "search", "xyzzyqwfp")


@pytest.mark.parametrize(
    "words",
    [
        ("status",), ("context",), ("search", "ledger"), ("inbox",), ("review",), ("jobs",),
        ("handoff",), ("compare",), ("suggestions",), ("summaries",), ("exceptions", "list"),
        ("thread", "list"), ("mcp", "token", "list"),
    ],
)  # fmt: skip
def test_every_reading_verb_tells_a_program_json(
    server: LiveServer, ada: Person, words: tuple[str, ...]
) -> None:
    assert isinstance(told_json(server, ada, *words), dict | list)


def test_the_context_is_narrowed_by_kind_and_area(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    told(server, ada, "share", "--kind", "work", "Ada mends the importer")
    kinds = {one["kind"] for one in told_json(server, ada, "context", "--kind", "work")}
    assert kinds == {"work"}


def test_a_message_is_listed_and_answered_by_its_id(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    with server.client(grace) as client:
        client.command("query", to=[f"@{ada.username}"], title="Which port?", body="\x1b[31mred")
    (item,) = told_json(server, ada, "inbox")["items"]
    shown = told(server, ada, "inbox")
    assert item["id"] in shown
    assert "you: answer" in shown
    assert "\x1b" not in shown
    assert told(server, ada, "inbox", "answer", item["id"], "8443,", "over", "TLS") == "Answered.\n"
    assert "8443, over TLS" in json.dumps(told_json(server, ada, "context"))


def test_a_verb_of_the_sprint_is_carried_out_as_in_a_cell(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    told(server, grace, "sprint", "new", "Ship the importer")
    told(server, grace, "sprint", "add", "Read CSV", "--for", ada.username)
    assert "Read CSV" in told(server, ada, "sprint")
    assert told_json(server, ada, "sprint")["sprint"] is not None
    assert "%cg sprint" in told(server, ada, "sprint", "help")


# Asking


def test_an_answer_is_printed_and_nothing_else_on_standard_output(
    server: LiveServer, ada: Person
) -> None:
    done = run(server, ada, "ask", "--private", "Why cents?")
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    assert "turn t_" in done.stderr
    turn = told_json(server, ada, "ask", "--private", "Why cents?")
    assert (turn["visibility"], turn["status"]) == ("private", "complete")
    assert done.stdout == turn["text"] + "\n"


def test_what_is_piped_in_becomes_part_of_the_question(server: LiveServer, ada: Person) -> None:
    done = run(server, ada, "ask", "--private", "--json", "Sum these:", "-", given="1\n2\n")
    assert json.loads(done.stdout)["question"] == "Sum these:\n\n1\n2"


def test_ctrl_c_stops_the_answer_on_the_server_too(server: LiveServer, ada: Person) -> None:
    asking = started(server, ada, "ask", "--private", "[slow]",
                     stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert asking.stdout is not None
    first = asking.stdout.read(1)
    assert first
    asking.send_signal(signal.SIGINT)
    _, said = asking.communicate(timeout=60)
    assert asking.returncode == 130, said
    with server.client(ada) as client:
        newest = server.ask(ada, "GET", "turns?limit=1")["turns"][0]
        assert client.turn(newest["id"]).status == "partial"
    assert b"Traceback" not in said


def test_a_thread_is_written_to_a_file(server: LiveServer, ada: Person, tmp_path: Path) -> None:
    told(server, ada, "ask", "--thread", "Ports", "Which port?")
    assert "Which port?" in told(server, ada, "thread", "export", "ports")
    file = tmp_path / "ports.ipynb"
    told(server, ada, "thread", "export", "Ports", "--form", "notebook", "--output", str(file))
    assert "Which port?" in file.read_text()
    unknown = run(server, ada, "thread", "export", "Nowhere")
    assert unknown.exit_code == 1
    assert "thread list" in unknown.stderr


# Reviewing


def proposed(server: LiveServer, who: Person, title: str) -> str:
    with server.client(who) as client:
        return str(client.command("add", kind="decision", title=title)["entry"]["id"])


def status_of(server: LiveServer, who: Person, entry: str) -> str:
    with server.client(who) as client:
        (found,) = [one for one in client.entries() if one["id"] == entry]
    return str(found["revisions"][-1]["status"])


def test_a_proposal_is_accepted_or_turned_down_by_an_option(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    first, second = (proposed(server, ada, title) for title in ("Use TLS", "Use telnet"))
    assert first in told(server, grace, "review")
    assert run(server, ada, "review", "--accept", first).exit_code == 1
    told(server, grace, "review", "--accept", first)
    assert run(server, grace, "review", "--reject", second).exit_code == 2
    told(server, grace, "review", "--reject", second, "--reason", "It is not encrypted")
    assert status_of(server, ada, first) == "accepted"
    assert status_of(server, ada, second) == "rejected"
    again = run(server, grace, "review", "--accept", first)
    assert "Nothing is proposed" in again.stderr


def test_on_a_terminal_a_key_decides(server: LiveServer, ada: Person, grace: Person) -> None:
    entries = [proposed(server, ada, f"By key {n}") for n in range(3)]
    ours, theirs = pty.openpty()
    reviewing = started(server, grace, "review", stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = answered(ours, ["a", "r", "Too early\n", "s"])
    assert reviewing.wait(60) == 0
    assert "\x1b[" in shown  # colours, since it is a terminal
    assert "That was all." in shown
    assert [status_of(server, ada, one) for one in entries] == ["accepted", "rejected", "proposed"]
    told(server, grace, "review", "--accept", entries[2])


def answered(terminal: int, keys: list[str]) -> str:
    """Type the next key whenever the program asks for one; all that it showed."""
    shown = ""
    asked = 0
    with os.fdopen(terminal, "r+b", buffering=0) as stream:
        while True:
            prompts = len(re.findall(r"quit\] |Why: ", shown))
            if asked < min(prompts, len(keys)) and ready(terminal, keys[asked]):
                stream.write(keys[asked].encode())
                asked += 1
            if not select.select([terminal], [], [], 0.02)[0]:
                continue
            try:
                piece = stream.read(4096)
            except OSError:  # the other side is closed
                return shown
            if not piece:
                return shown
            shown += piece.decode(errors="replace")


def ready(terminal: int, key: str) -> bool:
    """A single key counts once the program reads keys: what was typed before is thrown away."""
    return len(key) > 1 or not termios.tcgetattr(terminal)[3] & termios.ICANON


# How it ends, and how it reaches a server


def test_an_exit_code_says_what_kind_of_end_it_was(server: LiveServer, ada: Person) -> None:
    secret = "AKIA" + "Q3EGRKXDNT7VYJ2W"
    assert run(server, ada, "share", "--kind", "work", f"The key {secret}").exit_code == 5
    assert run(server, ada, "share").exit_code == 2
    stranger = Person("X", "x", "reader", "cg_" + "x" * 40)
    assert run(server, stranger, "context").exit_code == 4
    gone = CliRunner().invoke(main, ["context"], env={
        "COMMONGROUND_URL": "http://127.0.0.1:9/commonground/api", "COMMONGROUND_TOKEN": "cg_x",
    })  # fmt: skip
    assert gone.exit_code == 3
    assert {0, 1, 2, 3, 4, 5} <= EXIT_CODES.keys()


def test_a_server_that_fails_by_itself_is_not_what_you_sent() -> None:
    for error, code in (
        (refusal(httpx2.Response(500, text="oops"), False), 7),
        (refusal(httpx2.Response(502, json={"message": "Unhandled error"}), False), 7),
        (refusal(httpx2.Response(500, json={"code": "error", "message": "It broke."}), False), 7),
        (refusal(httpx2.Response(400, json={"code": "user_error", "message": "No."}), False), 1),
    ):
        assert exit_code(error) == code
        assert code in EXIT_CODES


def test_status_tells_a_program_that_no_server_runs(tmp_path: Path) -> None:
    env = {"COMMONGROUND_URL": "", "COMMONGROUND_DATA_DIR": str(tmp_path / "data")}
    done = CliRunner().invoke(main, ["status", "--json", "--root", str(tmp_path)], env=env)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found == {
        "running": False, "root": str(tmp_path), "data": str(tmp_path / "data"),
    }  # fmt: skip


def test_a_token_and_the_model_are_told_to_a_program(server: LiveServer, ada: Person) -> None:
    made = told_json(server, ada, "mcp", "token", "new", "by-json")
    assert made["secret"].startswith("cgm_")
    ended = told_json(server, ada, "mcp", "token", "revoke", made["token"]["id"])
    assert ended["client"] == "by-json"
    assert told_json(server, ada, "model", "status")["installed"] in (True, False)


def test_a_server_is_named_by_an_option_and_the_token_stands_in_a_file(
    server: LiveServer, ada: Person, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(ada.token + "\n")
    file.chmod(0o600)
    words = ["status", "--server", server.url, "--token-file", str(file)]
    done = CliRunner().invoke(main, words, env={"COMMONGROUND_TOKEN": ""})
    assert done.exit_code == 0, done.output
    assert "Ada Lovelace (contributor)" in done.stdout
    assert ada.token not in done.output
    file.chmod(0o644)
    refused = CliRunner().invoke(main, words, env={"COMMONGROUND_TOKEN": ""})
    assert refused.exit_code == 1
    assert f"chmod 600 {file}" in refused.stderr


def test_a_token_does_not_leave_this_machine_over_plain_http(monkeypatch: Any) -> None:
    env = {"COMMONGROUND_TOKEN": "cg_" + "x" * 40}
    words = ["context", "--server", "http://192.0.2.7:8888/lab?token=abc"]
    done = CliRunner().invoke(main, words, env=env)
    assert done.exit_code == 1
    assert "192.0.2.7:8888 over plain HTTP" in done.stderr
    assert "--plain-http" in done.stderr
    assert "abc" not in done.output


def test_colours_are_shown_on_a_terminal_alone_and_not_where_they_are_not_wanted(
    server: LiveServer, ada: Person
) -> None:
    told(server, ada, "share", "--kind", "knowledge", "The palette of the theme")
    assert "\x1b" not in told(server, ada, "search", "palette")
    for wanted, environ in ((True, {}), (False, {"NO_COLOR": "1"})):
        ours, theirs = pty.openpty()
        env = server.environ_for(ada) | {"TERM": "xterm"} | environ
        words = [sys.executable, "-m", "commonground.cli", "search", "palette", "--limit", "1"]
        ran = subprocess.Popen(words, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        assert ("\x1b[" in answered(ours, [])) is wanted
        assert ran.wait(60) == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell])
    assert done.exit_code == 0, done.output
    assert "_COMMONGROUND_COMPLETE" in done.stdout
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here to read it")
    parsed = subprocess.run([shell, "-n"], input=done.stdout, text=True, capture_output=True)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_a_shell_completes_commands_and_entries_of_the_team(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    entry = proposed(server, ada, "To be completed")

    def completed(*words: str) -> str:
        env = server.environ_for(grace) | {
            "_COMMONGROUND_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("commonground", *words)),
            "COMP_CWORD": str(len(words)),
            "COMMONGROUND_DATA_DIR": str(server.data),
        }
        ran = subprocess.run(
            [sys.executable, "-m", "commonground.cli"],
            env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ran.stderr == ""
        return ran.stdout

    assert "plain,search" in completed("sea")
    assert f"plain,{entry}" in completed("review", "--accept", entry[:4])
    assert f"plain,{ada.username}" in completed("revoke", ada.username[:3])
    assert ada.username not in completed("revoke", "zz")


# Settings


def test_the_owner_changes_a_setting_in_words_and_numbers(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    forms = {one["name"]: one["needs"] for one in told_json(server, ada, "settings")}
    assert forms["findings-checked-every"] == "owner"
    assert "preferences" not in forms, "each member's own"
    assert "findings-checked-every   owner" in told(server, ada, "settings")
    refused = run(server, ada, "settings", "findings-checked-every", "7")
    assert refused.exit_code == 1
    assert "takes owner" in refused.output
    done = told_json(server, grace, "settings", "findings-checked-every", "7")
    assert done["entry"] is None, done
    told(server, grace, "settings", "decay:work", "never")
    told(server, grace, "settings", "findings-checked-every", "null")
    wrong = run(server, grace, "settings", "findings-checked-every", "soon")
    assert wrong.exit_code == 1
    assert "from 1 to 365" in wrong.output
    assert run(server, grace, "settings", "decay:work").exit_code == 2


def test_a_question_that_was_answered_is_not_asked_again_where_that_is_wished(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    question = "How is the yearly turnover of the ledger computed?"
    told(server, grace, "ask", question)
    before = len(server.ask(ada, "GET", "turns")["turns"])
    done = run(server, ada, "ask", "--before", question)
    assert done.stdout == "Cents.\n"
    assert "Answered before, on" in done.stderr
    assert "by Grace Hopper" in done.stderr
    found = told_json(server, ada, "ask", "--before", question)
    assert (found["said"], found["answer"]) == (question, "Cents.")
    assert len(server.ask(ada, "GET", "turns")["turns"]) == before
    told(server, ada, "ask", question)
    assert len(server.ask(ada, "GET", "turns")["turns"]) == before + 1
