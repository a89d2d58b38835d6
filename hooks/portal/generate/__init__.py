"""Generated towns of any size, for measurements and demonstrations."""
