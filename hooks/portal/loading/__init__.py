"""Loading: files become a catalog, or a list of problems."""
