"""Which address is which form."""

from __future__ import annotations

from portal_desk.clerk import Clerk
from portal_desk.forms.base import Form
from portal_desk.forms.records import RecordForm
from portal_desk.forms.text import TextForm
from portal_desk.words import DeskError

LONGEST_KEY = 300


def find_form(clerk: Clerk, key: str) -> Form:
    """The form of an address below /form/."""
    what, _, rest = key.partition("/")
    if len(key) > LONGEST_KEY or not rest:
        raise DeskError("没有这张表。", "There is no such form.", status=404)
    if what == "record" and "/" in rest:
        kind, _, id = rest.partition("/")
        return RecordForm(clerk, kind, id)
    if what == "text":
        return TextForm(clerk, rest)
    raise DeskError("没有这张表。", "There is no such form.", status=404)
