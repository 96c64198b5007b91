"""Who shows the others where they are in a notebook, live, for as long as they are here."""
