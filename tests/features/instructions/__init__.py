"""Instruction files: blocks, what goes in, what comes back."""
