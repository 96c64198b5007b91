"""A sprint: its tasks, its board, its checks and its review."""
