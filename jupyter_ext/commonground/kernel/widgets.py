"""A form for those who would rather not write YAML; what it makes is a ``%%compare`` cell.

The cell is then run like any other, so that the server sees who ran it. Each form has a plain HTML
twin, since a widget shows nothing in an untrusted notebook, on a code host or after nbconvert.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets as widgets
from IPython.core.getipython import get_ipython
from IPython.display import HTML, display

from ..features.comparison.model import MAX_OPTIONS

_WIDE = widgets.Layout(width="95%")


class CompareForm:
    """Goal, two to four options, criteria with weights and a check; *Write the cell* makes it.

    ``show()`` displays the form and its twin; the fields are plain ipywidgets.
    """

    def __init__(self) -> None:
        self.goal = widgets.Text(description="Goal", layout=_WIDE)
        self.options = [
            (
                widgets.Text(description=f"Option {letter}", layout=_WIDE),
                widgets.Textarea(description="Sketch", rows=2, layout=_WIDE),
                widgets.Textarea(description="Constraints", rows=2, layout=_WIDE),
            )
            for letter in "ABCD"[:MAX_OPTIONS]
        ]
        self.criteria = [
            (
                widgets.Text(description="Criterion", layout=widgets.Layout(width="45%")),
                widgets.FloatText(value=1.0, description="Weight"),
            )
            for _ in range(4)
        ]
        self.check = widgets.Textarea(description="Check", rows=5, layout=_WIDE)
        self.secret = widgets.Checkbox(description="Secret scores until revealed")
        self.button = widgets.Button(description="Write the cell", button_style="primary")
        self.button.on_click(self._on_click)
        self.said = widgets.Label()

    def show(self) -> None:
        """Display the form, and its twin for where no widget is shown."""
        rows: list[Any] = [self.goal]
        for fields in self.options:
            rows.append(widgets.VBox(fields))
        rows += [widgets.HBox(fields) for fields in self.criteria]
        rows += [self.check, self.secret, self.button, self.said]
        display(widgets.VBox(rows))  # type: ignore[no-untyped-call]
        display(HTML(self.twin()))  # type: ignore[no-untyped-call]

    def source(self) -> str:
        """The ``%%compare`` cell that the fields describe."""
        return compare_cell(
            self.goal.value,
            [(name.value, sketch.value, limits.value) for name, sketch, limits in self.options],
            {name.value: weight.value for name, weight in self.criteria},
            self.check.value,
            secret=self.secret.value,
        )

    def twin(self) -> str:
        """The form as plain HTML: what can be filled in, and with what it is filled in now."""
        filled = [("Goal", self.goal.value)]
        filled += [(name.description, name.value) for name, _, _ in self.options]
        filled += [("Criterion", name.value) for name, _ in self.criteria if name.value]
        rows = "".join(
            f"<tr><th>{html.escape(label)}</th><td>{html.escape(value) or '–'}</td></tr>"
            for label, value in filled
        )
        cell = html.escape(self.source())
        return (
            "<details><summary>The form without widgets</summary>"
            f"<table>{rows}</table><p>Or write this cell:</p><pre>{cell}</pre></details>"
        )

    def _on_click(self, _: widgets.Button) -> None:
        shell = get_ipython()
        if shell is not None:
            shell.set_next_input(self.source())
            self.said.value = "The cell is below: look it over and run it."


def compare_form() -> CompareForm:
    """Show the form; the result gives access to its fields."""
    form = CompareForm()
    form.show()
    return form


def compare_cell(
    goal: str,
    options: Sequence[tuple[str, str, str]],
    criteria: Mapping[str, float],
    check: str,
    *,
    secret: bool = False,
) -> str:
    """A ``%%compare`` cell: quoted where YAML would read a value as something else."""
    lines = ["%%compare", f"goal: {_quoted(goal or 'What should it do?')}", "options:"]
    given = [option for option in options if option[0].strip()]
    for name, sketch, limits in given or [("First", "", ""), ("Second", "", "")]:
        lines.append(f"  - name: {_quoted(name)}")
        lines += [f"    sketch: {_quoted(sketch)}"] if sketch.strip() else []
        held = [line for line in limits.splitlines() if line.strip()]
        lines += ["    constraints:", *(f"      - {_quoted(c)}" for c in held)] if held else []
    weighed = {name: weight for name, weight in criteria.items() if name.strip()}
    if weighed:
        lines += ["criteria:", *(f"  {_quoted(n)}: {w:g}" for n, w in weighed.items())]
    if secret:
        lines.append("scoring: secret")
    if check.strip().isidentifier():
        lines.append(f"check: {check.strip()}")
    elif check.strip():
        lines += ["check: |", *(f"  {line}" for line in check.rstrip().splitlines())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML in one line: JSON's strings are YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
