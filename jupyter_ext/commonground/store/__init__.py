"""Durable storage: the contract, the shipped in-memory fake, SQLite."""
