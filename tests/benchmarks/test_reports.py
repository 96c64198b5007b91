"""Benchmarks stand alone, are compared with a stored run, and their quick run is no baseline."""

from __future__ import annotations

import pytest

from .__main__ import BENCHMARKS, _options, run
from .figures import Figure, Report, compared, table


async def fine(quick: bool) -> Report:
    return Report("Fine", (Figure("one", {"p50": 3.0, "p99": 8.0, "n": 5}),))


async def broken(quick: bool) -> Report:
    raise RuntimeError("Nothing came.\nMore of it.")


def test_what_fails_takes_no_other_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    reports, failed = run({"a": broken, "b": fine}, quick=True, baseline={})
    assert list(reports) == ["b"]
    assert failed == {"a": "RuntimeError: Nothing came."}
    assert "Fine" in capsys.readouterr().out


def test_the_change_stands_beside_a_figure_that_the_stored_run_has() -> None:
    report = Report("Fine", (Figure("one", {"p50": 3.0, "n": 5}), Figure("new", {"p50": 1.0})))
    stored = {"figures": [{"name": "one", "p50": 2.0, "n": 5}]}
    shown = table(compared(report, stored))
    assert "2.00 (+50 %)" in shown
    assert compared(report, None) == report


def test_a_quick_run_is_not_stored() -> None:
    with pytest.raises(SystemExit):
        _options(["--quick", "--store"])
    assert _options(["--only", "entries"]).only == ["entries"]
    assert "entries" in BENCHMARKS
