"""A server that is set up wrongly: it says what is wrong, leaks no key, and still stops."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from commonground.config import read_server_file
from commonground.errors import NetworkError
from tests.live import LiveServer

KEY = "sk-ant-canary-setup-4711"


class Misconfigured(LiveServer):
    """It never opens its store, so it is ready as soon as it answers at all."""

    def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
        try:
            return httpx.get(f"{self.api}/status", trust_env=False, timeout=5).status_code < 600
        except httpx.HTTPError:
            return False


@pytest.mark.parametrize(
    ("environ", "arguments", "says"),
    [
        ({"COMMONGROUND_MAX_TOKENS": "lots"}, [], "COMMONGROUND_MAX_TOKENS"),
        ({"COMMONGROUND_KEY_FD": "77"}, [], "COMMONGROUND_KEY_FD"),
        ({}, ["--CommonGroundApp.rates={'m': {'tokens_in': 1.0}}"], "rates for 'm'"),
    ],
)
def test_it_says_what_to_correct_and_hands_no_key_to_kernels(
    tmp_path: Path, environ: dict[str, str], arguments: list[str], says: str
) -> None:
    live = Misconfigured(
        tmp_path,
        name="misconfigured",
        model=None,
        environ={"ANTHROPIC_API_KEY": KEY, **environ},
        arguments=arguments,
    )
    alice = live.invite("Alice Adams")
    with live:
        headers = {"Authorization": f"token {alice.token}"}
        with httpx.Client(headers=headers, trust_env=False, timeout=60) as http:
            answer = http.get(f"{live.api}/status")
            assert answer.status_code == 503
            assert says in answer.json()["message"]
            assert answer.json()["remedy"]
            assert http.post(f"{live.url}api/kernels", json={"name": "python3"}).status_code == 201
        assert live.process is not None
        listed = subprocess.run(
            ["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        started = [line.split(None, 2) for line in listed if "ipykernel_launcher" in line]
        kernels = [pid for pid, parent, _ in started if parent == str(live.process.pid)]
        environs = [Path(f"/proc/{pid}/environ").read_bytes() for pid in kernels]
        assert environs
        assert not any(KEY.encode() in found for found in environs)
        assert live.stop() in (0, -15)  # in time: it raises if the server has to be killed
    assert KEY not in live.log()


@pytest.fixture
def certified(tmp_path: Path) -> Iterator[LiveServer]:
    """A server with a certificate of its own, made for the name that colleagues use."""
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
            *["-subj", "/CN=team.example.com", "-addext", "subjectAltName=DNS:team.example.com"],
            *["-keyout", str(key), "-out", str(certificate)],
        ],
        check=True,
        capture_output=True,
    )

    class Secure(LiveServer):
        def _is_ready(self, process: subprocess.Popen[bytes]) -> bool:
            return (found := read_server_file(self.data)) is not None and found.pid == process.pid

        @property
        def url(self) -> str:
            return super().url.replace("http", "https", 1)

    arguments = [f"--ServerApp.certfile={certificate}", f"--ServerApp.keyfile={key}"]
    with Secure(tmp_path / "live", name="https", arguments=arguments) as live:
        yield live


def test_the_servers_own_certificate_is_trusted_on_its_machine_and_no_other(
    certified: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonground.client.client import Client

    alice = certified.invite("Alice Adams")
    found = read_server_file(certified.data)
    assert found is not None
    assert found.certificate is not None
    environ = {"COMMONGROUND_URL": found.api, "COMMONGROUND_TOKEN": alice.token}
    with Client.from_environ({**environ, "COMMONGROUND_CERTIFICATE": found.certificate}) as client:
        assert client.status()["user"]["display_name"] == "Alice Adams"
    with Client.from_environ(environ) as client, pytest.raises(NetworkError) as caught:
        client.status()
    assert "COMMONGROUND_CERTIFICATE" in str(caught.value)
