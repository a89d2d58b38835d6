"""The first page: what is to be done today."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal_desk.app import clerk
from portal_desk.registry import find_form
from portal_desk.todo import find_todo
from portal_desk.words import DeskError

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """All that the check reminds of and the calendar asks for."""
    groups = find_todo(clerk())
    total = sum(len(group.lines) for group in groups)
    drafts = [(key, title) for key in clerk().state.drafts() if (title := _title(key))]
    return render_template("home.html", today=clerk().today, groups=groups, total=total, drafts=drafts)


def _title(key: str) -> str:
    """What a form is called; nothing for one that is gone."""
    try:
        return find_form(clerk(), key).title
    except DeskError:
        return ""
