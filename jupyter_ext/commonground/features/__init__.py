"""The features, one folder each: what its noun brings stands in its ``feature.py``."""

OURS = (
    "team",
    "entries",
    "review",
    "relevance",
    "cost",
    "turns",
    "edits",
    "contradictions",
    "messages",
    "handoff",
    "comparison",
    "sprint",
    "audit",
    "exceptions",
    "meeting",
    "search",
    "files",
)
"""The folders, in the order of ``%cg help`` and in which runners are built."""
