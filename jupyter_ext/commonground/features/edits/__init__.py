"""Changes of cells that the AI proposes: accepted or refused by people, cell by cell."""
