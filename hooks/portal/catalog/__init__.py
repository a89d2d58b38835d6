"""The catalog: all records of the site together, and what every page asks of them."""
