"""Which files hold data that can be profiled, by their names; without what reads them."""

from __future__ import annotations

TEXTS = {".csv": ",", ".tsv": "\t"}
"""Files of separated values, and what separates them."""
LINES = (".jsonl", ".ndjson")
SUFFIXES = (*TEXTS, *LINES, ".json", ".parquet")


def is_data(path: str) -> bool:
    """Whether a file of that name can be profiled."""
    return path.lower().removesuffix(".gz").endswith(SUFFIXES)


def is_compressed(path: str) -> bool:
    """Whether its size says nothing of how much it holds."""
    return path.lower().endswith(".gz")
