"""A check's findings as SARIF 2.1.0, which code hosts show beside the lines. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from .findings import CheckReport, DocumentFinding
from .told import sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/common-ground-jupyter/jupyter-commonground"
_RULES: Mapping[str, tuple[str, str, str]] = {
    "broken-path": (
        "A path that is gone",
        "The line named a file or folder that was there when it was written, and is gone.",
        "warning",
    ),
    "broken-symbol": (
        "A symbol that is gone",
        "The line named something that was defined when it was written; no code names it now.",
        "warning",
    ),
    "touched": (
        "Code that changed since",
        "The file that the line speaks of was changed after the line was written.",
        "note",
    ),
}
_ORDER = tuple(_RULES)


def sarif(report: CheckReport, version: str, *, touched: bool = False) -> dict[str, Any]:
    """One run with what is broken, and with ``touched`` also with what was changed since."""
    states = ("broken", "touched") if touched else ("broken",)
    shown = [finding for finding in report.findings if finding.state in states]
    driver = {
        "name": "commonground check-docs",
        "version": version,
        "informationUri": HOME,
        "rules": [_rule(name) for name in _ORDER],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The repository"}}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": list(_notifications(report)),
                    }
                ],
                "results": [_result(finding) for finding in shown],
            }
        ],
    }


def _rule(name: str) -> dict[str, Any]:
    short, full, level = _RULES[name]
    return {
        "id": name,
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "defaultConfiguration": {"level": level},
    }


def rule_of(finding: DocumentFinding) -> str:
    """The rule that a finding is of."""
    return "touched" if finding.state == "touched" else f"broken-{finding.reference.kind}"


def _result(finding: DocumentFinding) -> dict[str, Any]:
    rule = rule_of(finding)
    reference = finding.reference
    return {
        "ruleId": rule,
        "ruleIndex": _ORDER.index(rule),
        "level": _RULES[rule][2],
        "message": {"text": sentence(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(finding.document), "uriBaseId": "SRCROOT"},
                    "region": {
                        "startLine": finding.line,
                        "startColumn": reference.column + 1,
                        "endColumn": reference.column + 1 + reference.length,
                    },
                }
            }
        ],
        "partialFingerprints": {"reference/v1": _fingerprint(finding)},
    }


def _fingerprint(finding: DocumentFinding) -> str:
    """The same for the same reference, wherever its line moves in the document."""
    said = "\0".join((finding.document, finding.reference.kind, finding.reference.name))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _notifications(report: CheckReport) -> Iterable[dict[str, Any]]:
    for problem in report.problems:
        yield {"level": "warning", "message": {"text": problem}}
