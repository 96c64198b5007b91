"""A question as others may see it: through the gate before anybody is told of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

from ...core.question import Question
from ...gate.gate import Verdict
from ...gate.passage import refusal


def admitted(question: Question, check: Callable[[str], Verdict]) -> Question:
    """The question without what the gate takes out; a private one stays as it is.

    Raises Quarantined where its text or its notebook's path must be kept back.
    """
    if question.visibility == "private":
        return question
    text, place = check(question.text), check(question.path or "")
    found = [
        {**asdict(finding), "field": field}
        for field, verdict in (("question", text), ("path", place))
        if verdict.outcome == "quarantine"
        for finding in verdict.findings
    ]
    if found:
        raise refusal(found)
    # Where a cell asks, the path is a file's that everyone sees; elsewhere it is the asker's.
    path = question.path if question.cell or not place.findings else place.text
    return replace(question, text=text.text if text.findings else question.text, path=path)
