"""Freshness: whether what a text says of the code still points at something."""
