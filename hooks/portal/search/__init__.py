"""Search: what the reader's browser is given to search in, as files of one language.

`index.py` says what the first file holds, `readings.py` how characters sound, `shards.py` which
words stand only in running text. The engine that reads them is overrides/assets/search-engine.js.
"""

from portal.search.files import search_files

__all__ = ["search_files"]
