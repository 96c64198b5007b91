"""A feature of somebody else's package: installed beside ours, with no line of ours changed.

The package is a real one: its module, and the metadata that an installer writes (with the entry
point ``commonground.features``), in a folder of its own on the path.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonground.errors import InvalidCommand
from tests.live import SOURCES, LiveServer, Person

FEATURE = '''\
"""What the weather is like."""

from typing import Any, Literal

from pydantic import BaseModel

from commonground.core.command import Command, Text
from commonground.core.fields import Wire
from commonground.core.plan import Plan
from commonground.core.planner import Planner
from commonground.core.parameter import FreeText, OneOf, VerbOption
from commonground.core.syntax import Syntax
from commonground.service.feature import Feature
from commonground.service.host import Host
from commonground.service.route import Asked, get
from commonground.service.tool import ToolAsked, reads
from commonground.service.verb import Call, Shown, Verb


class Observe(Command):
    """Tell the team what the weather is like."""

    command: Literal["observe"] = "observe"
    sky: Literal["clear", "cloudy"]

    def plan(self, planner: Planner) -> Plan:
        """A piece of knowledge."""
        return planner.add_entry("knowledge", Text(title=f"The sky is {self.sky}"))


async def weather(host: Host, call: Call) -> Shown:
    """Look at the sky, and say so."""
    command = Observe(sky=call["sky"])
    await host.service.run(call.member, command, source=call.source)
    return Shown(f"It is **{call['sky']}**. {call.text}")


class Day(BaseModel):
    """Which day."""

    day: int = 0


@get("weather", answer=dict[str, Any], query=Day)
async def forecast(asked: Asked) -> dict[str, Any]:
    """The forecast of a day."""
    return {"day": asked.query.day, "sky": "clear"}


SYNTAX = Syntax(
    "weather",
    (VerbOption("sky", "SKY", OneOf(("clear", "cloudy")), default="clear"),),
    FreeText(),
    (("`%cg weather --sky clear TEXT`", "what the weather is like"),),
)


class When(Wire):
    """Which day."""

    day: int = 0


@reads("weather", When)
async def looked_up(asked: ToolAsked) -> str:
    """Say what the weather is like."""
    return f"Day {asked.input.day}: clear"


feature = Feature(
    "weather",
    commands=(Observe,),
    routes=(forecast,),
    verbs=(Verb(SYNTAX, weather),),
    tools=(looked_up,),
)
'''


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """PYTHONPATH of an installation that has the package."""
    folder = tmp_path_factory.mktemp("site-packages")
    (folder / "team_weather.py").write_text(FEATURE)
    metadata = folder / "team_weather-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: team-weather\nVersion: 1.0\n")
    (metadata / "INSTALLER").write_text("pip\n")
    points = "[commonground.features]\nweather = team_weather:feature\n"
    (metadata / "entry_points.txt").write_text(points)
    return os.pathsep.join([str(SOURCES), str(folder)])


@pytest.fixture(scope="module")
def server(path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("extension")
    with LiveServer(folder, name="extension", environ={"PYTHONPATH": path}) as server:
        yield server


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace")


def call(server: LiveServer, who: Person, route: str, body: Any = None) -> httpx.Response:
    method = "GET" if body is None else "POST"
    headers = {"Authorization": f"token {who.token}"}
    return httpx.request(
        method, f"{server.api}/{route}", json=body, headers=headers, trust_env=False, timeout=30
    )


def run(path: str, code: str, **environ: str) -> Any:
    """What a Python that has the package prints, as JSON."""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path} | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_its_command_is_carried_out(server: LiveServer, ada: Person) -> None:
    done = call(server, ada, "commands", {"command": "observe", "sky": "cloudy"})
    assert done.status_code == 200, done.text
    assert "The sky is cloudy" in json.dumps(call(server, ada, "entries?room=team").json())


def test_its_command_asks_for_its_role(server: LiveServer) -> None:
    reader = server.invite("Rita Reader", "reader")
    refused = call(server, reader, "commands", {"command": "observe", "sky": "clear"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    said = call(server, reader, "verbs", {"verb": "weather", "line": "", "body": ""})
    assert said.status_code == 403


@pytest.mark.parametrize(
    "body",
    [{"sky": "green"}, {}, {"sky": "clear", "extra": 1}, {"sky": ["clear"]}],
    ids=["value", "missing", "unknown field", "type"],
)
def test_bad_input_is_refused(server: LiveServer, ada: Person, body: dict[str, Any]) -> None:
    refused = call(server, ada, "commands", {"command": "observe"} | body)
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_command")


def test_its_route_answers_and_refuses_bad_input(server: LiveServer, ada: Person) -> None:
    assert call(server, ada, "weather?day=2").json() == {"day": 2, "sky": "clear"}
    refused = call(server, ada, "weather?day=soon")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_command")
    assert httpx.get(f"{server.api}/weather", trust_env=False, timeout=30).status_code == 403


def test_its_verb_is_read_from_its_syntax(server: LiveServer, ada: Person) -> None:
    with server.client(ada) as client:
        shown = client.say("weather", "--sky cloudy Isn't it?", "")
        assert shown["text/markdown"] == "It is **cloudy**. Isn't it?"
        with pytest.raises(InvalidCommand, match="There is no sky 'green'"):
            client.say("weather", "--sky green", "")
        assert "what the weather is like" in client.say("help", "", "")["text/markdown"]


def test_a_notebook_has_its_verb_with_help_and_completion(
    server: LiveServer, ada: Person, path: str
) -> None:
    code = """
import json, os
os.environ.update(json.loads(os.environ["SERVER"]))
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
shell = InteractiveShell.instance()
shell.history_manager.enabled = False
shell.extension_manager.load_extension("commonground")
def complete(line):
    return shell.complete("", line, len(line))[1]
def ran(source):
    with capture_output() as captured:
        shell.run_cell(source)
    return captured.stdout + "".join(o.data.get("text/plain", "") for o in captured.outputs)
offered = [complete("%cg wea"), complete("%cg weather --"), complete("%cg weather --sky cl")]
told = [ran("%cg help"), ran("%cg help weather"), ran("%cg weather --sky green")]
print(json.dumps([offered, told, ran("%cg weather Isn't it?")]))
"""
    environ = {k: v for k, v in server.environ_for(ada).items() if k.startswith("COMMONGROUND_")}
    code = f"import os; os.environ['SERVER'] = {json.dumps(environ)!r}\n" + code
    offered, (everything, own, wrong), shown = run(path, code)
    assert offered == [["weather"], ["--sky"], ["clear", "cloudy"]]
    assert "| `%cg weather --sky clear TEXT` | what the weather is like |" in everything
    assert own.startswith("`%cg weather [--sky SKY] [TEXT]`")
    assert "There is no sky 'green'. Write one of: clear, cloudy." in wrong.replace("\n", " ")
    assert "It is **clear**. Isn't it?" in shown


def test_its_tool_is_one_of_those_that_a_model_is_told_of_in_any_process(path: str) -> None:
    code = """
import json
from commonground.registry import features
told = [[t.spec.name, t.spec.description, t.spec.schema] for t in features().tools]
print(json.dumps(told))
"""
    first, second = (run(path, code, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first == second
    names = [name for name, _, _ in first]
    assert names == sorted(names)
    [weather] = [tool for tool in first if tool[0] == "weather"]
    assert weather[1] == "Say what the weather is like."
    assert weather[2]["properties"] == {"day": {"default": 0, "type": "integer"}}


def test_the_description_of_the_interface_and_the_reference_have_it(
    path: str, tmp_path: Path
) -> None:
    module = "commonground.server.openapi"
    document = run(path, f"import json, {module} as made; print(json.dumps(made.describe()))")
    operation = document["paths"]["/weather"]["get"]
    assert operation["summary"] == "The forecast of a day."
    assert [parameter["name"] for parameter in operation["parameters"]] == ["day"]
    assert document["components"]["schemas"]["Observe"]["properties"]["sky"]["enum"] == [
        "clear",
        "cloudy",
    ]
    writes = "from commonground.cli.reference import main; main([{!r}], standalone_mode=False)"
    run(path, writes.format(str(tmp_path)) + "; print(1)")
    assert "## `%cg weather`" in (tmp_path / "verbs.md").read_text("utf-8")
    assert "## `observe`" in (tmp_path / "commands.md").read_text("utf-8")
