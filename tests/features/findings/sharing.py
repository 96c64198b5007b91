"""A finding as a kernel sends it, for tests that have no kernel."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from commonground.config import CONTEXT_DB
from commonground.features.findings.gathered import in_pieces
from commonground.registry import context_service
from commonground.service.writer import ContextService
from commonground.store.sqlite import SQLiteStore


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


def service_of(folder: Path) -> ContextService:
    """A service over a store of that folder, with a clock and ids of its own."""
    clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
    return context_service(
        SQLiteStore(folder / CONTEXT_DB),
        clock=lambda: next(clock),
        new_id=lambda prefix: f"{prefix}_{next(ids)}",
    )
