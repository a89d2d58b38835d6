"""The adapter: pages of the portal as MkDocs files, and documents rendered by Jinja.

The only package that knows MkDocs and templates; another generator would mean
rewriting this and `events.py`, nothing else.
"""
