"""These tests stand on the town of their own."""

from tests.town_fixtures import catalog, contexts, files  # noqa: F401 - fixtures
