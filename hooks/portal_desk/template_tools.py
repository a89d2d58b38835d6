"""What templates ask of Python: addresses of styles and scripts, dates in words, problems in the check's words."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, url_for

from portal.problems.problem import Problem
from portal_desk.forms.new_records import NEW_KINDS
from portal_desk.forms.records import KIND_WORDS
from portal_desk.wording import day_words


def add_tools(app: Flask) -> None:
    """Make them known to every template."""
    folder = Path(app.static_folder or "")
    marks = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:10] for file in folder.glob("*.*")}

    def asset(name: str) -> str:
        """The address of a style or script, another one when it has changed."""
        return url_for("static", filename=name, v=marks[name])

    def has_page(endpoint: str) -> bool:
        """Whether the desk has such a page."""
        return endpoint in app.view_functions

    app.jinja_env.globals |= {"has_page": has_page, "kind_words": lambda kind: KIND_WORDS.get(kind, (kind, kind))[0]}
    app.jinja_env.globals |= {"has_new": lambda kind: kind in NEW_KINDS}
    app.jinja_env.globals |= {"asset": asset, "found": _found, "expected": _expected, "mend": _mend}
    app.jinja_env.filters["day_words"] = day_words


def _found(problem: Problem, language: str = "zh") -> str:
    return problem.text("found", language)


def _expected(problem: Problem, language: str = "zh") -> str:
    return problem.text("expected", language)


def _mend(problem: Problem, language: str = "zh") -> str:
    return problem.text("mend", language)
