"""The team's code as it lies in the served folder: what git says of it."""
