"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal_desk.app import clerk

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> ResponseReturnValue:
    """What is to be done today."""
    return render_template("home.html", today=clerk().today, drafts=clerk().state.drafts())
