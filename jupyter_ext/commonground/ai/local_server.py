"""The embedded model's process: serves ``/v1/messages`` on loopback until its parent is gone.

Run as a file by ``local``; it imports nothing of this package, so that it starts fast and holds
nothing of the server's. It reads one line of JSON from stdin (``weights``, ``key``, ``context``,
``threads``), writes one line to stdout (``{"url": ...}`` or ``{"error": ...}``), and exits when
stdin ends: that is how it learns of its parent's death, by ``kill -9`` too. The key comes by stdin
since arguments and environment can be read by others.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import urllib.error
import urllib.request
from typing import Any, NoReturn

LOOK_AFTER_PARENT = 1.0
"""Seconds between looks at the parent's id, for a stdin that something else holds open."""
READY_WITHIN = 60.0
"""Seconds for the server to answer once the weights are loaded."""


def main() -> NoReturn:
    """Serve until stdin ends."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    report = _take_stdout()
    settings = json.loads(sys.stdin.readline() or "null")
    if settings is None:
        os._exit(0)
    threading.Thread(target=_leave_with_stdin, daemon=True).start()
    try:
        server = _serve(settings)
        _wait_until_it_answers(server.listening_address)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        _say(report, {"error": f"{type(error).__name__}: {error}"})
        os._exit(1)
    _say(report, {"url": server.listening_address})
    gone = threading.Event()
    while os.getppid() == parent:
        gone.wait(LOOK_AFTER_PARENT)
    os._exit(0)


def _take_stdout() -> int:
    """Our own way to the parent; what the native library prints goes where its errors go."""
    report = os.dup(1)
    os.dup2(2, 1)
    return report


def _say(report: int, message: dict[str, str]) -> None:
    os.write(report, (json.dumps(message) + "\n").encode())


def _leave_with_stdin() -> NoReturn:
    while sys.stdin.read(1024):
        pass
    os._exit(0)


def _serve(settings: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["weights"]
    params.hostnames = ["127.0.0.1"]
    params.cors_origins = ""
    params.port = 0
    params.api_keys = [settings["key"]]
    params.n_ctx = settings["context"]
    params.n_parallel = 1
    params.cpuparams.n_threads = settings["threads"]
    params.cpuparams_batch.n_threads = settings["threads"]
    params.cache_ram_mib = 0
    params.ui = False
    params.endpoint_slots = False
    params.sampling.temp = 0.0
    return xllamacpp.Server(params)


def _wait_until_it_answers(url: str) -> None:
    """Raises OSError (URLError) if it never does."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    pause = threading.Event()
    for _ in range(int(READY_WITHIN / 0.05)):
        try:
            with opener.open(f"{url}/health", timeout=5):
                return
        except urllib.error.URLError:
            pause.wait(0.05)
    raise TimeoutError(f"no answer within {READY_WITHIN:.0f} s")


if __name__ == "__main__":
    main()
