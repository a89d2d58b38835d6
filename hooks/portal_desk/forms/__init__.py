"""The desk's forms: each turns what was typed into files to be saved, and shows them back."""
