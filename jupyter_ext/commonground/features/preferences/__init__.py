"""How members want to be answered: language, style, detail, and the area in which they work."""
