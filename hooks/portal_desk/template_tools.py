"""What templates ask of Python: addresses of styles and scripts, dates in words, problems in the check's words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    app.jinja_env.globals |= {"rule_words": _rule_words, "has_new": NEW_KINDS.__contains__}
    app.jinja_env.globals |= {"asset": asset, "found": _found, "expected": _expected, "mend": _mend}
    app.jinja_env.filters["day_words"] = day_words


def _found(problem: Problem, language: str = "zh") -> str:
    return problem.text("found", language)


def _expected(problem: Problem, language: str = "zh") -> str:
    return problem.text("expected", language)


def _mend(problem: Problem, language: str = "zh") -> str:
    return problem.text("mend", language)


EVERY = {
    "week": "每周", "2 weeks": "隔周", "month": "每月", "quarter": "每季", "lunar-month": "农历每月", "once": "一次",
}  # fmt: skip
DAYS = {
    "monday": "星期一", "tuesday": "星期二", "wednesday": "星期三", "thursday": "星期四", "friday": "星期五",
    "saturday": "星期六", "sunday": "星期日", "first": "第一个", "second": "第二个", "third": "第三个",
    "fourth": "第四个", "last": "最后", "day": "一天",
}  # fmt: skip


def _rule_words(rule: Mapping[str, Any]) -> str:
    """每月第二个星期二 09:00–11:30."""
    on = rule.get("on")
    days = on if isinstance(on, list) else [on]
    words = "、".join("".join(DAYS.get(part, part) for part in str(day).split()) for day in days)
    return f"{EVERY.get(str(rule.get('every')), '')}{words} {rule.get('from')}–{rule.get('to')}"
