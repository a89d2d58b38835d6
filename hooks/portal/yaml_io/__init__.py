"""YAML without its guesses: read with positions, written and edited byte for byte."""
