"""What the context owner lets through the gate, and why."""
