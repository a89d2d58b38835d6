"""Posters and pocket cards: their version codes and their layout."""
