"""The magic in real kernels of a real server: who asked, what a kernel knows, what it can't do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import websocket

from commonground.core.bundle import TURN_MIME
from commonground.core.magic import NOTE_ELSEWHERE, PRIVATE_ELSEWHERE
from tests.live import LiveServer, Person

from .tabs import Notebook, Protocol, Tab

CANARY = "sk-ant-canary-7f3a"
SLOW = " ".join(f"word{n}" for n in range(6000))
SCRIPT = {
    "rules": [["slowly", SLOW], ["cents", "Cents are exact.\n\n```python\nprice = 5\n```\n"]],
    "default": "So it is.",
    "words": 3,
    "delay": 0.02,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("live")
    script = folder / "script.json"
    script.write_text(json.dumps(SCRIPT))
    environ = {"ANTHROPIC_API_KEY": CANARY, "ANTHROPIC_AUTH_TOKEN": CANARY}
    with LiveServer(
        folder, name="kernel-tests", model=f"scripted:{script}", environ=environ
    ) as live:
        yield live


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Archer")


@pytest.fixture(scope="module")
def mallory(server: LiveServer) -> Person:
    return server.invite("Mallory Miller")


@pytest.fixture(scope="module")
def notebook(server: LiveServer, alice: Person) -> Iterator[Notebook]:
    """A notebook and its kernel, which nobody has tampered with."""
    opened = Notebook(server, alice)
    yield opened
    opened.close(alice)


@pytest.fixture
def tabs(notebook: Notebook, alice: Person, mallory: Person) -> Iterator[tuple[Tab, Tab]]:
    """Alice's and Mallory's."""
    both = Tab(notebook, alice), Tab(notebook, mallory)
    yield both
    for tab in both:
        tab.close()


@pytest.fixture
def attacked(server: LiveServer, alice: Person, mallory: Person) -> Iterator[tuple[Tab, Tab]]:
    """Alice's tab and Mallory's, on a kernel of their own that is thrown away afterwards."""
    opened = Notebook(server, alice, "attacked.ipynb")
    both = Tab(opened, alice), Tab(opened, mallory)
    yield both
    for tab in both:
        tab.close()
    opened.close(alice)


def turns_of(server: LiveServer, person: Person) -> list[dict[str, Any]]:
    """The shared turns that name the person as asker, newest first, as everybody sees them."""
    reader = server.invite("Rita Reader", "reader")
    found = server.ask(reader, "GET", "turns?limit=200")["turns"]
    return [t for t in found if t["asker"] == person.username]


def entries_of(server: LiveServer, person: Person) -> list[str]:
    """The titles of what stands in the team's context in that person's name."""
    with server.client(server.invite("Rita Reader", "reader")) as client:
        entries = client.entries()
    return [r["title"] for e in entries for r in e["revisions"] if r["author"] == person.username]


# Who asked


@pytest.mark.parametrize("protocol", ["v1", "legacy"])
def test_two_people_on_one_kernel_are_told_apart(
    server: LiveServer, notebook: Notebook, alice: Person, mallory: Person, protocol: Protocol
) -> None:
    one, other = Tab(notebook, alice, protocol), Tab(notebook, mallory, protocol)
    first = one.run(f"%%ai\nWhy cents, asks Alice ({protocol})?", username="mallory-miller")
    second = other.run(f"%%ai\nWhy cents, asks Mallory ({protocol})?", username="alice-archer")
    shared = other.run(f"%cg share --kind knowledge Mallory knows {protocol}")
    one.close()
    other.close()
    assert (first.status, second.status, shared.status) == ("ok", "ok", "ok")
    assert turns_of(server, alice)[0]["question"] == f"Why cents, asks Alice ({protocol})?"
    assert turns_of(server, mallory)[0]["question"] == f"Why cents, asks Mallory ({protocol})?"
    assert f"Mallory knows {protocol}" in entries_of(server, mallory)
    assert first.shown[-1][TURN_MIME]["asker"] == "Alice Archer"
    assert second.shown[-1][TURN_MIME]["asker"] == "Mallory Miller"


@pytest.mark.parametrize("protocol", ["v1", "legacy"])
def test_names_of_the_team_are_completed_while_a_cell_is_written(
    notebook: Notebook, alice: Person, mallory: Person, protocol: Protocol
) -> None:
    tab = Tab(notebook, alice, protocol)
    tab.run("%cg constraint --thread Rounding Say why")
    Tab(notebook, mallory, protocol).run("%cg share Mallory was here")
    assert "@mallory-miller" in tab.complete("x = 1\n%cg ask @m")
    assert tab.complete("%%ai --thread Ro") == ["Rounding"]
    tab.close()


def test_what_is_only_written_is_carried_out_for_nobody(
    server: LiveServer, attacked: tuple[Tab, Tab], alice: Person
) -> None:
    """Code in the kernel that is called for a completion may read names, and say nothing."""
    tab, other = attacked
    other.run(
        "from commonground.client.client import Client\n"
        "from commonground.core.magic import Magic\n"
        "class Trap:\n"
        "    def __dir__(self):\n"
        "        global said\n"
        "        msg_id = get_ipython().kernel.get_parent('shell')['header']['msg_id']\n"
        "        try:\n"
        "            with Client.from_environ() as client:\n"
        "                client.run_magic(msg_id, Magic('cg', False, 'share Said by nobody'), {})\n"
        "        except Exception as error:\n"
        "            said = str(error)\n"
        "        return ['a']\n"
        "trap = Trap()\n"
    )
    tab.complete("%cg share Said by nobody\ntrap.")
    assert "Nobody ran this cell" in other.run("print(said)").printed
    assert "Said by nobody" not in entries_of(server, alice)


def test_an_answer_is_a_pointer_first_and_whole_at_the_end(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person, notebook: Notebook
) -> None:
    """The extension is there without ``%load_ext``; nothing but the two bundles is written."""
    ran = tabs[0].run("%%ai\nWhy cents, in {braces: and} {k: v for k in d}?")
    assert [o["type"] for o in ran.outputs] == ["display_data", "update_display_data"]
    first, last = ran.shown
    assert first[TURN_MIME]["status"] == "streaming"
    assert last[TURN_MIME]["status"] == "complete"
    line = "*AI answer (scripted model), asked by Alice Archer*"
    assert last["text/markdown"] == line + "\n\nCents are exact.\n\n```python\nprice = 5\n```\n"
    turn = turns_of(server, alice)[0]
    assert turn["id"] == first[TURN_MIME]["turn"] == last[TURN_MIME]["turn"]
    assert turn["question"] == "Why cents, in {braces: and} {k: v for k in d}?"
    assert turn["cell"] == f"cell-of-{ran.msg_id}"
    assert turn["path"] == notebook.path
    assert turn["source"] == "cell"


def test_values_enter_a_question_only_with_vars(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person
) -> None:
    tabs[0].run("price = 5\n")
    tabs[0].run("%%ai --vars\nIs {price} cents? {'a': 1}")
    assert turns_of(server, alice)[0]["question"] == "Is 5 cents? {'a': 1}"


def test_a_cell_of_several_commands_uses_each_of_them(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person
) -> None:
    ran = tabs[0].run("x = 1\n%cg status\n%cg share --kind work Two in one cell\n%cg context\n")
    assert ran.status == "ok"
    assert len(ran.shown) == 3
    assert "**Alice Archer** (contributor)" in ran.shown[0]["text/markdown"]
    assert "Two in one cell" in ran.shown[2]["text/markdown"]
    assert "Two in one cell" in entries_of(server, alice)


def test_the_magic_still_works_after_a_restart(
    server: LiveServer, notebook: Notebook, alice: Person
) -> None:
    notebook.restart(alice)
    tab = Tab(notebook, alice)
    ran = tab.run("%%ai\nWhy cents, after a restart?")
    tab.close()
    assert ran.status == "ok"
    assert turns_of(server, alice)[0]["question"] == "Why cents, after a restart?"


# What stays private, and what the kernel is not told


def test_private_questions_and_notes_leave_no_trace_on_the_server(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person
) -> None:
    before = len(turns_of(server, alice))
    asked = tabs[0].run("%%ai --private\nIs my design bad?")
    noted = tabs[0].run("%cg note I am unsure about the plan")
    assert asked.printed.strip() == PRIVATE_ELSEWHERE
    assert noted.printed.strip() == NOTE_ELSEWHERE
    assert len(turns_of(server, alice)) == before
    with server.client(alice) as client:
        assert client.entries("mine") == []


def test_a_kernel_has_no_key_and_no_token_but_its_own(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person, mallory: Person
) -> None:
    ran = tabs[1].run("import json, os; print(json.dumps(dict(os.environ)))")
    environ = json.loads(ran.printed)
    assert environ["COMMONGROUND_URL"] == server.api
    assert environ["COMMONGROUND_KERNEL_TOKEN"]
    assert not [name for name in environ if name.startswith("ANTHROPIC")]
    assert "COMMONGROUND_TOKEN" not in environ
    for secret in (CANARY, alice.token, mallory.token):
        assert secret not in ran.printed


def test_the_key_is_not_in_the_servers_log(server: LiveServer) -> None:
    assert CANARY not in server.log()


# Stopping


def test_an_interrupt_stops_the_model_and_keeps_what_had_come(
    server: LiveServer, notebook: Notebook, tabs: tuple[Tab, Tab], alice: Person, mallory: Person
) -> None:
    tab = tabs[0]
    msg_id = tab.send("%%ai\nTell me slowly")
    turn_id = tab.until_shown(msg_id)[TURN_MIME]["turn"]
    with server.client(mallory) as watching:
        grown = next(iter(watching.stream(turn_id)))
        notebook.interrupt(alice)
        ran = tab.finish(msg_id)
        kept = watching.turn(turn_id)
    assert isinstance(grown, str)
    assert kept.status == "partial"
    assert kept.text.startswith("word0 word1")
    assert len(kept.text) < len(SLOW)
    assert "Alice Archer" in str(kept.problem)
    assert ran.status == "error"
    assert ran.error.startswith("Common Ground: stopped.")
    assert len(ran.error.splitlines()) == 1
    last = ran.shown[-1]
    assert last[TURN_MIME]["status"] == "partial"
    assert kept.text in last["text/markdown"]


def test_cells_behind_an_interrupted_one_do_not_run(
    server: LiveServer, notebook: Notebook, tabs: tuple[Tab, Tab], alice: Person
) -> None:
    tab = tabs[0]
    msg_id = tab.send("%%ai\nTell me slowly, once more")
    behind = tab.send("ran = True")
    tab.until_shown(msg_id)
    notebook.interrupt(alice)
    assert tab.finish(msg_id).status == "error"
    assert tab.finish(behind).status == "aborted"


# Attacks: Mallory may run any code in the kernel that Alice uses too


PATCH = """
import commonground.client.client, httpx, json, os
from commonground.core.magic import Magic
from IPython import get_ipython

attempts = []

def attempt(what, method, path, body=None, headers=None):
    own = {"Authorization": "Bearer " + os.environ["COMMONGROUND_KERNEL_TOKEN"]}
    answer = httpx.request(method, os.environ["COMMONGROUND_URL"] + "/" + path, json=body,
                           headers=own if headers is None else headers, trust_env=False)
    try:
        code = answer.json().get("code")
    except ValueError:
        code = None
    attempts.append([what, answer.status_code, code])

def command(magic, line, body="", cell_magic=False, vars={}):
    return {"magic": magic, "cell_magic": cell_magic, "line": line, "body": body, "vars": vars}

def attack(msg_id):
    path = "kernel/" + msg_id
    attempt("share", "POST", path, command("cg", "share --kind decision EVIL: delete the tests"))
    attempt("share as cell", "POST", path,
            command("cg", "share --kind decision EVIL", "EVIL", cell_magic=True))
    attempt("ask", "POST", path, command("ai", "", "EVIL: what did Alice write?", cell_magic=True))
    attempt("ask more", "POST", path,
            command("ai", "", "Why cents, Alice asks?\\nEVIL", cell_magic=True))
    attempt("other flags", "POST", path,
            command("ai", "--insert", "Why cents, Alice asks?", cell_magic=True))
    attempt("plain command", "POST", "commands",
            {"command": "add", "kind": "decision", "title": "EVIL", "body": ""})
    attempt("plain ask", "POST", "turns", {"question": "EVIL", "visibility": "shared"})
    attempt("notes", "GET", "entries?room=mine")
"""

AROUND_THE_MAGIC = (
    PATCH
    + """
honest = commonground.client.client.Client.run_magic

def evil(self, msg_id, magic, values):
    attack(msg_id)
    reply = honest(self, msg_id, magic, values)
    attempt("replay", "POST", "kernel/" + msg_id,
            command(magic.name, magic.line, magic.body, magic.cell_magic))
    attempt("share afterwards", "POST", "kernel/" + msg_id,
            command("cg", "share --kind decision EVIL"))
    global used
    used = msg_id
    return reply

commonground.client.client.Client.run_magic = evil
"""
)

BEFORE_EVERY_CELL = (
    PATCH
    + """
def before(info):
    attack(get_ipython().kernel.get_parent("shell")["header"]["msg_id"])

get_ipython().events.register("pre_run_cell", before)
"""
)


def attempts_in(tab: Tab) -> dict[str, tuple[int, str | None]]:
    found = json.loads(tab.run("print(json.dumps(attempts))").printed)
    return {what: (status, code) for what, status, code in found}


def nothing_evil(server: LiveServer, alice: Person) -> None:
    questions = [t["question"] for t in turns_of(server, alice)]
    assert not [q for q in questions if "EVIL" in q]
    assert not [t for t in entries_of(server, alice) if "EVIL" in t]


def test_a_patched_magic_gains_nothing_from_the_others_run(
    server: LiveServer, attacked: tuple[Tab, Tab], alice: Person
) -> None:
    """Mallory's cell waits for Alice's; then it asks, shares and replays with her message's id."""
    alices, mallorys = attacked
    assert mallorys.run(AROUND_THE_MAGIC).status == "ok"
    ran = alices.run("%%ai\nWhy cents, Alice asks?")
    assert ran.status == "ok"
    attempts = attempts_in(mallorys)
    refused = (403, "not_attributed")
    for what in ("share", "share as cell", "ask", "ask more", "other flags"):
        assert attempts[what] == refused, what
    assert attempts["replay"] == refused
    assert attempts["share afterwards"] == refused
    for what in ("plain command", "plain ask", "notes"):
        assert attempts[what][0] in (401, 403), what
    nothing_evil(server, alice)
    asked = [t for t in turns_of(server, alice) if t["question"] == "Why cents, Alice asks?"]
    assert len(asked) == 1


def test_a_message_that_ran_no_command_of_ours_is_good_for_none(
    server: LiveServer, attacked: tuple[Tab, Tab], alice: Person
) -> None:
    alices, mallorys = attacked
    assert mallorys.run(BEFORE_EVERY_CELL).status == "ok"
    assert alices.run("1 + 1  # %cg share --kind decision EVIL: delete the tests").status == "ok"
    attempts = attempts_in(mallorys)
    for what in ("share", "share as cell", "ask"):
        assert attempts[what] == (403, "not_attributed"), what
    nothing_evil(server, alice)


def test_the_id_of_a_run_that_is_over_is_worth_nothing(
    server: LiveServer, attacked: tuple[Tab, Tab], alice: Person
) -> None:
    alices, mallorys = attacked
    ran = alices.run("%cg share --kind knowledge Alice was here")
    code = PATCH + f"\nattack({ran.msg_id!r})"
    code += f"\nattempt('replay', 'POST', 'kernel/{ran.msg_id}', command('cg', "
    code += "'share --kind knowledge Alice was here'))"
    code += "\nattempt('invented', 'POST', 'kernel/0123', command('cg', 'status'))"
    assert mallorys.run(code).status == "ok"
    attempts = attempts_in(mallorys)
    for what in ("share", "ask", "replay", "invented"):
        assert attempts[what][0] in (401, 403), what
        assert attempts[what][1] == "not_attributed", what
    nothing_evil(server, alice)
    assert entries_of(server, alice).count("Alice was here") == 1


def test_a_message_id_sent_by_two_people_is_nobodys(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person, mallory: Person
) -> None:
    """Mallory's browser repeats an id of Alice's with a command of its own."""
    alices, mallorys = tabs
    ran = alices.run("%cg status")
    repeated = mallorys.run("%cg share --kind decision EVIL twice", msg_id=ran.msg_id)
    assert repeated.status == "error"
    nothing_evil(server, alice)
    assert "EVIL twice" not in entries_of(server, mallory)


def test_a_command_that_code_builds_is_refused_with_what_to_do(
    server: LiveServer, tabs: tuple[Tab, Tab], alice: Person
) -> None:
    ran = tabs[0].run("get_ipython().run_line_magic('cg', 'share --kind decision EVIL built')")
    assert ran.status == "error"
    assert ran.error.startswith("Common Ground: ")
    assert "line of its own" in ran.error
    assert len(ran.error.splitlines()) <= 2
    nothing_evil(server, alice)


def test_a_kernels_token_opens_nothing_else_in_jupyter(
    server: LiveServer, tabs: tuple[Tab, Tab]
) -> None:
    code = (
        "import httpx, os\n"
        "base = os.environ['COMMONGROUND_URL'].removesuffix('commonground/api')\n"
        "own = os.environ['COMMONGROUND_KERNEL_TOKEN']\n"
        "for scheme in ('Bearer', 'token'):\n"
        "    headers = {'Authorization': f'{scheme} {own}'}\n"
        "    for path in ('api/contents', 'api/me', 'commonground/api/status'):\n"
        "        print(httpx.get(base + path, headers=headers, trust_env=False).status_code)\n"
        "print(httpx.get(base + 'api/contents?token=' + own, trust_env=False).status_code)\n"
    )
    ran = tabs[1].run(code)
    assert ran.printed.split() == ["403"] * 7


def test_a_reader_opens_no_kernel(server: LiveServer, notebook: Notebook) -> None:
    reader = server.invite("Rita Reader", "reader")
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        Tab(notebook, reader)
    assert refused.value.status_code == 403
    assert turns_of(server, reader) == []


# The server goes away


def test_a_kernel_whose_server_is_gone_says_what_to_do(tmp_path: Path) -> None:
    """The kernel of a killed server lives on; its cells can be run by other means."""
    from jupyter_client.manager import KernelManager

    server = LiveServer(tmp_path, name="kernel-gone")
    environ = server.environ_for(server.invite("Alice")) | {"COMMONGROUND_KERNEL_TOKEN": "stale"}
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=environ, extra_arguments=["--ext=commonground"])
    client = manager.blocking_client()
    client.start_channels()
    outputs: list[dict[str, Any]] = []
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(
            "%%ai\nWhy?", timeout=60, output_hook=lambda m: outputs.append(m["content"])
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    (error,) = [o for o in outputs if "traceback" in o]
    assert len(error["traceback"]) == 2
    assert "No Common Ground server answers" in error["traceback"][0]
    assert "commonground lab" in error["traceback"][1]


# What changed since the socket was opened


@pytest.mark.parametrize("protocol", ["v1", "legacy"])
@pytest.mark.parametrize("escaped", [False, True])
def test_a_role_holds_from_the_next_cell_on(
    server: LiveServer, notebook: Notebook, alice: Person, protocol: Protocol, escaped: bool
) -> None:
    """Also where the type of the message is spelt so that only a JSON parser sees it."""
    bob = server.invite(f"Bob Demoted {protocol} {escaped}")
    tab = Tab(notebook, bob, protocol)
    assert tab.run(f"%cg share --kind work {bob.username}").status == "ok"
    server.invite(bob.display_name, "reader")
    asked = {"code": "by_bob = 1\n%cg share --kind work after", "silent": False}
    tab.send_as("execute_request", asked, escaped=escaped)
    with pytest.raises((RuntimeError, websocket.WebSocketException)):
        tab.finish("none")
    other = Tab(notebook, alice)
    assert other.run("print('by_bob' in globals())").printed == "False\n"
    other.close()
    assert entries_of(server, bob) == [bob.username]


def test_a_cell_that_runs_when_its_senders_link_is_revoked_writes_nothing_more(
    server: LiveServer, notebook: Notebook, alice: Person
) -> None:
    eve = server.invite("Eve Ended")
    tab, watching = Tab(notebook, eve), Tab(notebook, alice)
    wait = "import os, time\nwhile not os.path.exists('go-on'): time.sleep(0.02)\n"
    msg_id = tab.send(f"display('waiting')\n{wait}%cg share --kind work too-late")
    tab.until_shown(msg_id)
    server.revoke(eve)
    (server.root / "go-on").touch()
    assert "revoked" in watching.until_failed(msg_id)  # her own socket ends with her link
    watching.close()
    tab.close()
    assert entries_of(server, eve) == []


def test_a_cell_that_is_run_again_shares_nothing_twice(
    server: LiveServer, notebook: Notebook
) -> None:
    carol = server.invite("Carol Careful")
    tab = Tab(notebook, carol)
    for _ in range(2):
        assert tab.run("%cg share --kind work Only once").status == "ok"
    tab.close()
    assert entries_of(server, carol) == ["Only once"]


def test_a_kernel_that_a_kernel_starts_may_speak_as_a_person(
    server: LiveServer, notebook: Notebook, alice: Person
) -> None:
    """nbclient or papermill in a served notebook: the personal token counts there."""
    tab = Tab(notebook, alice)
    inner = (
        "import nbformat, nbclient, os\n"
        f"os.environ['COMMONGROUND_TOKEN'] = {alice.token!r}\n"
        "book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("
        "'%load_ext commonground\\n%cg status')])\n"
        "nbclient.NotebookClient(book, timeout=60).execute()\n"
        "print(book.cells[0].outputs[0].data['text/markdown'])\n"
        "del os.environ['COMMONGROUND_TOKEN']"
    )
    ran = tab.run(inner)
    tab.close()
    assert ran.status == "ok", ran.error
    assert "Alice Archer" in ran.printed
