"""Claims: who is changing what, where that meets somebody else's work, and how grave it is."""
