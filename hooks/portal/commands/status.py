"""Exit statuses, the same for every command."""

OK, PROBLEMS, USAGE = 0, 1, 2
