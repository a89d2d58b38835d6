"""Exit statuses, the same for every command."""

OK, PROBLEMS, USAGE = 0, 1, 2


class RefusedError(Exception):
    """A command could not do what it was asked: exit status 1; the text is worded for staff."""
