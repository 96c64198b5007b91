"""Findings: results that are shared with what made them, and that say when that changed."""
