"""What changed in a stretch of time and what is open at its end."""
