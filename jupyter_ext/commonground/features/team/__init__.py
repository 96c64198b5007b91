"""Members, roles, areas, policies and the rota of context owners."""
