"""Publishing: from records to one whole release that the web server shows.

May import `portal` and libraries. MkDocs runs as a program of its own, so nothing here
knows how a page is made: only which pages there must be, and what a whole site is.
"""
