"""What each problem code means, in Chinese and English: found, expected, mend.

Tables, not code: `problems/problem.py` fills them in. Codes are stable, because editors, forges and
the staff manual (content/README.md lists every one, a test sees to it) refer to them.
"""

from collections.abc import Mapping

from portal.problems.messages import (
    account,
    boards,
    dates,
    explainers,
    fields,
    files,
    free_pages,
    legal,
    letters,
    privacy,
    publishing,
    references,
    site,
)
from portal.problems.messages.text import ProblemText

TEXTS: Mapping[str, ProblemText] = {
    **files.TEXTS,
    **fields.TEXTS,
    **references.TEXTS,
    **explainers.TEXTS,
    **free_pages.TEXTS,
    **publishing.TEXTS,
    **dates.TEXTS,
    **site.TEXTS,
    **legal.TEXTS,
    **letters.TEXTS,
    **boards.TEXTS,
    **account.TEXTS,
    **privacy.TEXTS,
}
