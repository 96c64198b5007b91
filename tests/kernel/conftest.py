from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.interactiveshell import InteractiveShell

from .answering import Answering, answering


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """A server that answers as it is told; the environment points to it, with a person's token."""
    monkeypatch.delenv("COMMONGROUND_KERNEL_TOKEN", raising=False)
    monkeypatch.setenv("COMMONGROUND_TOKEN", "alices-token")
    with answering() as script:
        monkeypatch.setenv("COMMONGROUND_URL", script.url)
        yield script


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Iterator[InteractiveShell]:
    """A plain IPython with the extension loaded."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    assert shell.history_manager is not None
    assert shell.extension_manager is not None
    shell.history_manager.enabled = False
    shell.extension_manager.load_extension("commonground")
    yield shell
    InteractiveShell.clear_instance()
