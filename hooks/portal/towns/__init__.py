"""Towns: what a new town's project is made of."""
