"""A finding as a kernel sends it, for tests that have no kernel."""

from __future__ import annotations

from typing import Any

from commonground.features.findings.gathered import in_pieces


def gathered(**output: Any) -> dict[str, Any]:
    """What a kernel says of an output; a number where nothing else is given."""
    return {
        "output": {"kind": "number", "text": "0.2", **output},
        "target": {"cell": "", "count": 1, "digest": "0" * 64},
        "figures": [{"name": "churn", "value": 0.2, "checked": "churn"}],
        "cells": [{"cell": "", "count": 1, "digest": "0" * 64}],
        "uncertain": [],
        "python": "3.11.7",
        "packages": {"pandas": "2.2.3"},
        "environment": "",
        "seeds": [],
        "files": [],
        "queries": [],
        "tables": [],
    }


def sharing(claim: str, **output: Any) -> dict[str, Any]:
    """The request of a headless run that shares it: the body of ``POST verbs``."""
    return {"verb": "finding", "line": claim, "vars": in_pieces(gathered(**output))}
