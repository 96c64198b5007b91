"""Traffic within this machine takes no proxy, and a proxy that stands between is named."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from commonground.client.client import Client
from commonground.errors import NetworkError
from commonground.network import is_this_machine, local_url, proxy_for

from ..kernel.answering import STATUS, answering

PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A proxy is set, and nothing answers there."""
    with socket.socket() as taken:  # bound, not listening: refused at once
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        for name in PROXIES:
            monkeypatch.setenv(name, f"http://user:secret@{place}")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield place


def own_address() -> str | None:
    """An address of this machine that is not on loopback, if it has one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith("127.") else found


@pytest.mark.parametrize(
    ("listens_on", "url"),
    [
        ("", "http://127.0.0.1:8900/"),
        ("*", "http://127.0.0.1:8900/"),
        ("0.0.0.0", "http://127.0.0.1:8900/"),
        ("::", "http://[::1]:8900/"),
        ("[::]", "http://[::1]:8900/"),
        ("::1", "http://[::1]:8900/"),
        ("127.0.0.2", "http://127.0.0.2:8900/"),
        ("localhost", "http://127.0.0.1:8900/"),
        ("198.51.100.7", "http://198.51.100.7:8900/"),
        ("no-such-name.invalid", "http://no-such-name.invalid:8900/"),
    ],
)
def test_a_server_is_reached_where_it_listens(listens_on: str, url: str) -> None:
    assert local_url("http", listens_on, 8900, "/") == url


def test_the_base_of_the_address_is_kept() -> None:
    assert local_url("https", "0.0.0.0", 1, "/team/a/") == "https://127.0.0.1:1/team/a/"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST", "lab.localhost", "localhost.", "127.0.0.1", "127.1.2.3", "[::1]",
     "0.0.0.0", "[::]", "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_loopback_is_this_machine(host: str) -> None:
    assert is_this_machine(f"http://{host}:8900/commonground/api")


@pytest.mark.parametrize(
    "url",
    ["http://198.51.100.7:1/", "http://no-such-name.invalid/", "http://[2001:db8::1]/", "nonsense",
     "http://[broken/", "http:///path", "http://h:99999999/"],
)  # fmt: skip
def test_other_hosts_are_not(url: str) -> None:
    assert not is_this_machine(url)


def test_an_address_of_this_machine_is_its_own() -> None:
    own = own_address()
    if own is None:
        pytest.skip("this machine has loopback alone")
    assert is_this_machine(f"http://{own}:8900/")


def test_a_proxy_is_named_without_its_password(proxied: str) -> None:
    assert proxy_for("http://198.51.100.7:8900/") == proxied
    assert proxy_for("http://127.0.0.1:8900/") is None


def test_what_needs_no_proxy_by_choice_has_none(
    proxied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "198.51.100.7,.example")
    monkeypatch.setenv("no_proxy", "198.51.100.7,.example")
    assert proxy_for("http://198.51.100.7/") is None
    assert proxy_for("http://api.example/") is None


@pytest.mark.parametrize(
    "client_at",
    [lambda url: Client(url, kernel_token="t"), lambda url: Client(url, token="t")],
    ids=["kernel_token", "token"],
)
def test_a_client_on_this_machine_asks_no_proxy(
    proxied: str, client_at: Callable[[str], Client]
) -> None:
    for host in filter(None, ("127.0.0.1", "localhost", own_address())):
        with answering(host) as server:
            server.on("GET status", (200, STATUS))
            with client_at(server.url) as client:
                assert client.status() == STATUS


def test_a_proxy_that_fails_is_named(proxied: str) -> None:
    with (
        Client("http://198.51.100.7:8900/commonground/api", token="t") as client,
        pytest.raises(NetworkError, match=f"The proxy {proxied} does not reach") as caught,
    ):
        client.status()
    assert "NO_PROXY=198.51.100.7" in caught.value.remedy
    assert "secret" not in str(caught.value) + caught.value.remedy
