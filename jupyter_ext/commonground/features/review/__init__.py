"""The owner's queue, and what a command would do before it is sent."""
