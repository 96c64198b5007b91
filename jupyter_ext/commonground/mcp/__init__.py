"""Members' clients: the team's context in the Model Context Protocol, for editors and agents."""
