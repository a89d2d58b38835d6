"""The town's account: figures with their rows, coverage, what was promised, what comes next.

Computed from a catalog and a day, never written by hand. Every figure keeps the rows it is
the sum of, and every row names its record. `TownAccount` (town.py) is where views and
commands ask; the other modules hold one subject each.
"""
