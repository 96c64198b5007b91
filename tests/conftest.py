"""How all tests run: hypothesis profiles, the order, what runs side by side, time limits.

Profiles: ``default``; ``ci``, a quarter of it; ``soak``, hours (``make soak``). Every failure
prints the ``@reproduce_failure`` line that brings its example back, whatever the order was.
"""

from __future__ import annotations

import itertools
import signal
from collections import defaultdict
from operator import itemgetter
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from .worker import WORKER

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("ci", parent=settings.get_profile("default"), max_examples=25)
settings.register_profile("soak", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")

BROWSER_LIMIT = 600
"""Seconds that a browser test may take; every other has `timeout` of pyproject.toml."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl+C, and so would every program that a test starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)

SLOWEST_FILES = 15
seconds: defaultdict[str, float] = defaultdict(float)
"""What the tests of each file took."""

PLACE = pytest.StashKey[int]()
"""Where a test stands as it was written."""
places = itertools.count()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Note the place before anything is shuffled."""
    item.stash[PLACE] = next(places)


@pytest.hookimpl(tryfirst=True)  # pytest itself puts the tests of one module fixture together after
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the slow files where they cost least, and give browser tests their own limit.

    pytest-randomly has shuffled the items already. Alone, the quick files come first, to fail
    early; side by side the slow ones do, so that no worker ends with a long file of its own.
    """
    side_by_side = hasattr(config, "workerinput")
    quick = [item for item in items if not _starts_a_server(item)]
    slow = _as_written([item for item in items if _starts_a_server(item)])
    slow.sort(key=_is_browser, reverse=side_by_side)
    items[:] = [*slow, *quick] if side_by_side else [*quick, *slow]
    if config.getoption("timeout") is None:
        for item in filter(_is_browser, items):
            item.add_marker(pytest.mark.timeout(BROWSER_LIMIT))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files are dealt out whole, since their tests share a server; browser files to one worker:
    two browsers at once, each with a JupyterLab, leave two cores no time for the deadlines.
    """
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if "/browser/" in nodeid else super()._split_scope(nodeid)

    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name what fails at once, also where a log is cut off before the summary; add up the time."""
    seconds[report.nodeid.partition("::")[0]] += report.duration
    if report.failed and not WORKER:
        why = str(report.longrepr).strip().splitlines()[-1:] or [""]
        print(f"\n{report.nodeid} ({report.when}): {why[0]}", flush=True)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which files took longest, and how to run the same order again."""
    terminalreporter.write_line("Seconds by file, fixtures included:")
    for path, took in sorted(seconds.items(), key=itemgetter(1), reverse=True)[:SLOWEST_FILES]:
        terminalreporter.write_line(f"{took:8.1f} {path}")
    seed = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"The order again: --randomly-seed={seed}")


def _is_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def _starts_a_server(item: pytest.Item) -> bool:
    return _is_browser(item) or "LiveServer" in vars(getattr(item, "module", object))


def _as_written(items: list[pytest.Item]) -> list[pytest.Item]:
    """Each file's tests as the file has them, since they share a team; the files stay shuffled."""
    files = list(dict.fromkeys(item.path for item in items))
    return sorted(items, key=lambda item: (files.index(item.path), item.stash[PLACE]))
