"""Pieces of shared context and a member's private notes: adding, editing, sharing, exporting."""
