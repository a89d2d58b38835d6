"""The desk: forms for staff, that write records and commit each save. Pages come from a process of their own."""
