"""Skills in the open Agent Skills format: found, checked, agreed to, and given to the model."""
