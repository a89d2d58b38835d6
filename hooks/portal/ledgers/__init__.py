"""Ledgers: the Excel tables towns keep, in and out."""
