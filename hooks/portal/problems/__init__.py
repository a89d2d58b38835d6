"""Problems: what is wrong in a file, for staff, in two languages."""
