"""What a comparison looks like as Markdown: where it stands, and whole, for a notebook's file.

Pure. No ids and no times, so that running a cell again prints the same; names only where somebody
said something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ...core.markdown import fenced, inline
from .files import Tree
from .model import Comparison, Option
from .table import ComparisonTable, to_markdown

COMPARISON_MIME = "application/vnd.commonground.comparison+json"
Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An option's current version as it is now: its text, how far it is, what is in it."""

    text: str = ""
    status: str = "waiting"
    problem: str | None = None
    label: str = ""
    tree: Tree = field(default_factory=lambda: Tree({}))

    @property
    def can_be_run(self) -> bool:
        """Whether it holds files, and nobody writes at it any more."""
        return bool(self.tree.files) and self.status != "streaming"


def begun_markdown(comparison: Comparison, problem: str | None) -> str:
    """What a cell shows while the options are written."""
    return "\n\n".join(
        filter(
            None,
            [
                f"**Comparison:** {inline(comparison.goal)}",
                _bullets(_named(option) for option in comparison.options),
                f"> **No model answers:** {inline(problem)} Write an option yourself: "
                "`%%cg option A` and its code below."
                if problem
                else "The options are being written.",
            ],
        )
    )


def status_markdown(
    comparison: Comparison, drafts: Mapping[str, Draft], table: ComparisonTable, invited: int
) -> str:
    """Where it stands: phase, options and the table. ``invited``: how many may score."""
    return "\n\n".join(
        filter(
            None,
            [
                f"**Comparison:** {inline(comparison.goal)}",
                _phase(comparison, invited),
                _bullets(
                    f"{_named(option)}: {_state(option, drafts.get(option.id, Draft()))}"
                    for option in comparison.options
                ),
                to_markdown(table),
                _decided(comparison),
            ],
        )
    )


def finished_markdown(
    comparison: Comparison, drafts: Mapping[str, Draft], table: ComparisonTable, name: Name
) -> str:
    """All of it: every option's files, then the table, what was said and how it ended."""
    parts = [f"**Comparison:** {inline(comparison.goal)}"]
    for option in comparison.options:
        parts.append(whole_option(option, drafts.get(option.id, Draft()), name))
    parts += [to_markdown(table), _said(comparison, name), _decided(comparison)]
    return "\n\n".join(filter(None, parts))


def list_markdown(comparisons: Sequence[Comparison]) -> str:
    """Every comparison with its options, what was chosen and what was not."""
    if not comparisons:
        return "Nothing was compared yet. Begin with a cell that starts with `%%compare`."
    lines = []
    for comparison in comparisons:
        decision = comparison.decision
        options = []
        for option in comparison.options:
            text = f"{option.label} {inline(option.name)}"
            options.append(f"**{text}**" if decision and decision.option == option.id else text)
        lines.append(f"{inline(comparison.goal)} – {', '.join(options)}")
    return _bullets(lines)


def _named(option: Option) -> str:
    sketch = f" – {inline(option.sketch)}" if option.sketch.strip() else ""
    return f"**{option.label}** {inline(option.name)}{sketch}"


def _phase(comparison: Comparison, invited: int) -> str:
    scoring = "scores are open"
    if comparison.hidden:
        scored = f"{len(comparison.scored)} of {invited} have scored"
        scoring = f"scores are secret until they are revealed, and {scored}"
    return f"Phase: **{comparison.phase}**; {scoring}."


_STATES = {
    "waiting": "nothing is written yet",
    "streaming": "is being written",
    "partial": "was cut off",
    "failed": "was not answered",
}


def _state(option: Option, draft: Draft) -> str:
    if draft.status in _STATES:
        said = _STATES[draft.status]
        return f"{said} ({inline(draft.problem)})" if draft.problem else said
    files, wrong = len(draft.tree.files), len(draft.tree.problems)
    text = f"{files} {'file' if files == 1 else 'files'}"
    return f"{text}, {wrong} with problems" if wrong else text


def whole_option(option: Option, draft: Draft, name: Name, level: int = 4) -> str:
    """An option below a heading: who wrote it, its files, what is wrong in them."""
    current = option.current
    by = ""
    if current is not None:
        who = draft.label if current.turn else name(current.by)
        by = f"*Written by {inline(who)}.*" if who else ""
    parts = [f"{'#' * level} {option.label} {inline(option.name)}", by]
    if not draft.tree.files:
        parts.append(f"> {_state(option, draft)}")
    for path, text in draft.tree.files.items():
        parts.append(f"`{path}`\n\n{fenced(path, text)}")
    for problem in draft.tree.problems:
        line = f", line {problem.line}" if problem.line else ""
        parts.append(f"> **{inline(problem.path)}**{line}: {inline(problem.message)}")
    return "\n\n".join(filter(None, parts))


def _said(comparison: Comparison, name: Name) -> str:
    labels = {option.id: option.label for option in comparison.options}
    return _bullets(
        f"{inline(name(a.by))} {_about(a.side, labels.get(a.option or ''))}: {inline(a.text)}"
        for a in comparison.arguments
    )


def _about(side: str, label: str | None) -> str:
    if label is None:
        return "says"
    return f"{'on' if side == 'note' else side} **{label}**"


def _decided(comparison: Comparison) -> str:
    decision = comparison.decision
    if decision is None:
        return ""
    option = comparison.option(decision.option) if decision.option else None
    chosen = f"**{option.label}** {inline(option.name)}" if option else "none of them"
    return f"**Decided:** {chosen}, because {inline(decision.reason)}"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
