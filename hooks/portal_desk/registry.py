"""Which address is which form."""

from __future__ import annotations

from collections.abc import Callable

from portal_desk.choices import kind_of
from portal_desk.clerk import Clerk
from portal_desk.forms.base import Form
from portal_desk.forms.explainers import ExplainerForm, NewExplainerForm
from portal_desk.forms.new_records import NewForm
from portal_desk.forms.records import RecordForm
from portal_desk.forms.sessions import SessionForm
from portal_desk.forms.shared import SharedForm
from portal_desk.forms.sit_ins import SitInForm
from portal_desk.forms.text import TextForm
from portal_desk.forms.villages import AdviserForm, HoursForm
from portal_desk.words import DeskError

LONGEST_KEY = 300


def _record(clerk: Clerk, rest: str) -> Form:
    name, _, id = rest.partition("/")
    kind = kind_of(name)
    is_shared = name == "labels" or (kind is not None and kind.is_shared)
    return SharedForm(clerk, name, id) if is_shared else RecordForm(clerk, name, id)


MAKERS: dict[str, Callable[[Clerk, str], Form]] = {
    "record": _record,
    "text": TextForm,
    "new": NewForm,
    "explainer": ExplainerForm,
    "write": NewExplainerForm,
    "sit-ins": SitInForm,
    "postpone": lambda clerk, rest: SessionForm(clerk, "postpone", rest),
    "cancel": lambda clerk, rest: SessionForm(clerk, "cancel", rest),
    "adviser": lambda clerk, rest: AdviserForm(clerk, "adviser", rest),
    "hours": lambda clerk, rest: HoursForm(clerk, "hours", rest),
    "held": lambda clerk, rest: SessionForm(clerk, "held", rest),
}
"""By the first word of a form's address."""


def find_form(clerk: Clerk, key: str) -> Form:
    """The form of an address below /form/."""
    what, _, rest = key.partition("/")
    make = MAKERS.get(what)
    if make is None or not rest or len(key) > LONGEST_KEY:
        raise DeskError("没有这张表。", "There is no such form.", status=404)
    return make(clerk, rest)
