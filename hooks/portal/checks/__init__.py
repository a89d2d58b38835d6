"""Checks: what several records, or a record and the day, say together."""
