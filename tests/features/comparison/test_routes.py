"""The routes of comparisons on a real server, with its sandbox."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest

from tests.live import LiveServer, Person
from tests.server.conftest import SHARED_TOKEN
from tests.server.test_routes import call

SOURCE = """\
goal: Add numbers
options:
  - name: Plain
    prototype: |
      def add(a, b):
          return a + b
  - name: Wrong
    prototype: |
      def add(a, b):
          return a - b
  - Modelled: by the model
criteria: clarity
check: |
  def check(module):
      assert module.add(2, 3) == 5
"""
WITHIN = 60.0


@pytest.fixture(scope="module")
def alice(server: LiveServer) -> Person:
    return server.invite("Alice Adams")


@pytest.fixture(scope="module")
def comparison(server: LiveServer, alice: Person) -> dict[str, Any]:
    answer = call(server, alice, "comparisons", {"source": SOURCE, "path": "a.ipynb"})
    assert answer.status_code == 201, answer.text
    return dict(answer.json()["comparison"])


def view(server: LiveServer, who: Person | str, key: str) -> dict[str, Any]:
    answer = call(server, who, f"comparisons/{key}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["comparison"])


def act(server: LiveServer, who: Person, key: str, **fields: Any) -> httpx.Response:
    return call(server, who, f"comparisons/{key}", fields)


def settled(server: LiveServer, who: Person, key: str) -> dict[str, Any]:
    """The comparison when nothing of it runs or is written any more."""
    deadline = time.monotonic() + WITHIN
    while time.monotonic() < deadline:
        found = view(server, who, key)
        written = [v["status"] for o in found["options"] for v in o["versions"]]
        if "streaming" not in written and not any(o["running"] for o in found["options"]):
            return found
    raise AssertionError("It goes on and on.")


def test_a_comparison_is_run_scored_decided_and_found_again(
    server: LiveServer, alice: Person, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    assert [o["label"] for o in comparison["options"]] == ["A", "B", "C"]
    assert comparison["options"][2]["versions"][0]["turn"]
    assert settled(server, alice, key)["options"][2]["versions"][0]["status"] == "complete"
    answer = act(server, alice, key, act="run")
    assert answer.status_code == 200, answer.text
    options = settled(server, alice, key)["options"]
    assert [o["run"]["result"]["ok"] for o in options[:2]] == [True, False], options
    assert {h["name"] for h in options[0]["run"]["result"]["limits_held"]}
    score = {"command": "compare_score", "comparison": key, "criterion": "clarity", "score": 5}
    assert call(server, alice, "commands", score | {"option": "A"}).status_code == 200
    csv = call(server, alice, f"comparisons/{key}/table?format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.text.splitlines()[0].startswith("option,name,measured: checks passed")
    assert csv.text.splitlines()[1].startswith("A,Plain,1,0,ok,")
    done = act(server, alice, key, act="decide", option="A", reason="It is right.")
    assert done.status_code == 200, done.text
    decided = done.json()["comparison"]
    assert decided["decided"] == options[0]["id"]
    listed = call(server, alice, "comparisons?find=wrong").json()["comparisons"]
    [found] = [c for c in listed if c["id"] == key]
    assert [o["state"] for o in found["options"]] == ["chosen", "rejected", "rejected"]
    entries = call(server, alice, "entries").json()["entries"]
    [entry] = [e for e in entries if e["id"] == found["entry"]]
    assert 'Chosen option: "Plain", because It is right.' in entry["revisions"][-1]["body"]


def test_prototypes_and_their_difference(
    server: LiveServer, alice: Person, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    a, b = (o["id"] for o in comparison["options"][:2])
    files = call(server, alice, f"comparisons/{key}/options/{a}").json()
    assert files["files"] == [{"path": "main.py", "text": "def add(a, b):\n    return a + b\n"}]
    diff = call(server, alice, f"comparisons/{key}/diff?from={a}&to={b}").json()
    assert "-    return a + b\n+    return a - b" in diff["files"][0]["diff"]
    for path in ("options/o_none", f"options/{a}?version=f_none", "diff?from=x&to=y"):
        assert call(server, alice, f"comparisons/{key}/{path}").status_code == 404


def test_a_page_passes_the_gate_as_of_now_on_every_door(
    server: LiveServer, alice: Person, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    page = call(server, alice, f"comparisons/{key}/page")
    assert page.headers["content-type"].startswith("text/html")
    assert "<h2>Minutes</h2>" in page.text
    assert "return a + b" in page.text
    line = "export --overwrite compared.html"
    said = call(server, alice, "verbs", {"verb": "compare", "line": line})
    assert said.status_code == 200, said.text
    assert "<h2>Minutes</h2>" in (server.root / "compared.html").read_text()
    for name in ("../out.html", ".hidden.html", "notes.txt", "there.ipynb"):
        refused = call(server, alice, "verbs", {"verb": "compare", "line": f"export {name}"})
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_command"), name


def test_files_are_saved_below_the_servers_folder_only(
    server: LiveServer, alice: Person, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    assert act(server, alice, key, act="save", folder="kept", option="A").status_code == 200
    assert (server.root / "kept" / "plain" / "main.py").read_text().startswith("def add")
    for folder in ("../out", "/etc", ".hidden"):
        refused = act(server, alice, key, act="save", folder=folder)
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid_command")


def test_a_person_writes_an_option_that_a_secret_is_kept_out_of(
    server: LiveServer, alice: Person, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    done = act(server, alice, key, act="write", option="Mine", text="def add(a, b): ...")
    assert done.json()["comparison"]["options"][-1]["name"] == "Mine"
    secret = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"
    refused = act(server, alice, key, act="write", option="Mine", text=f"key = '{secret}'")
    assert refused.status_code == 422
    assert secret not in refused.text


def test_an_error_in_the_source_names_its_line(server: LiveServer, alice: Person) -> None:
    refused = call(server, alice, "comparisons", {"source": "goal: g\noptins: [a, b]"})
    assert refused.status_code == 400
    assert refused.json()["message"].startswith("Line 2: ")


def test_a_visitor_reads_comparisons_and_nothing_else(
    server: LiveServer, comparison: dict[str, Any]
) -> None:
    key = comparison["id"]
    assert view(server, SHARED_TOKEN, key)["goal"] == "Add numbers"
    for path, body in (
        ("comparisons", {"source": SOURCE}),
        (f"comparisons/{key}", {"act": "run"}),
        (f"comparisons/{key}", {"act": "write", "option": "A", "text": "x = 1"}),
    ):
        assert call(server, SHARED_TOKEN, path, body).status_code == 403
