"""The gate: detectors of secrets and personal data, and the passage of a plan through them."""
