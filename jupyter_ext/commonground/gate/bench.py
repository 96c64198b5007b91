"""``commonground bench gate FILE``: what the gate finds, misses and stops for nothing.

FILE holds JSON Lines with ``text`` and ``label`` (secret, personal or clean). It prints no text
and no value, only counts, rules and line numbers.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from ..errors import UserError
from .gate import GATE_ERROR, Gate, Verdict

LABELS = ("secret", "personal", "clean")


@dataclass
class GateScore:
    """Counts by label, the lines that went wrong, and the time of CPU that it took."""

    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LABELS, 0))
    wrong: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0

    def share(self, label: str) -> float | None:
        """The share of this label's texts that were judged right; None without any."""
        return self.right[label] / self.seen[label] if self.seen[label] else None

    def figures(self) -> dict[str, Any]:
        """What is printed; None where the file has no text with that label."""
        clean = self.share("clean")
        return {
            "secret_recall": self.share("secret"),
            "personal_recall": self.share("personal"),
            "false_positive_rate": None if clean is None else 1 - clean,
            "ms_per_kb": self.seconds * 1e6 / self.size if self.size else None,
            "n": dict(self.seen),
            "wrong": self.wrong,
        }


def measure(gate: Gate, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> GateScore:
    """Check every text once and count; rows come with their line numbers."""
    score = GateScore()
    gate.check("warm up")
    for line, row in rows:
        text, label = row["text"], row["label"]
        begun = time.process_time()
        verdict = gate.check(text)
        score.seconds += time.process_time() - begun
        score.size += len(text.encode("utf-8", "surrogatepass"))
        score.seen[label] += 1
        if _right(verdict, label):
            score.right[label] += 1
        else:
            rules = sorted({finding.rule for finding in verdict.findings})
            score.wrong.append({"line": line, "label": label, "rules": rules})
    return score


def _right(verdict: Verdict, label: str) -> bool:
    if label == "clean":
        return verdict.outcome == "pass"
    return any(f.kind == label and f.rule != GATE_ERROR for f in verdict.findings)


def _rows(file: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                fits = isinstance(row["text"], str) and row["label"] in LABELS
            except (ValueError, KeyError, TypeError):
                fits = False
            if not fits:
                raise UserError(
                    f"Line {number} of {file} is not an example.",
                    'Each line is a JSON object with "text" and "label" (secret, personal, clean).',
                )
            yield number, row


@click.command("gate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def gate_command(file: Path, as_json: bool) -> None:
    """Measure the gate on FILE: JSON Lines with text and label (secret, personal or clean)."""
    figures = measure(Gate(secrets.token_bytes(32)), _rows(file)).figures()
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name in ("secret_recall", "personal_recall", "false_positive_rate", "ms_per_kb"):
        value = figures[name]
        click.echo(f"{name:20} {'-' if value is None else format(value, '.3f')}")
    counts = ", ".join(f"{count} {label}" for label, count in figures["n"].items())
    click.echo(f"{'n':20} {counts}")
    for one in figures["wrong"]:
        found = ", ".join(one["rules"]) or "nothing found"
        click.echo(f"  line {one['line']}: {one['label']}, but {found}")
