"""The script of a model that answers slowly where it is asked to, for whoever stops it midway."""

from __future__ import annotations

import json
from pathlib import Path


def slow_script(folder: Path) -> str:
    """The setting of such a model: ``[slow]`` in a question gives an answer that lasts."""
    script = folder / "script.json"
    rules = [["[slow]", "word " * 5000]]
    script.write_text(json.dumps({"delay": 0.005, "words": 1, "rules": rules, "default": "Cents."}))
    return f"scripted:{script}"
