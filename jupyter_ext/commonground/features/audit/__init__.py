"""The audit chain read, verified and exported; redaction of a leaked text."""
