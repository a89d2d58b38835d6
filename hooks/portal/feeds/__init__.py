"""Feeds: calendars, Atom, open data, structured data."""
