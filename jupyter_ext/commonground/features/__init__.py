"""The features, one folder each: what its noun brings stands in its ``feature.py``."""

OURS = (
    "team",
    "entries",
    "review",
    "relevance",
    "cost",
    "preferences",
    "skills",
    "turns",
    "edits",
    "contradictions",
    "suggestions",
    "summaries",
    "messages",
    "handoff",
    "comparison",
    "sprint",
    "audit",
    "exceptions",
    "meeting",
    "search",
    "files",
    "nearby",
    "instructions",
    "freshness",
)
"""The folders, in the order of ``%cg help`` and in which runners are built."""
