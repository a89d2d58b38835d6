"""Explainers: the law pages of docs/, their citations, checks, translations and reviews."""
