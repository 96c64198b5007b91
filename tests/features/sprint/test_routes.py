"""``%cg sprint`` and the routes of the sprint, over HTTP on a real server."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from commonground.client.client import Client
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from tests.live import PLAIN, LiveServer, Person

FILE = """\
key,title,assignee,estimate,after,status,mood
A,Write the schema,ada,2,B,done,fine
B,Serve it,bob,3,A,in progress,
"""
BOARD = "application/vnd.commonground.board+json"
Say = Callable[..., str]


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", username="ada")


@pytest.fixture
def client(server: LiveServer, ada: Person) -> Iterator[Client]:
    with server.client(ada) as made:
        yield made


@pytest.fixture
def say(client: Client) -> Iterator[Say]:
    """A verb's Markdown. There is a sprint with two tasks; it ends with the test."""

    def said(line: str, body: str = "") -> str:
        return str(client.say("sprint", line, body)["text/markdown"])

    said("new --fresh --from 2026-11-30 --to 2026-12-04 Ship it")
    said("import", FILE)
    yield said
    said("end")


def fetched(server: LiveServer, person: Person, path: str) -> httpx.Response:
    """A route's answer, as a browser of that person gets it."""
    headers = {"Authorization": f"token {person.token}"}
    return httpx.get(
        f"{server.api}/{path}", headers=headers, trust_env=False, verify=PLAIN, timeout=30
    )


def test_the_sprint_is_shown_for_whoever_asks(say: Say, client: Client) -> None:
    shown = say("")
    assert "**Sprint: Ship it** (1 of 2 tasks done, 2026-11-30 to 2026-12-04)." in shown
    assert (
        "| A Write the schema | Done | 2 | B (bob, In progress) | B (bob, In progress) |" in shown
    )
    bundle = client.say("sprint", "board")
    assert bundle[BOARD] == {"goal": "Ship it"}
    assert "**In progress** (1)" in bundle["text/markdown"]
    assert bundle["text/plain"] == bundle["text/markdown"]


def test_tasks_are_added_changed_and_moved_and_a_second_run_prints_the_same(say: Say) -> None:
    adding = "add --for bob --estimate 4h --after A Don't panic"
    assert say(adding) == "**T1 Don't panic**: To do, bob, estimate 0.5, after A"
    for _ in range(2):
        assert say(adding).startswith("**T1 Don't panic**")
        assert say('edit T1 "Keep calm" --for - --area api').endswith(
            ", nobody, estimate 0.5, after A, area api"
        )
        assert say("move T1 In progress --before B").startswith("**T1 Keep calm**: In progress")
        say('edit T1 "Don\'t panic"')
    board = say("board")
    assert board.index("T1 Don't panic") < board.index("B Serve it")
    assert board.count("panic") == 1


def test_checks_load_and_capacity(say: Say) -> None:
    assert "B waits for A, A waits for B." in say("checks")
    assert "| Ada Lovelace | 1 | 2 of 1 | 2 |" in say("capacity ada 1")
    assert "Ada Lovelace has 2 and can do 1" in say("checks")
    say("edit A --after -")
    assert "A waits for" not in say("checks")
    assert "| bob | 1 | 3 | 0 |" in say("load")


def test_a_file_of_the_file_browser_is_read_and_written(server: LiveServer, say: Say) -> None:
    folder = server.root / "plans"
    folder.mkdir(exist_ok=True)
    (folder / "more.csv").write_text("key,title,mood\nC,Draw it,tired\n")
    assert "C Draw it" in say("import plans/more.csv")
    assert say("export plans/out.csv") == "Wrote 3 tasks to plans/out.csv."
    text = (folder / "out.csv").read_text()
    assert text.startswith(FILE)
    assert text.removeprefix(FILE) == "C,Draw it,,,,,tired\n"
    assert text in say("export")


def test_a_sprint_is_exported_as_a_page_with_all_its_tasks(server: LiveServer, say: Say) -> None:
    for _ in range(2):
        assert "sprint.html" in say("export --overwrite sprint.html")
    text = (server.root / "sprint.html").read_text()
    assert "<td>B Serve it</td>" in text
    assert "default-src 'none'" in text
    (server.root / "sprint.html").write_text("mine")
    with pytest.raises(InvalidCommand, match="other files already"):
        say("export sprint.html")


@pytest.mark.parametrize("name", ["plan.ipynb", "check.py", "notes"])
def test_an_export_writes_over_no_file_of_another_kind(
    server: LiveServer, say: Say, name: str
) -> None:
    kept = server.root / name
    kept.write_text("work of weeks")
    with pytest.raises(InvalidCommand, match="CSV"):
        say(f"export {name}")
    assert kept.read_text() == "work of weeks"


def test_an_export_writes_over_other_data_only_when_told(server: LiveServer, say: Say) -> None:
    kept = server.root / "figures.csv"
    kept.write_text("work of weeks")
    with pytest.raises(InvalidCommand, match="--overwrite"):
        say("export figures.csv")
    assert kept.read_text() == "work of weeks"
    for line in ("export figures.csv --overwrite", "export figures.csv"):  # again: the same text
        assert say(line) == "Wrote 2 tasks to figures.csv."
    assert kept.read_text() == FILE


def test_a_reader_writes_no_file(server: LiveServer, say: Say) -> None:
    assert FILE in say("export")
    reader = server.invite("Rita Reader", "reader", username="rita")
    with server.client(reader) as client, pytest.raises(NotAllowed):
        client.say("sprint", "export by-a-reader.csv")
    assert not (server.root / "by-a-reader.csv").exists()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffkey;title;status\r\nX;Größe prüfen;Done\r\n", "utf-8"),
        ("\ufeffsep=;\nkey;title\nX;Größe prüfen\n", "utf-16-le"),
        ("klucz;tytuł;status\nX;Zażółć gęślą jaźń;Gotowe\n", "cp1250"),
        ("ключ;название;статус\rX;Написать схему;Готово\r", "cp1251"),
        ("key\ttitle\nX\tSchöne Grüße – Straße\n", "cp1252"),
    ],
)
def test_a_file_is_read_in_its_encoding_and_written_as_it_came(
    server: LiveServer, client: Client, text: str, encoding: str
) -> None:
    raw = text.encode(encoding)
    (server.root / "in.csv").write_bytes(raw)
    (server.root / "back.csv").unlink(missing_ok=True)
    client.say("sprint", "new --fresh Read files")
    shown = client.say("sprint", "import in.csv")["text/markdown"]
    assert ("was read as " + encoding in shown) == encoding.startswith("cp")
    client.say("sprint", "export back.csv")
    assert (server.root / "back.csv").read_bytes() == raw
    client.say("sprint", "end")


def test_an_encoding_that_cannot_be_read_is_said_without_the_servers_path(
    server: LiveServer, say: Say
) -> None:
    (server.root / "in.csv").write_bytes("title\n請求書を送る設計\n".encode("shift_jis"))
    with pytest.raises(InvalidCommand) as refused:
        say("import in.csv")
    assert "'in.csv' can't be read" in str(refused.value)
    assert "ave it as UTF-8" in str(refused.value)
    assert str(server.root) not in str(refused.value)
    assert "請求書を送る設計" in say("import in.csv --encoding shift_jis")


@pytest.mark.parametrize("name", [".y.csv", "link.csv", "there/x.csv", ".hidden/x.csv"])
def test_an_export_leads_nowhere_else_and_writes_nothing(
    server: LiveServer, say: Say, name: str
) -> None:
    out = server.folder / "elsewhere"
    out.mkdir(exist_ok=True)
    (out / "kept.csv").write_text("kept")
    for link, to in (("link.csv", out / "kept.csv"), ("there", out)):
        if not (server.root / link).is_symlink():
            (server.root / link).symlink_to(to)
    for more in ("", " --overwrite"):
        with pytest.raises(InvalidCommand):
            say(f"export {name}{more}")
    assert {path.name: path.read_text() for path in out.iterdir()} == {"kept.csv": "kept"}
    assert not (server.root / ".y.csv").exists()
    assert not (server.root / ".hidden").exists()


def test_a_file_as_large_as_trackers_export_is_taken_with_what_was_left_out_said(
    server: LiveServer, say: Say
) -> None:
    rows = "".join(f"BIG-{n},Task {n},{'c' * 2_000},{'s' * (n + 150)}\n" for n in range(700))
    (server.root / "big.csv").write_text("Issue key,Summary,Comment,Description\n" + rows)
    shown = say("import big.csv")
    assert "**Cut or left out:**" in shown
    assert "'Comment': 1,400,000 characters are too many to keep" in shown
    assert "| BIG-3 Task 3 | nobody |" in shown


def test_what_a_status_means_is_asked_once_and_remembered(say: Say) -> None:
    text = "key,title,status\nQ,Bake,Bakery\n"
    assert "**What do these statuses mean?** “Bakery”" in say("import", text)
    assert "**Bakery** (1)" in say("board")
    shown = say("status done Bakery")
    assert "Bakery" not in shown
    assert "| Q Bake |" in shown.partition("**Done**")[2]
    again = say("import", text.replace("Q,Bake", "R,Fry"))
    assert "What do these statuses mean" not in again
    assert "| R Fry |" in again.partition("**Done**")[2]
    with pytest.raises(InvalidCommand):
        say("status out Bakery")


def test_an_export_is_one_block_whatever_its_cells_hold(say: Say) -> None:
    say("import", 'key,title,notes\nC,Call,"a\n```\n# b"\n')
    shown = say("export")
    fence = shown.partition("\n")[0]
    assert fence.strip("`") == ""
    assert len(fence) > 3
    assert shown.rstrip().endswith("\n" + fence)


def test_customer_data_in_a_file_is_taken_out_and_told(say: Say) -> None:
    shown = say("import", "key,title,contact\nC,Call them,ann.smith@customer-mail.com\n")
    assert shown.startswith(
        "**Taken out, since nobody else may see it**, also of what is exported: "
    )
    assert "(1)" in shown.partition("\n")[0]
    assert "ann.smith" not in say("export")


@pytest.mark.parametrize("name", ["../secret.csv", "no/such.csv", ".", "/etc/passwd", "plans"])
def test_a_file_elsewhere_is_refused_by_name(say: Say, name: str) -> None:
    for verb in ("import", "export"):
        if (verb, name) != ("export", "/etc/passwd"):
            with pytest.raises(InvalidCommand) as refused:
                say(f"{verb} {name}")
            assert name in str(refused.value)
            assert "root:" not in str(refused.value)


@pytest.mark.parametrize(
    ("line", "error", "words"),
    [
        ("fly", InvalidCommand, "does not know 'fly'"),
        ("move A", InvalidCommand, "Which card, and where?"),
        ("move A nowhere", InvalidCommand, "no column 'nowhere'"),
        ("move Z done", UnknownId, "no task 'Z'"),
        ("edit A", InvalidCommand, "nothing to change"),
        ("edit A --estimate much", InvalidCommand, "'much' is no estimate"),
        ("add --wat 3 X", InvalidCommand, "no option --wat"),
        ("add X --for", InvalidCommand, "--for has no value"),
        ("new Another", InvalidCommand, "“Ship it” is not over"),
        ("import", InvalidCommand, "nothing to import"),
        ("about --from 2026-13-01", InvalidCommand, "YYYY-MM-DD"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(
    say: Say, line: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        say(line)


def test_the_review_from_hidden_notes_to_the_next_sprint(
    server: LiveServer, say: Say, client: Client
) -> None:
    canary = f"canary-{uuid.uuid4()}"
    say(f"well {canary}")
    with server.client(server.invite("Bob Brown", username="bob")) as bob:
        assert canary not in json.dumps(bob.sprint())
        assert "is hidden until" in bob.say("sprint", "review")["text/markdown"]
        with pytest.raises(NotAllowed, match="who opened it, and the context owner"):
            bob.say("sprint", "reveal")
    assert canary in say("reveal")
    assert "- Talk more (bob)" in say("action --for bob Talk more")
    assert say("end It was close.") == say("end")
    [entry] = [e for e in client.entries() if "It was close." in str(e)]
    assert entry["kind"] == "work"
    say("new The next")
    assert {t["title"] for t in client.sprint()["sprint"]["tasks"]} == {"Serve it", "Talk more"}
    assert client.sprint("Ship it")["sprint"]["ended_at"] is not None


def test_a_notebook_reads_the_whole_sprint_as_tables(
    server: LiveServer, ada: Person, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    import commonground

    for name, value in server.environ_for(ada).items():
        monkeypatch.setenv(name, value)
    say("unit days")
    sprint = commonground.sprint()
    tasks = sprint.tasks()
    assert tasks.attrs["unit"] == "days"
    assert "planned (days)" in sprint.load().columns
    assert "from (days)" in sprint.timeline().columns
    assert list(tasks.index) == ["B", "A"]
    assert tasks.loc["B", "waits for"] == "A"
    assert sprint.critical_path() == ["B"]
    assert set(sprint.dependencies().edges) == {("A", "B"), ("B", "A")}
    assert "A waits for B" in sprint.checks().loc[0, "message"]
    assert sprint.to_csv() == FILE
    assert sprint.review()["done"] == ["A"]


def test_the_routes_answer_and_name_what_is_not_there(
    server: LiveServer, ada: Person, say: Say
) -> None:
    def get(path: str) -> httpx.Response:
        return fetched(server, ada, path)

    found: dict[str, Any] = get("sprint").json()
    assert [column["name"] for column in found["sprint"]["columns"]] == [
        "todo",
        "doing",
        "review",
        "done",
    ]
    assert found["loads"][0] == {
        "assignee": "Ada Lovelace",
        "planned": 2.0,
        "done": 2.0,
        "tasks": 1,
        "capacity": None,
        "doing": 0.0,
        "dropped": 0.0,
        "over": False,
    }
    findings = get("sprint/checks").json()["findings"]
    assert [f["message"] for f in findings if f["rule"] == "cycle"] == [
        "B waits for A, A waits for B."
    ]
    assert get("sprint/export").json() == {"csv": FILE}
    assert get("sprint/review").json()["review"]["left"] == ["B"]
    assert get("sprint?goal=Nothing").json()["sprint"] is None
    missing = get("sprint/checks?goal=Nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "unknown_id")


def test_a_unit_a_limit_and_comments_are_said_from_a_cell_once(say: Say) -> None:
    for _ in range(2):
        assert say("unit days") == "Estimates of this sprint are in days."
        assert say("comment B Which port?").endswith("\n\n- ada: Which port?")
        assert "**In progress** (1 of at most 1, 3 days)" in say("limit In progress 1")
    assert "| task | who | estimate (days) |" in say("board")
    assert "| B Serve it | bob | 3 | A |  | 1 comment |" in say("board")
    say("move A doing")
    assert "**In progress** (2 of at most 1: too many, 5 days)" in say("board")
    assert "(2, 5 days)" in say("limit doing -")
    with pytest.raises(InvalidCommand, match="How many cards"):
        say("limit doing")
    with pytest.raises(InvalidCommand, match="in points or in days"):
        say("unit weeks")


def test_a_card_is_estimated_together_and_nobody_reads_a_secret_estimate(
    say: Say, server: LiveServer, client: Client, ada: Person
) -> None:
    def rounds(person: Person) -> Any:
        return fetched(server, person, "sprint").json().get("poker", [])

    bob = server.invite("Bob Brown")
    assert "0 of" in say("poker B")
    with server.client(bob) as theirs:
        [found] = rounds(bob)
        theirs.command("poker_estimate", round=found["id"], estimate=5)
        with pytest.raises(NotAllowed):
            theirs.command("poker_reveal", round=found["id"])
    [hidden], [own] = rounds(ada), rounds(bob)
    assert (hidden["estimated"], hidden["estimates"]) == ([bob.username], [])
    assert (hidden["may_reveal"], own["may_reveal"]) == (True, False)
    assert [each["estimate"] for each in own["estimates"]] == [5]
    assert f"- {bob.username}: 5" in say("poker B --reveal")
    taken = "**B Serve it**: In progress, Bob Brown, estimate 5, after A"
    for line in ("poker B --take 5", "poker B", "poker B --reveal", "poker B --take 5"):
        assert say(line) == taken  # a cell that is run again begins no other round
        assert rounds(ada) == []
    assert "0 of" in say("poker B --again")
    assert len(rounds(ada)) == 1


def test_the_burndown_is_a_table_in_a_cell_and_drawn_where_it_can_be(
    say: Say, server: LiveServer, client: Client, ada: Person
) -> None:
    shown = client.say("sprint", "burndown")
    assert "| day | left | of | even pace |" in shown["text/markdown"]
    assert shown[BOARD] == {"goal": "Ship it", "view": "burndown"}
    days = fetched(server, ada, "sprint/burndown").json()["days"]
    assert days[-1]["day"] == "2026-12-04"
