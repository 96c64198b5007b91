"""Which entries can't both hold, by rules and by a judge model."""
