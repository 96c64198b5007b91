"""A comparison as a page to keep: its minutes, what was written, measured, given and said.

Pure: the page is made of what everybody may know. Scores that are sealed are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from ...core.count import several
from ...core.markdown import fenced, inline
from ...service.page import ExportedPage
from .adr import file_name
from .model import Comparison, Option, OptionRun
from .report import Draft, Name, whole_option
from .table import ComparisonTable, to_markdown

Records = Callable[[str], str]
"""The state of a decision's record, by the id of its entry: ``accepted``."""


def page_of(
    comparison: Comparison,
    drafts: Mapping[str, Draft],
    table: ComparisonTable,
    name: Name,
    status: Records,
) -> ExportedPage:
    """The page. ``name`` shows a member by username."""
    told = comparison.as_shared
    parts = [
        f"A comparison of {several(len(told.options), 'option')}, begun by {inline(name(told.by))} "
        f"on {_time(told.at)}{_where(told)}.",
        _section("Outcome", _outcome(told, name, status)),
        _section("Minutes", _minutes(told, name, status)),
        _section("Measured and judged", f"{to_markdown(table)}\n\nBold: the best of its column."),
        _section("Scores", _scores(told, name)),
        _section("Arguments", _arguments(told, name)),
        _section("Options", _options(told, drafts, name)),
        _section("The check that ran", _code(told.check)),
        _section("The benchmark that ran", _code(told.benchmark or "")),
    ]
    text = "\n\n".join(filter(None, parts))
    return ExportedPage(
        told.goal, text, file_name(0, told.goal).removeprefix("0000-").removesuffix(".md")
    )


def _where(comparison: Comparison) -> str:
    place = f", in {inline(comparison.path)}" if comparison.path else ""
    return place + (f", for the area {inline(comparison.area)}" if comparison.area else "")


def _outcome(comparison: Comparison, name: Name, status: Records) -> str:
    decision = comparison.decision
    if decision is None:
        return f"Nothing is decided yet. Phase: **{comparison.phase}**."
    return (
        f"**{_chosen(comparison, decision.option)}**, because {inline(decision.reason)}\n\n"
        f"Decided by {inline(name(decision.by))} on {_time(decision.at)}. "
        f"Its record is {status(decision.entry)}."
    )


def _chosen(comparison: Comparison, key: str | None) -> str:
    option = None if key is None else comparison.option(key)
    return "None of the options" if option is None else _label(option)


def _label(option: Option) -> str:
    return f"{option.label} {inline(option.name)}"


def _minutes(comparison: Comparison, name: Name, status: Records) -> str:
    """Who took part, and what happened when."""
    happened = [
        (comparison.at, f"{inline(name(comparison.by))} began the comparison"),
        *((t.at, f"{inline(name(t.by))} went on to *{t.name}*{_for(t.at, t.ends)}")
          for t in comparison.course),
        *((o.at, f"{inline(name(o.by))} added option {_label(o)}")
          for o in comparison.options if o.at > comparison.at),
        *((r.at, f"{_label(o)} was run: {_ending(r)}")
          for o in comparison.options for r in o.runs),
        *((d.at, f"{inline(name(d.by))} decided: {_chosen(comparison, d.option)}")
          for d in comparison.decisions),
    ]  # fmt: skip
    lines = [f"{_time(at)}: {said}" for at, said in sorted(happened, key=lambda row: row[0])]
    people = ", ".join(inline(name(who)) for who in _present(comparison))
    return f"Took part: {people}.\n\n{_bullets(lines)}"


def _present(comparison: Comparison) -> list[str]:
    """Everybody who said something, in the order of their names."""
    said = [
        comparison.by,
        *(t.by for t in comparison.course),
        *(o.by for o in comparison.options),
        *(v.by for o in comparison.options for v in o.versions),
        *(s.by for s in comparison.scores),
        *comparison.scored,
        *(a.by for a in comparison.arguments),
        *(d.by for d in comparison.decisions),
    ]
    return sorted(set(filter(None, said)))


def _for(at: int, ends: int | None) -> str:
    minutes = 0 if ends is None else round((ends - at) / 60_000, 1)
    return f", for {several(minutes, 'minute')}" if minutes > 0 else ""


def _ending(run: OptionRun) -> str:
    found = run.result.get("checks")
    checks = [c for c in found if isinstance(c, Mapping)] if isinstance(found, list) else []
    passed = sum(1 for c in checks if c.get("ok") is True)
    if run.result.get("ended") in ("ok", "failed"):
        return f"{passed} of {several(len(checks), 'check')} passed"
    return f"ended ({inline(str(run.result.get('ended', 'unknown')))})"


def _scores(comparison: Comparison, name: Name) -> str:
    if comparison.hidden:
        scored = several(len(comparison.scored), "person has", "people have")
        return f"Secret until they are revealed; {scored} scored."
    lines = [
        f"**{option.label}** {inline(s.criterion)}: {s.score}, {inline(name(s.by))}"
        + (" (after the reveal)" if s.late else "")
        + (f": {inline(s.why)}" if s.why.strip() else "")
        for option in comparison.options
        for s in comparison.scores
        if s.option == option.id
    ]
    return _bullets(lines)


def _arguments(comparison: Comparison, name: Name) -> str:
    labels = {option.id: f" **{option.label}**" for option in comparison.options}
    return _bullets(
        f"{inline(name(a.by))}, {a.side}{labels.get(a.option or '', '')}: {inline(a.text)}"
        for a in comparison.arguments
    )


def _options(comparison: Comparison, drafts: Mapping[str, Draft], name: Name) -> str:
    parts = []
    for option in comparison.options:
        parts.append(whole_option(option, drafts.get(option.id, Draft()), name, level=3))
        parts.append(f"{inline(option.sketch)}" if option.sketch.strip() else "")
        parts.append(_bullets(f"Constraint: {inline(text)}" for text in option.constraints))
    return "\n\n".join(filter(None, parts))


def _code(source: str) -> str:
    return fenced("check.py", source) if source.strip() else ""


def _section(heading: str, text: str) -> str:
    return f"## {heading}\n\n{text}" if text else ""


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M} UTC"
