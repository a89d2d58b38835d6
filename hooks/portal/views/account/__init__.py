"""Views of the town's account: tables, charts and lists, the same shapes on every page."""
