"""The only writer of the context: identity, role, gate, transaction, then everyone who listens."""
