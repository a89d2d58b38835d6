"""Days: holidays and workdays, and the occurrences a recurrence rule yields."""
