"""What of the team's context concerns one question, and why."""
