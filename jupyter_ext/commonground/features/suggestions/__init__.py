"""What the AI thinks was learned, in answers and threads: people take it, or do not."""
