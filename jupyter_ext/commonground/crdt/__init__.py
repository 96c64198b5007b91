"""Replicated documents on pycrdt: the schema, and a room with its durable and its staged side."""
