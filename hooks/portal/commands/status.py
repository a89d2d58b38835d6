"""Exit statuses, the same for every command, and the errors that lead to them."""

OK, PROBLEMS, USAGE = 0, 1, 2


class RefusedError(Exception):
    """A command could not do what it was asked: exit status 1; the text is worded for staff."""


class FaultsError(Exception):
    """There are faults in the records: exit status 1; the text is the report of them, as `portal check` prints it."""
