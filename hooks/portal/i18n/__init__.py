"""Languages of the site: what differs between them, and their label catalogues."""
