"""The commands of `portal`, one module each.

A command's module has `register(commands)`, which adds its parser and names what runs:
a function of the parsed options that returns an exit status. Faults that staff can mend
are ValueError or OSError, worded for them; `cli.py` prints those without a traceback.
"""
