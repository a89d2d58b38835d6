"""Text on its own: what a number, a name or a character is, with no knowledge of records."""
