"""Labelled sentences, code, logs and configuration for the gate, with placeholders for values.

No file here holds anything in the shape of a secret: ``python -m tests.data.gate OUT_DIR`` puts
invented values into the placeholders, the same ones every time.
"""

from .expand import SETS, Example, examples, write

__all__ = ["SETS", "Example", "examples", "write"]
