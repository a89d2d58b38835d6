"""Notices: texts to paste, to speak and to run on an LED line."""
