"""The tasks, and where each begins: sit-ins, sessions, villages and advisers, texts."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from portal.explainers.translation_states import group_by_state
from portal_desk.app import clerk
from portal_desk.articles import find_links
from portal_desk.choices import choices_of, names, values_of
from portal_desk.forms.sessions import TASKS
from portal_desk.forms.villages import faults_of, next_days, rule_in

pages = Blueprint("tasks", __name__)
STATES = {"complete": "齐", "stale": "过期", "draft": "草稿", "partial": "只有回答", "missing": "缺"}


@pages.get("/sit-ins")
def sit_ins() -> ResponseReturnValue:
    """This month's grid."""
    return redirect(url_for("forms.show", key=f"sit-ins/{clerk().today:%Y-%m}"))


@pages.get("/events")
def events() -> ResponseReturnValue:
    """Sessions: those that are to be seen to, those to come, those that were."""
    today = f"{clerk().today}"
    rows = []
    for id, value in values_of("event", clerk().snapshot):
        moved = value.get("postponed_to")
        when = str((moved or {}).get("starts") or value.get("starts") or "") if isinstance(moved, dict | None) else ""
        rows.append((when, id, value))
    rows.sort(key=lambda row: row[0])
    open_rows = [row for row in rows if row[0][:10] < today and row[2].get("status") in ("planned", "postponed")]
    coming = [row for row in rows if row[0][:10] >= today]
    past = [row for row in rows if row[0][:10] < today and row not in open_rows][::-1]
    titles = {choice.id: choice.name for choice in choices_of("event", clerk().snapshot)}
    return render_template("events.html", open_rows=open_rows, coming=coming, past=past, titles=titles, tasks=TASKS)


@pages.get("/villages")
def villages() -> ResponseReturnValue:
    """Villages and who advises them today, with what is done to them."""
    snapshot, catalog = clerk().snapshot, clerk().snapshot.known
    advisers = names("adviser", snapshot)
    rows = []
    for choice in choices_of("village", snapshot):
        village = catalog.villages.get(choice.id) if catalog else None
        standing = village.assignment_on(clerk().today) if village else None
        rows.append((choice, advisers.get(standing.adviser, standing.adviser) if standing else ""))
    return render_template("villages.html", rows=rows, advisers=choices_of("adviser", snapshot))


@pages.post("/next-days")
def days_of_rule() -> ResponseReturnValue:
    """The next days of a rule that is being chosen."""
    name = request.args.get("name", "")[:200]
    rule, first = rule_in(dict(request.form.lists()), name, clerk())
    try:
        days = next_days(clerk(), rule, first)
    except ValidationError as error:
        return jsonify(days=[], faults=faults_of(error))
    return jsonify(days=days, faults=[])


@pages.get("/texts")
def texts() -> ResponseReturnValue:
    """The explainers, and how their translations stand."""
    catalog = clerk().snapshot.known
    others = list(catalog.languages)[1:] if catalog else []
    states = {(id, code): "缺" for id in (catalog.explainers if catalog else ()) for code in others}
    for code in others if catalog else ():
        for state, explainers in group_by_state(catalog.explainers if catalog else {}, code).items():
            states |= {(explainer.id, code): STATES[state] for explainer in explainers}
    rows = [(choice, [(code, states.get((choice.id, code), "缺")) for code in others])
            for choice in choices_of("explainer", clerk().snapshot)]  # fmt: skip
    source = catalog.source_language.code if catalog else "zh"
    return render_template("texts.html", rows=rows, source=source)


@pages.get("/links.json")
def links() -> ResponseReturnValue:
    """Links to articles of law, offices and terms for what is typed."""
    catalog = clerk().snapshot.known
    return jsonify(find_links(request.args.get("q", ""), catalog) if catalog else [])
