"""The doctor: each fault is made for real, and is named with what mends it."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from commonground.cli.doctor.examination import CHECKS, examine, without_secrets, worst
from commonground.cli.doctor.installation import Diagnosis, Installation
from commonground.cli.main import main
from commonground.clock import now
from commonground.config import CONTEXT_DB, write_server_file
from commonground.store.sqlite import SQLiteStore
from tests.live import OURS, SOURCES


@dataclass(frozen=True)
class Patient:
    """An installation of its own: packages, configuration, data and home below one folder."""

    folder: Path
    environ: dict[str, str]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def installation(self, **other: Any) -> Installation:
        environ = self.environ | other.pop("environ", {})
        site = [str(self.site), *sys.path]
        return replace(Installation(self.folder / "root", environ, site, now), **other)

    def found(self, check: str, **other: Any) -> list[Diagnosis]:
        return [d for d in CHECKS[check](self.installation(**other)) if d.level != "fine"]

    def one(self, check: str, **other: Any) -> Diagnosis:
        (diagnosis,) = self.found(check, **other)
        assert diagnosis.remedy or diagnosis.level == "hint"
        return diagnosis

    def package(self, name: str, version: str) -> None:
        """A package as pip leaves it."""
        folder = self.site / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir(parents=True)
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / "METADATA").write_text(text)

    def configured(self, name: str, value: object) -> None:
        """A configuration file of Jupyter's."""
        path = self.folder / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))

    def front_end(self, name: str, about: dict[str, Any], *, where: str = "share") -> Path:
        folder = self.folder / where / "labextensions" / name
        (folder / "static").mkdir(parents=True, exist_ok=True)
        (folder / "static" / "entry.js").write_text("")
        built = {"_build": {"load": "static/entry.js"}}
        whole = {"version": "0.1.0", **about}
        whole["jupyterlab"] = built | whole.get("jupyterlab", {})
        (folder / "package.json").write_text(json.dumps(whole))
        return folder


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    for name in ("root", "data", "site", "home"):
        (tmp_path / name).mkdir(mode=0o700)
    set_to = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "share",
        "COMMONGROUND_DATA_DIR": "data", "HOME": "home",
        "JUPYTER_CONFIG_PATH": "config",
    }  # fmt: skip
    for name, value in set_to.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    environ = {name: str(tmp_path / value) for name, value in set_to.items()}
    return Patient(tmp_path, environ | {"PATH": os.environ["PATH"]})


def test_every_check_has_a_name_of_its_own_and_says_what_it_looks_at() -> None:
    assert len(set(CHECKS.values())) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS.values())


# Packages and front ends


def test_a_package_of_the_wrong_version_is_named_with_the_right_one(patient: Patient) -> None:
    patient.package("jupyterlab", "3.6.1")
    said = patient.one("versions")
    assert said.level == "fault"
    assert "jupyterlab 3.6.1 does not fit" in said.said
    assert "pip install 'jupyterlab" in said.remedy


def test_a_package_that_is_missing_is_named(patient: Patient) -> None:
    found = CHECKS["versions"](patient.installation(site=[str(patient.site)]))
    assert "not installed" in next(iter(found)).said
    own = patient.site / "jupyter_commonground-0.1.0.dist-info"
    own.mkdir()
    (own / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: jupyter-commonground\nVersion: 0.1.0\n"
        "Requires-Dist: pycrdt<0.15,>=0.14\n"
    )
    (said,) = CHECKS["versions"](patient.installation(site=[str(patient.site)]))
    assert said == Diagnosis(
        "fault", "pycrdt is not installed.", "pip install 'pycrdt<0.15,>=0.14'"
    )


def test_a_front_end_that_is_not_built_is_stale_or_broken_is_named(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.prefix", str(patient.folder / "prefix"))
    monkeypatch.setattr("jupyter_core.paths.ENV_JUPYTER_PATH", [])
    assert "was not built" in patient.one("front end").said
    folder = patient.front_end("jupyter-commonground", {"version": "0.0.9"})
    stale = patient.one("front end")
    assert "0.0.9" in stale.said
    assert "stale" in stale.said
    (folder / "static" / "entry.js").unlink()
    assert "not whole" in patient.one("front end").said
    patient.front_end("jupyter-commonground", {})
    os.utime(folder / "static" / "entry.js", (1, 1))
    assert "make setup" in patient.one("front end").remedy


def test_a_front_end_that_is_disabled_is_named(patient: Patient) -> None:
    assert patient.found("front end switched off") == []
    command = [sys.executable, "-m", "jupyterlab.labextensions", "disable", "--level=user",
               "jupyter-commonground"]  # fmt: skip
    env = patient.environ | {"JUPYTERLAB_SETTINGS_DIR": str(patient.folder / "settings")}
    subprocess.run(command, env=env, check=True, capture_output=True)
    said = patient.one("front end switched off")
    assert said.remedy == "jupyter labextension enable jupyter-commonground"


def test_a_server_extension_that_is_switched_off_is_named(patient: Patient) -> None:
    off = {
        "ServerApp": {"jpserver_extensions": {"commonground": False, "jupyter_server_ydoc": False}}
    }
    patient.configured("jupyter_server_config.d/off.json", off)
    found = patient.found("server extension")
    assert [one.level for one in found] == ["fault", "warning"]
    assert found[0].remedy == "jupyter server extension enable commonground"
    assert found[1].remedy == "jupyter server extension enable jupyter_server_ydoc"


@pytest.mark.parametrize("name", ["jupyter_server_config.json", "jupyter_server_ydoc_config.json"])
def test_live_notebooks_that_are_switched_off_are_named(patient: Patient, name: str) -> None:
    assert patient.found("live notebooks") == []
    patient.configured(name, {"YDocExtension": {"disable_rtc": True}})
    said = patient.one("live notebooks")
    assert "disable_rtc" in said.said


def test_a_second_package_that_shares_notebooks_is_named(patient: Patient) -> None:
    patient.package("jupyter-server-documents", "0.1.0")
    assert "pip uninstall jupyter-server-documents" in patient.one("live notebooks").remedy


def test_a_library_that_a_page_would_hold_twice_is_named(patient: Patient) -> None:
    about = {"dependencies": {"yjs": "^13"}, "jupyterlab": {"sharedPackages": {"yjs": False}}}
    patient.front_end("@else/board", about)
    said = patient.one("doubled libraries")
    assert "@else/board brings its own yjs" in said.said
    assert "jupyter labextension disable @else/board" in said.remedy


def test_a_front_end_in_two_versions_is_named(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(patient.folder / "other"))
    patient.front_end("@else/board", {"version": "1.0.0"})
    patient.front_end("@else/board", {"version": "2.0.0"}, where="other")
    said = patient.one("doubled libraries")
    assert "installed twice" in said.said
    assert "1.0.0" in said.said


def test_another_package_with_our_magic_is_named(patient: Patient) -> None:
    patient.package("jupyter-ai-magics", "2.31.0")
    assert "%%ai is theirs" in patient.one("other magics").said


# Surroundings


def test_a_kernel_without_the_magics_is_named(patient: Patient) -> None:
    bare = patient.folder / "bare"
    venv.create(bare, with_pip=False, symlinks=True)
    python = bare / "bin" / "python"
    for name, language, argv in (
        ("bare", "python", [str(python)]), ("shell", "bash", ["bash"]),
    ):  # fmt: skip
        folder = patient.folder / "share" / "kernels" / name
        folder.mkdir(parents=True)
        spec = {"argv": argv, "display_name": name.title(), "language": language}
        (folder / "kernel.json").write_text(json.dumps(spec))
    found = {one.said.split()[2]: one for one in patient.found("kernels")}
    assert found["Bare"].remedy == f"{python} -m pip install jupyter-commonground"
    assert "is no Python" in found["Shell"].said


def test_a_proxy_before_this_machine_is_named(patient: Patient) -> None:
    proxy = {"HTTPS_PROXY": "http://proxy.example:3128"}
    said = patient.one("proxy", environ=proxy)
    assert said.remedy == "export NO_PROXY=127.0.0.1,localhost,::1"
    assert patient.found("proxy", environ=proxy | {"NO_PROXY": "localhost,127.0.0.1"}) == []


def test_data_that_others_can_read_is_named(patient: Patient) -> None:
    database = patient.data / CONTEXT_DB
    database.write_text("")
    database.chmod(0o644)
    patient.data.chmod(0o755)
    found = patient.found("data folder")
    assert [one.remedy for one in found] == [f"chmod 700 {patient.data}", f"chmod 600 {database}"]


def test_data_inside_what_is_served_is_named(patient: Patient) -> None:
    inside = {"COMMONGROUND_DATA_DIR": str(patient.folder / "root" / "data")}
    assert "inside what Jupyter serves" in patient.one("data folder", environ=inside).said


def test_a_full_disk_is_named(patient: Patient) -> None:
    assert patient.one("disk", free_space=lambda _: 10 * 2**20).level == "fault"
    assert patient.one("disk", free_space=lambda _: 300 * 2**20).level == "warning"


def test_a_clock_that_was_never_set_is_named(patient: Patient) -> None:
    assert "1970-01-01" in patient.one("clock", now=lambda: 1000).said


def test_git_that_is_missing_is_named(patient: Patient) -> None:
    assert "PATH" in patient.one("git", environ={"PATH": str(patient.folder)}).remedy


def test_loopback_that_is_down_would_be_named_and_is_not(patient: Patient) -> None:
    assert patient.found("loopback") == []


# The database


@pytest.fixture
def stored(patient: Patient) -> Path:
    path = patient.data / CONTEXT_DB
    asyncio.run(made(path))
    return path


async def made(path: Path) -> None:
    store = SQLiteStore(path)
    await store.open()
    await store.close()


def test_a_sound_database_is_fine(patient: Patient, stored: Path) -> None:
    for check in ("database", "journal", "lock", "future"):
        assert patient.found(check) == [], check


def test_a_damaged_database_is_named(patient: Patient, stored: Path) -> None:
    with stored.open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 20_000)
    said = patient.one("database")
    assert said.level == "fault"
    assert "commonground recover" in said.remedy


def test_another_journal_is_named(patient: Patient, stored: Path) -> None:
    with closing(sqlite3.connect(stored)) as db:
        db.execute("PRAGMA journal_mode=DELETE")
    assert "not WAL" in patient.one("journal").said


def test_a_process_that_holds_the_database_is_named(patient: Patient, stored: Path) -> None:
    holding = (
        "import sqlite3,sys; db=sqlite3.connect(sys.argv[1]); db.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", holding, str(stored)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        assert f"process {holder.pid}" in patient.one("lock").said
    finally:
        holder.communicate()
    assert patient.found("lock") == []


def test_a_record_from_the_future_is_named(patient: Patient, stored: Path) -> None:
    body = json.dumps({"id": "e_1", "at": now() + 3_600_000})
    with closing(sqlite3.connect(stored)) as db, db:
        db.execute("INSERT INTO events VALUES (1, '', 'x', ?)", (body,))
    assert "59 minutes" in patient.one("future", now=lambda: now() + 1000).said


# The server


class Answering(BaseHTTPRequestHandler):
    """Answers as a server of ours would that is not well."""

    status = 200
    headers_sent: ClassVar[dict[str, str]] = {"X-CommonGround-Version": "0.1.0"}
    body: ClassVar[dict[str, Any]] = {}

    def do_GET(self) -> None:
        self.send_response_only(self.status)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(self.body).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def answering(patient: Patient) -> Iterator[type[Answering]]:
    """What a server on the data folder answers, to be set."""
    kind = type("Here", (Answering,), {})
    http = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{http.server_address[1]}/team/"
    write_server_file(patient.data, url, patient.folder / "root")
    yield kind
    http.shutdown()
    http.server_close()


def test_a_server_that_ended_without_saying_so_is_told_of(patient: Patient) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_server_file(patient.data, "http://127.0.0.1:9/", patient.folder, pid=gone.pid)
    assert "crashed" in patient.one("server").said


def test_a_server_whose_port_does_not_answer_is_named(patient: Patient) -> None:
    write_server_file(patient.data, "http://127.0.0.1:9/", patient.folder)
    assert "does not answer on port 9" in patient.one("server").said


def test_another_program_on_the_port_is_named(patient: Patient, answering: Any) -> None:
    answering.headers_sent = {}
    assert "no Common Ground server" in patient.one("server").said


def test_a_server_that_is_set_up_wrongly_says_what_it_is(patient: Patient, answering: Any) -> None:
    answering.status, answering.body = 503, {"message": "No gate key.", "remedy": "Make one."}
    assert patient.one("server") == Diagnosis("fault", "No gate key.", "Make one.")


def test_an_address_without_the_base_url_is_named(patient: Patient, answering: Any) -> None:
    api = patient.installation().server
    assert api is not None
    wrong = {"COMMONGROUND_URL": api.api.replace("/team", "")}
    assert patient.one("address", environ=wrong).remedy == f"export COMMONGROUND_URL={api.api}"
    assert "does not end" in patient.one("address", environ={"COMMONGROUND_URL": api.url}).said
    assert patient.found("address", environ={"COMMONGROUND_URL": api.api}) == []


def test_a_token_that_is_refused_is_named_and_not_shown(patient: Patient, answering: Any) -> None:
    answering.status = 403
    said = patient.one("token", environ={"COMMONGROUND_TOKEN": "cg_canary"})
    assert "does not accept the token" in said.said
    assert "canary" not in said.said + said.remedy
    assert "not set" in patient.one("token").said


def test_a_server_with_another_time_is_named(patient: Patient, answering: Any) -> None:
    later = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 600))
    answering.headers_sent = {**Answering.headers_sent, "Date": later}
    assert "s ahead of ours" in patient.one("clocks").said


def test_what_the_server_says_of_itself_is_told(patient: Patient, answering: Any) -> None:
    answering.body = {"collaboration": {"ok": False, "message": "RTC is off."}}
    (said,) = patient.found("server's own word")
    assert said.said == "RTC is off."


def test_a_key_that_is_refused_is_named_and_not_shown(patient: Patient, answering: Any) -> None:
    answering.status = 401
    server = patient.installation().server
    assert server is not None
    key = {"ANTHROPIC_API_KEY": "sk-ant-canary", "ANTHROPIC_BASE_URL": server.url}
    said = patient.one("model", environ=key, asks_model=True)
    assert said.said == "The model's server refuses the key in ANTHROPIC_API_KEY."
    answering.status = 200
    assert patient.found("model", environ=key, asks_model=True) == []
    quoted = patient.one("model", environ={"ANTHROPIC_API_KEY": '"sk-ant-canary"'})
    assert "canary" not in quoted.said


# The whole of it


def run(patient: Patient, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = patient.environ | {"PYTHONPATH": str(SOURCES)} | environ
    return subprocess.run(
        [sys.executable, "-m", "commonground.cli", "doctor", *words],
        env=env, cwd=patient.folder / "root", capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_report_holds_no_secret_and_no_name_of_the_home_folder(patient: Patient) -> None:
    canaries = {
        "COMMONGROUND_TOKEN": "cg_canary0token0canary",
        "ANTHROPIC_API_KEY": '"sk-ant-api03-canary0key0canary"',
        "COMMONGROUND_URL": "http://ada.canary@example.org:cg_canary1@127.0.0.1:9/wrong",
        "HTTPS_PROXY": "http://canary:canary-password@proxy.example:3128",
    }
    report = patient.folder / "report.json"
    ran = run(patient, "--report", str(report), "--all", **canaries)
    text = report.read_text()
    for shown in (ran.stdout, text):
        assert "canary" not in shown.replace("canary-", "")
        assert str(patient.folder / "home") not in shown
    assert {one["check"] for one in json.loads(text)["findings"]} >= {"proxy", "address", "model"}
    assert report.stat().st_mode & 0o077 == 0


def test_texts_of_people_are_taken_out_of_a_report(patient: Patient) -> None:
    here = patient.installation(environ={"MY_SECRET": "hunter2hunter2"})
    home = patient.environ["HOME"]
    told = f"{home}/x by ada@example.org with cgm_abc123 and hunter2hunter2"
    cleaned = without_secrets(told, here)
    for secret in (home, "ada@example.org", "cgm_abc123", "hunter2"):
        assert secret not in cleaned


def test_the_exit_code_is_that_of_the_worst_finding(patient: Patient) -> None:
    (patient.data / CONTEXT_DB).write_bytes(b"no database" * 1000)
    (patient.data / CONTEXT_DB).chmod(0o600)
    ran = run(patient, "--json")
    told = json.loads(ran.stdout)
    assert told["worst"] == "fault"
    assert ran.returncode == 1
    assert "database" in {one["check"] for one in told["findings"]}
    assert worst(["hint", "warning", "fine"]) == "warning"


def test_a_check_that_fails_is_a_finding_and_the_others_go_on(patient: Patient) -> None:
    def broken(_: Path) -> int:
        raise RuntimeError("no such call")

    found = {one.check: one for one in examine(patient.installation(free_space=broken))}
    assert found.keys() == CHECKS.keys()
    assert "RuntimeError" in found["disk"].found[0].said


def test_the_help_says_what_it_does() -> None:
    assert "how to mend it" in CliRunner().invoke(main, ["doctor", "--help"]).output


# What leaves the machine


class Hearing(Answering):
    """Answers as a server of ours, and notes which tokens it is shown."""

    heard: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.heard.append(self.headers.get("Authorization"))
        super().do_GET()


@pytest.fixture
def hearing(patient: Patient) -> Iterator[tuple[type[Hearing], str]]:
    """A server that no file tells of, and its address."""
    kind = type("There", (Hearing,), {"heard": []})
    http = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield kind, f"http://127.0.0.1:{http.server_address[1]}/commonground/api"
    http.shutdown()
    http.server_close()


TOLD = {"COMMONGROUND_TOKEN": "cg_canary0token0canary"}


def test_a_server_of_this_machine_is_shown_the_token_once_it_said_what_it_is(
    patient: Patient, hearing: tuple[type[Hearing], str]
) -> None:
    kind, url = hearing
    assert patient.found("token", environ={**TOLD, "COMMONGROUND_URL": url}) == []
    assert kind.heard == [None, f"token {TOLD['COMMONGROUND_TOKEN']}"]


def test_a_token_goes_over_plain_http_to_no_other_machine(
    patient: Patient, hearing: tuple[type[Hearing], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, url = hearing
    monkeypatch.setattr(
        "commonground.client.member_address.is_this_machine", lambda url: False
    )  # an address of this machine stands for that of another one
    environ = {**TOLD, "COMMONGROUND_URL": url}
    said = patient.one("token", environ=environ)
    assert "over plain HTTP" in said.said
    assert "canary" not in said.said + said.remedy
    assert kind.heard == [None] * len(kind.heard)
    asked = {**environ, "COMMONGROUND_PLAIN_HTTP": "1"}
    assert patient.found("token", environ=asked) == []
    assert kind.heard[-1] == f"token {TOLD['COMMONGROUND_TOKEN']}"


def test_what_took_the_port_is_shown_no_token(patient: Patient) -> None:
    kind: Any = type("Other", (Hearing,), {"heard": [], "headers_sent": {}, "status": 403})
    http = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    write_server_file(patient.data, f"http://127.0.0.1:{http.server_address[1]}/", patient.folder)
    try:
        assert patient.found("token", environ=TOLD) == []
        assert "no Common Ground server" in patient.one("server", environ=TOLD).said
    finally:
        http.shutdown()
        http.server_close()
    assert kind.heard
    assert set(kind.heard) == {None}


@pytest.mark.parametrize("secret", ['pass"word\\1', "gehëim-wörter", "a'b\"c\\d\té", "päß 雪 key"])
@pytest.mark.parametrize("how", [str, repr, json.dumps])
def test_a_secret_with_any_characters_is_in_no_report(
    patient: Patient, secret: str, how: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Installation) -> Iterator[Diagnosis]:
        raise RuntimeError(f"no such key: {how(secret)} here")

    monkeypatch.setattr("commonground.cli.doctor.examination.CHECKS", {"disk": broken})
    monkeypatch.setattr("os.environ", patient.environ | {"MY_PASSWORD": secret})
    report = patient.folder / "report.json"
    root = ["--root", str(patient.folder / "root")]
    for words in (["--json"], []):
        ran = CliRunner().invoke(main, ["doctor", *words, "--report", str(report), *root])
        for text in (ran.stdout, report.read_text()):
            for form in (secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
                assert form not in text
            assert "[a secret]" in text
        (found,) = json.loads(report.read_text())["findings"]
        assert found["said"].endswith("here")


def test_a_report_of_quoted_addresses_is_json(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(_: Installation) -> Iterator[Diagnosis]:
        yield Diagnosis(
            "fault", "open http://h/lab?token=abc0canary0abc", "'?token=abc0canary0abc'"
        )

    monkeypatch.setattr("commonground.cli.doctor.examination.CHECKS", {"address": told})
    monkeypatch.setattr("os.environ", patient.environ)
    ran = CliRunner().invoke(main, ["doctor", "--json", "--root", str(patient.folder / "root")])
    (found,) = json.loads(ran.stdout)["findings"]
    assert found["said"] == "open http://h/lab?token=[a token]"
    assert found["remedy"] == "'?token=[a token]'"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("/srv/jane/x", "~/x"), ("/srv/jane", "~"), ("/srv/jane2/x", "/srv/jane2/x"),
        ("in '/srv/jane': none", "in '~': none"), ("It is /srv/jane.", "It is ~."),
        ("/srv/jane.doe/x", "/srv/jane.doe/x"), ("/srv/jane-old", "/srv/jane-old"),
    ],
)  # fmt: skip
def test_a_home_folder_ends_where_its_name_ends(patient: Patient, told: str, shown: str) -> None:
    for home in ("/srv/jane", "/srv/jane/"):
        assert without_secrets(told, patient.installation(environ={"HOME": home})) == shown


def test_a_token_in_a_file_is_one_and_a_file_that_is_not_there_is_named(
    patient: Patient, tmp_path: Path, hearing: tuple[type[Hearing], str]
) -> None:
    kind, url = hearing
    file = tmp_path / "token"
    file.write_text(TOLD["COMMONGROUND_TOKEN"])
    file.chmod(0o600)
    environ = {"COMMONGROUND_TOKEN_FILE": str(file), "COMMONGROUND_URL": url}
    assert patient.found("token", environ=environ) == []
    assert kind.heard == [None, f"token {TOLD['COMMONGROUND_TOKEN']}"]
    file.unlink()
    assert "can't be read" in patient.one("token", environ=environ).said


def test_an_address_of_the_server_is_completed(patient: Patient) -> None:
    said = patient.one("address", environ={"COMMONGROUND_URL": "https://hub.example/user/ada/lab"})
    assert said.remedy == "export COMMONGROUND_URL=https://hub.example/user/ada/commonground/api"
