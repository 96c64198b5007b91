"""Instruction files: what coding agents read first (AGENTS.md), level with the context."""
