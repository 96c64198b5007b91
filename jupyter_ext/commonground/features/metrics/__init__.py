"""A figure that the team defined once, and that anybody computes by its name."""
