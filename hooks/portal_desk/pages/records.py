"""All records, by kind; and what references are picked from."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from portal.records.registry import LABELS
from portal_desk.app import clerk
from portal_desk.choices import choices_of
from portal_desk.forms.records import KIND_WORDS, kinds_with_files

pages = Blueprint("records", __name__)
REFERRED = ("village", "adviser", "office", "place", "topic", "material", "law", "question", "explainer", "event")
SINGLE = ("portal", "search")


@pages.get("/records")
def kinds() -> ResponseReturnValue:
    """The kinds, and how many records there are of each."""
    rows = [(kind.name, *KIND_WORDS[kind.name], count) for kind, count in kinds_with_files(clerk())]
    languages = [LABELS.fullmatch(path.removeprefix("content/")) for path in clerk().snapshot.files]
    labels = dict.fromkeys(match["language"] for match in languages if match)
    return render_template("kinds.html", rows=rows, labels=labels, single=SINGLE)


@pages.get("/records/<kind>")
def listed(kind: str) -> ResponseReturnValue:
    """The records of a kind."""
    if kind not in KIND_WORDS:
        abort(404)
    choices = choices_of(kind, clerk().snapshot)
    if kind in ("event", "work", "plan", "study", "report", "holidays"):
        choices.reverse()
    faulty = {problem.path for problem in clerk().snapshot.faults}
    return render_template("records.html", kind=kind, words=KIND_WORDS[kind], choices=choices, faulty=sorted(faulty))


@pages.get("/choices.json")
def choices() -> ResponseReturnValue:
    """Every record that others refer to: id, name, what it is found by."""
    found = {
        kind: [(choice.id, choice.name, choice.note, choice.found_by) for choice in choices_of(kind, clerk().snapshot)]
        for kind in REFERRED
    }
    return jsonify(found)
