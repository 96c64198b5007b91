"""Comparisons as JSON, for browsers and lists.

What a browser is given of one (``GET comparisons/{id}``) is ``{"comparison": ...}`` with this
inside; times are milliseconds since 1970, and ``null`` where nothing is known::

    {"id": "k_1", "goal": "Count events per user", "by": "ada", "at": 1700000000000,
     "path": "design.ipynb", "cell": "c1", "area": null,
     "criteria": [{"name": "clarity", "weight": 2.0, "better": "higher"}],
     "check": "def check(module): ...", "benchmark": null,
     "phase": {"name": "prototype", "by": "ada", "at": 1700000000000, "ends": 1700000600000},
     "phases": ["propose", "prototype", "discuss", "decide"],
     "scoring": "secret", "revealed": false,
     "options": [
       {"id": "o_1", "label": "A", "name": "Dictionary", "sketch": "one dict in memory",
        "constraints": ["standard library only"], "by": "ada", "at": 1700000000000,
        "versions": [
          {"id": "f_2", "turn": "t_1", "by": "ada", "at": 1700000000001, "instruction": "",
           "status": "streaming", "problem": null}],
        "current": "f_2",
        "forked": false,
        "files": [{"path": "main.py", "lines": 12, "characters": 301}],
        "problems": [{"path": "main.py", "line": 3, "message": "invalid syntax"}],
        "measures": {"files": 1, "lines": 9, "complexity": 3, "worst": 2,
                     "dependencies": ["numpy"], "public": ["count(events)"]},
        "run": {"version": "f_2", "by": "ada", "at": 1700000000002, "stale": false,
                "result": {"ok": true, "checks": [{"name": "check", "ok": true, "message": ""}],
                           "seconds": 0.01, "benchmark_seconds": null,
                           "peak_memory_bytes": 15000000, "output": "", "ended": "ok",
                           "note": "", "limits_held": [{"name": "network", "held": true,
                                                        "how": "a network namespace"}]}},
        "running": false,
        "saved": [{"folder": "prototypes/dictionary", "version": "f_2", "by": "ada", "at": 1}]}],
     "scores": [{"option": "o_1", "criterion": "clarity", "by": "bob", "score": 4, "why": "short",
                 "at": 1700000000003, "sealed": false, "late": false}],
     "may_reveal": true, "scored": ["bob"], "invited": 5,
     "judged": [{"option": "o_1", "criterion": "clarity", "model": "claude", "score": 3,
                 "why": "two names for one thing", "at": 1700000000004, "turn": "t_9"}],
     "arguments": [{"id": "f_9", "option": "o_1", "criterion": null, "side": "for",
                    "text": "no server", "by": "bob", "at": 1700000000005}],
     "totals": {"o_1": 4.0},
     "table": {"columns": [{"group": "measured", "name": "lines", "unit": "", "better": null,
                            "best": []}],
               "rows": [{"option": "o_1", "label": "A", "name": "Dictionary", "cells": [9]}]},
     "decisions": [{"id": "f_10", "option": "o_1", "entry": "e_1", "reason": "simplest",
                    "by": "ada", "at": 1700000000006}],
     "decided": "o_1"}

A version with ``turn`` null was written by a person; else its text grows with that turn's deltas.
``files`` to ``run`` speak of the version ``current``. While ``scoring`` is secret and ``revealed``
false, ``scores`` holds the reader's own only, each ``sealed``; ``scored`` says who sealed any, of
``invited`` people, and ``may_reveal`` whether the reader may show them. What was given after that
is ``late``. The others of these routes:

``GET comparisons[?find=WORDS]``
    ``{"comparisons": [{"id", "goal", "by", "at", "phase", "ends", "path", "cell", "options":
    [{"id", "label", "name", "state": "open|chosen|rejected"}], "decided", "entry"}]}``, newest
    first; ``ends`` is when the time of the phase is over.
``POST comparisons`` ``{"source": YAML, "path": null, "area": null}``
    starts one; 201 with the comparison.
``GET comparisons/{id}/options/{option}[?version=f_2]``
    ``{"option", "version", "text", "files": [{"path", "text"}], "problems", "notes"}``.
``GET comparisons/{id}/diff?from=o_1&to=o_2`` (options or versions)
    ``{"files": [{"path", "status": "same|changed|added|removed", "diff": unified diff}]}``.
``GET comparisons/{id}/table?format=csv|md|html``
    the table as a text.
``POST comparisons/{id}`` ``{"act": ..., ...}``
    ``write`` (option or name, text, sketch?), ``refine`` (option, instruction), ``again`` (option),
    ``stop`` (option), ``run`` (option?), ``judge``, ``save`` (folder, option?, overwrite?),
    ``insert`` (option), ``decide`` (option, reason, title?); answers with the comparison. A run
    goes on behind the answer: ``running`` says so, and the feed tells of its end.
``POST comparisons/{id}/record`` ``{"act": "decide", ...}``
    the decision record that this would write: ``{"title", "body", "outcome", "labels"}``.
``POST commands``
    ``compare_score`` (comparison, option, criterion, score 1 to 5, why?), ``compare_argue``
    (comparison, option?, criterion?, side for|against|note, text), ``compare_phase`` (comparison,
    phase, minutes?), ``compare_reveal`` (comparison), ``compare_option`` (comparison, name,
    sketch?, constraints?).

The feed's ``facts`` event names the comparison in ``about`` whenever something of it is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .measures import Measures
from .model import PHASES, Comparison, Option, OptionRun, Version
from .report import Draft
from .table import ComparisonTable
from .views import (
    ComparisonView,
    FileSize,
    ListedComparison,
    ListedOption,
    MeasuresView,
    OptionView,
    PhaseView,
    ProblemView,
    RunView,
    TableView,
    VersionView,
)


def summary_of(comparison: Comparison) -> ListedComparison:
    """A comparison in a list: rejected options stay findable."""
    decision = comparison.decision

    def state(option: Option) -> Literal["open", "chosen", "rejected"]:
        if decision is None:
            return "open"
        return "chosen" if decision.option == option.id else "rejected"

    return ListedComparison(
        id=comparison.id,
        goal=comparison.goal,
        by=comparison.by,
        at=comparison.at,
        phase=comparison.phase,
        ends=comparison.phase_ends,
        path=comparison.path,
        cell=comparison.cell,
        options=tuple(
            ListedOption(id=o.id, label=o.label, name=o.name, state=state(o))
            for o in comparison.options
        ),
        decided=None if decision is None else decision.option,
        entry=None if decision is None else decision.entry,
    )


def comparison_view(
    comparison: Comparison,
    options: Sequence[OptionView],
    table: ComparisonTable,
    *,
    invited: int,
    may_reveal: bool,
) -> ComparisonView:
    """What people stated about a comparison, its options as they are now, and its table.

    ``invited``: how many may score it. ``may_reveal``: whether this reader shows secret scores.
    """
    decision = comparison.decision
    phase = PhaseView(
        name=comparison.phase,
        by=comparison.phase_by,
        at=comparison.phase_at,
        ends=comparison.phase_ends,
    )
    made = {
        "phase": phase,
        "invited": invited,
        "may_reveal": may_reveal,
        "phases": PHASES,
        "totals": {
            o.id: total for o in comparison.options if (total := comparison.total(o.id)) is not None
        },
        "decided": None if decision is None else decision.option,
        "options": options,
        "table": TableView.model_validate(table.to_wire()),
    }
    same = ComparisonView.model_fields.keys() - made.keys()
    return ComparisonView.of(**made, **{name: getattr(comparison, name) for name in same})


def option_view(
    option: Option,
    versions: Sequence[tuple[Version, Draft]],
    measures: Measures | None,
    *,
    running: bool,
    problem: str | None,
) -> OptionView:
    """An option with its versions as they are now, and what came of the newest."""
    current, draft = versions[-1] if versions else (None, Draft())
    made = {
        "versions": [_version(version, of) for version, of in versions],
        "current": None if current is None else current.id,
        "forked": len(option.heads) > 1,
        "files": [
            FileSize(path=path, lines=text.count("\n"), characters=len(text))
            for path, text in draft.tree.files.items()
        ],
        "problems": [ProblemView.model_validate(one) for one in draft.tree.problems],
        "measures": None if measures is None else MeasuresView.model_validate(measures),
        "run": None if option.run is None else _run(option.run, current),
        "running": running,
        "trouble": problem,
    }
    same = OptionView.model_fields.keys() - made.keys()
    return OptionView.of(**made, **{name: getattr(option, name) for name in same})


def _run(run: OptionRun, current: Version | None) -> RunView:
    return RunView(
        version=run.version,
        by=run.by,
        at=run.at,
        stale=current is None or run.version != current.id,
        result=dict(run.result),
    )


def _version(version: Version, draft: Draft) -> VersionView:
    return VersionView.of(
        id=version.id,
        turn=version.turn,
        by=version.by,
        at=version.at,
        instruction=version.instruction,
        status=draft.status,
        problem=draft.problem,
    )
