"""What follows ``--`` goes before what we set, in each of the ways in which Jupyter takes it."""

from __future__ import annotations

import pytest
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp

from commonground.cli.jupyter_options import ALIASES, given, together
from commonground.cli.server_process import PROVIDER

OURS: dict[str, str | None] = {
    "ServerApp.open_browser": None,
    "ServerApp.root_dir": "/srv",
    "ServerApp.identity_provider_class": PROVIDER,
    "ServerApp.ip": "127.0.0.1",
    "ServerApp.port": "8900",
    "ServerApp.port_retries": "0",
    "ServerApp.allow_root": None,
}


def test_nothing_after_it_leaves_ours() -> None:
    assert together(OURS, ()) == [
        "--no-browser",
        "--ServerApp.root_dir=/srv",
        "--ServerApp.identity_provider_class=commonground.server.identity.PersonalLinks",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port=8900",
        "--ServerApp.port_retries=0",
        "--allow-root",
    ]


@pytest.mark.parametrize("trait", OURS)
def test_each_option_that_is_given_takes_the_place_of_ours(trait: str) -> None:
    short = [name for name, of in ALIASES.items() if of == trait]
    for name in (trait, *short):
        for extra in ([f"--{name}=x"], [f"--{name}", "x"], [f"-{name}=x"]):
            made = together(OURS, extra)
            assert made[-len(extra) :] == extra
            assert given(made)[trait] == "x"
            assert sum(given([word]).keys() == {trait} for word in made) == 1


def test_the_last_one_counts_and_a_flag_takes_no_value() -> None:
    assert given(["--ip=a", "--ServerApp.ip=b"]) == {"ServerApp.ip": "b"}
    assert given(["--no-browser", "--ip", "::1"]) == {
        "ServerApp.open_browser": "",
        "ServerApp.ip": "::1",
    }


def test_jupyter_means_the_same_by_the_short_names() -> None:
    for name, trait in ALIASES.items():
        for app in (ServerApp, LabApp):
            known = app()
            klass, _, attribute = trait.partition(".")
            if name in known.flags:
                assert attribute in known.flags[name][0][klass]
            else:
                assert known.aliases[name] == trait


def test_jupyter_reads_the_line_as_it_is_meant() -> None:
    app = ServerApp()
    app.parse_command_line(together(OURS, ["--ServerApp.ip=::1", "--port", "8901"]))
    assert app.config.ServerApp.ip == "::1"
    assert int(app.config.ServerApp.port) == 8901
    assert app.config.ServerApp.port_retries == "0" or app.config.ServerApp.port_retries == 0
