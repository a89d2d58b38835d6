"""Every form: shown, kept while it is typed into, looked at beforehand, saved."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.problems.problem import Problem
from portal_desk.app import clerk
from portal_desk.exchange import take_over
from portal_desk.forms.base import Form, choices_in
from portal_desk.registry import find_form
from portal_desk.words import DeskError
from portal_desk.workspace import Outcome

pages = Blueprint("forms", __name__)

Posted = dict[str, list[str]]
HIDDEN = ("csrf_token",)


def _posted() -> Posted:
    return {name: values for name, values in request.form.lists() if name not in HIDDEN}


@pages.get("/form/<path:key>")
def show(key: str) -> ResponseReturnValue:
    """A form, with what was typed into it before and not saved."""
    form = find_form(clerk(), key)
    draft = clerk().state.draft(key)
    if draft is None and (path := form.unreadable):
        return redirect(url_for("forms.show", key=f"text/{path}"))
    known = [problem for path in form.paths for problem in _faults(path)]
    return _page(form, draft, known, {}, is_draft=draft is not None)


@pages.post("/form/<path:key>")
def save(key: str) -> ResponseReturnValue:
    """Judge, commit, and go where the form leads; else the form again with what is wrong."""
    form, posted = find_form(clerk(), key), _posted()
    state = clerk().state
    state.keep_draft(key, posted)
    taken = None
    if clerk().workspace.trouble() is None:
        taken = take_over(clerk().workspace)
        if taken.count and not taken.conflicts:
            flash(f"先接收了别人发布的 {taken.count} 次改动。")
            g.pop("clerk")
            form = find_form(clerk(), key)
    asked = form.request(posted, form.bases(posted))
    asked.choices = choices_in(posted)
    outcome = clerk().workspace.save(asked)
    if not outcome.is_saved:
        return _page(form, posted, outcome.problems, outcome.results, outcome=outcome), 422
    state.drop_draft(key)
    if outcome.commit is None:
        flash("和原来一样，没有要保存的。")
    else:
        flash(f"保存好了：{asked.subject}")
        session["saved"] = outcome.commit
        if taken and taken.conflicts:
            flash("别人发布的改动和您没发布的改动碰到了同一处，发布的时候会请您选。")
    elsewhere = clerk().workspace.snapshot().faults
    if elsewhere:
        flash(f"文件夹里别处还有 {len(elsewhere)} 处问题（不是这次改的），改好以前发布会被拒收。")
    return redirect(request.args.get("next") if _is_own_path(request.args.get("next")) else form.done)  # type: ignore[arg-type]


def _is_own_path(target: str | None) -> bool:
    return bool(target) and str(target).startswith("/") and not str(target).startswith(("//", "/\\"))


@pages.post("/draft/<path:key>")
def keep(key: str) -> ResponseReturnValue:
    """Keep what is being typed."""
    find_form(clerk(), key)
    clerk().state.keep_draft(key, _posted())
    return Response(status=204)


@pages.post("/forget/<path:key>")
def forget(key: str) -> ResponseReturnValue:
    """Drop what was typed, and show the record as it is."""
    clerk().state.drop_draft(key)
    return redirect(url_for("forms.show", key=key))


@pages.post("/look/<path:key>")
def look(key: str) -> ResponseReturnValue:
    """What saving would change, in words, and what the check would say."""
    form, posted = find_form(clerk(), key), _posted()
    if not request.args.get("first"):  # else nothing has been typed yet
        clerk().state.keep_draft(key, posted)
    try:
        asked = form.request(posted, form.bases(posted))
    except (DeskError, ValueError) as error:
        return jsonify(words=[], faults=[], note=f"{error}".partition(" / ")[0])
    changed = {path: raw for path, raw in asked.files.items() if raw != asked.bases.get(path)}
    problems = clerk().workspace.problems_with(changed, is_strict=asked.is_strict) if changed else []
    overlay = session_overlay(key)
    overlay.clear()
    overlay.update(changed)
    return jsonify(
        words=form.words(asked) if changed else [],
        faults=[problem.text("found", "zh") for problem in problems][:20],
        preview=f"/preview/{form.preview}?form={key}" if form.preview or form.has_preview else "",
    )


def session_overlay(key: str) -> dict[str, bytes | None]:
    """The files a form would write, for the page beside it."""
    overlays: dict[tuple[str, str], dict[str, bytes | None]] = g.desk.overlays
    if len(overlays) > 64:
        overlays.pop(next(iter(overlays)))
    return overlays.setdefault((g.user, key), {})


def _faults(path: str) -> list[Problem]:
    return [problem for problem in clerk().snapshot.faults if problem.path == path]


def _page(
    form: Form, posted: Posted | None, problems: list[Problem], made: dict[str, bytes | None], *,
    outcome: Outcome | None = None, is_draft: bool = False,
) -> str:  # fmt: skip
    bases = form.bases(posted)
    context: dict[str, Any] = form.context(posted, bases, problems, made)
    own = [problem for problem in problems if problem.path in form.paths]
    return render_template(
        form.template,
        form=form,
        bases=form.base_inputs(bases),
        own_count=len(own),
        elsewhere=[problem for problem in problems if problem.path not in form.paths],
        conflicts=outcome.conflicts if outcome else [],
        is_refused=outcome is not None,
        is_draft=is_draft,
        other_faults=[p for p in clerk().snapshot.faults if p.path not in form.paths],
        **context,
    )
