"""Lines for a client in its configuration: shown, asked for, and nothing else changed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from commonground.cli.jsonc import read_object, with_member
from commonground.cli.main import main
from commonground.cli.mcp_install import CLIENTS

PLACES = {name: client.project for name, client in CLIENTS.items()}


def install(project: Path, client: str, *more: str, **given_: str) -> tuple[int, str]:
    arguments = ["mcp", "install", client, "--project", str(project), *more]
    done = CliRunner().invoke(main, arguments, **given_)  # type: ignore[arg-type]
    return done.exit_code, done.output


@pytest.mark.parametrize("client", list(CLIENTS))
def test_the_lines_are_shown_then_written_once(tmp_path: Path, client: str) -> None:
    place = tmp_path / PLACES[client]
    code, said = install(tmp_path, client, input="n\n")
    assert code == 1
    assert "+" in said
    assert not place.exists()
    code, said = install(tmp_path, client, input="y\n")
    assert code == 0, said
    assert "Written" in said
    written = place.read_text()
    read = tomllib.loads if place.suffix == ".toml" else json.loads
    found = read(written)
    for key in CLIENTS[client].path:
        found = found[key]
    assert (found["command"], found["args"]) == ("commonground", ["mcp"])
    assert "cgm_" not in written
    code, said = install(tmp_path, client)
    assert code == 0
    assert "has it already" in said
    assert place.read_text() == written


@pytest.mark.parametrize("client", ["claude-code", "cursor", "vscode", "codex"])
def test_the_token_is_named_and_never_written(tmp_path: Path, client: str) -> None:
    install(tmp_path, client, "--yes")
    written = (tmp_path / PLACES[client]).read_text()
    assert "COMMONGROUND_MCP_TOKEN" in written


COMMENTED = """{
    // which theme
    "theme": "One", /* and no other */
    "context_servers": {
        // mine
        "other": {"command": "x", "note": "// not a comment"},
    },
}
"""


def test_comments_and_everything_else_stay(tmp_path: Path) -> None:
    place = tmp_path / PLACES["zed"]
    place.parent.mkdir()
    place.write_text(COMMENTED)
    assert install(tmp_path, "zed", "--yes")[0] == 0
    after = place.read_text()
    assert [line for line in COMMENTED.splitlines() if line not in after.splitlines()] == []
    found = read_object(after)
    assert found["context_servers"].keys() == {"commonground", "other"}
    assert found["context_servers"]["other"]["note"] == "// not a comment"


def test_line_ends_and_the_rest_of_a_toml_file_stay(tmp_path: Path) -> None:
    place = tmp_path / PLACES["codex"]
    place.parent.mkdir()
    before = b'# mine\r\nmodel = "x"\r\n\r\n[mcp_servers.other]\r\ncommand = "y"'
    place.write_bytes(before)
    assert install(tmp_path, "codex", "--yes", "--server", "https://team.example/")[0] == 0
    after = place.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(b"\r\n", b"")
    servers = tomllib.loads(after.decode())["mcp_servers"]
    assert servers["commonground"]["args"] == ["mcp", "--server", "https://team.example/"]


@pytest.mark.parametrize(
    ("client", "text"),
    [
        ("cursor", "{ not json"),
        ("cursor", "[1]"),
        ("cursor", '{"mcpServers": []}'),
        ("cursor", '{"mcpServers": {"commonground": {"command": "mine"}}}'),
        ("codex", "no = = toml"),
        ("codex", '[mcp_servers.commonground]\ncommand = "mine"\n'),
        ("codex", 'mcp_servers = {other = {command = "x"}}\n'),
        ("vscode", '{"inputs": [{"id": "another"}]}'),
    ],
)
def test_what_can_not_be_put_in_safely_is_left_and_told(
    tmp_path: Path, client: str, text: str
) -> None:
    place = tmp_path / PLACES[client]
    place.parent.mkdir()
    place.write_text(text)
    code, said = install(tmp_path, client, "--yes")
    assert code == 1, said
    assert "by hand" in said
    assert place.read_text() == text


def test_one_s_own_configuration_names_where_the_command_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert install(tmp_path, "cursor", "--user", "--yes")[0] == 0
    found = json.loads((tmp_path / ".cursor/mcp.json").read_text())
    assert Path(found["mcpServers"]["commonground"]["command"]).is_absolute()
    assert install(tmp_path, "claude-code", "--user", "--yes")[0] == 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(
    held=st.dictionaries(st.sampled_from(["mcpServers", "a", '"//', "b/*"]), VALUES, max_size=4),
    indent=st.sampled_from([None, 2, 4, "\t"]),
)
def test_a_member_is_put_in_and_nothing_is_lost(held: dict[str, object], indent: object) -> None:
    servers = held.get("mcpServers")
    if servers is not None and not isinstance(servers, dict):
        return
    if servers is None:
        held.pop("mcpServers", None)
    text = json.dumps(held, indent=indent)  # type: ignore[arg-type]
    made = read_object(with_member(text, ("mcpServers", "ours"), {"x": [1]}))
    assert made["mcpServers"] == {**(servers or {}), "ours": {"x": [1]}}
    assert {k: v for k, v in made.items() if k != "mcpServers"} == {
        k: v for k, v in held.items() if k != "mcpServers"
    }
