"""What was changed and by whom; publishing it, taking it back; who sits here."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal_desk.app import clerk
from portal_desk.exchange import publish as push
from portal_desk.exchange import undo as take_back
from portal_desk.exchange import unpublished
from portal_desk.forms.base import choices_in
from portal_desk.todo import form_of_path, name_of_path
from portal_desk.words import DeskError

pages = Blueprint("changes", __name__)
LONGEST_NAME = 40


def _choices() -> dict[str, str]:
    return choices_in(dict(request.form.lists()))


@pages.get("/publish")
def publish() -> ResponseReturnValue:
    """What waits to be published."""
    return render_template("publish.html", entries=unpublished(clerk().workspace.git), result=None)


@pages.post("/publish")
def publish_now() -> ResponseReturnValue:
    """Push; a refusal is shown with the forms that mend it."""
    found = clerk().snapshot.faults
    if found:
        flash(f"还有 {len(found)} 处问题，服务器会拒收：先到“今天要办的”里改好。")
        return redirect(url_for("home.home"))
    result = push(clerk().workspace, _choices())
    state = clerk().workspace.state
    state.write_settings({"publish": "waiting" if result.is_offline else ""})
    if result.is_offline:
        g.desk.wait_to_publish(g.user)
    if result.is_done:
        flash("发布好了。网站过一会儿就是新的。")
        session.pop("saved", None)
        return redirect(url_for("home.home"))
    g.pop("clerk")
    rows = [(refusal, form_of_path(refusal.path, None, clerk()), name_of_path(refusal.path, None, clerk()))
            for refusal in result.refusals]  # fmt: skip
    entries = unpublished(clerk().workspace.git)
    return render_template("publish.html", entries=entries, result=result, rows=rows), 409


@pages.post("/undo/<commit>")
def undo(commit: str) -> ResponseReturnValue:
    """Take one save back."""
    outcome = take_back(clerk().workspace, commit, _choices())
    if outcome.conflicts:
        return render_template("undo.html", commit=commit, conflicts=outcome.conflicts), 409
    if outcome.problems:
        first = outcome.problems[0]
        raise DeskError(
            f"撤销以后会有问题：{first.path} 第 {first.line} 行，{first.text('found', 'zh')}",
            "It cannot be taken back.",
        )
    flash("撤销好了。" if outcome.commit else "已经是原来的样子，没有要撤销的。")
    return redirect(url_for("changes.history"))


@pages.get("/history")
def history() -> ResponseReturnValue:
    """The last saves of all records."""
    git = clerk().workspace.git
    waiting = {entry.commit for entry in unpublished(git)}
    return render_template(
        "history.html", entries=git.history("--", "content", "docs", most=100), waiting=waiting, name="", path=""
    )


@pages.get("/history/<path:path>")
def of_file(path: str) -> ResponseReturnValue:
    """The saves of one file: who, when, what."""
    if path not in clerk().snapshot.files:
        raise DeskError("没有这个文件。", "There is no such file.", status=404)
    git = clerk().workspace.git
    waiting = {entry.commit for entry in unpublished(git)}
    entries = git.history("--follow", "--", path, most=100)
    name = name_of_path(path, None, clerk())
    return render_template("history.html", entries=entries, waiting=waiting, name=name, path=path)


@pages.get("/settings")
def settings() -> ResponseReturnValue:
    """Who sits here, and where the records are."""
    workspace = clerk().workspace
    server = workspace.git.ask("remote", "get-url", "origin") or ""
    return render_template("settings.html", root=workspace.root, branch=workspace.branch, server=server)


@pages.post("/settings")
def set_name() -> ResponseReturnValue:
    """Remember the name under which saves stand."""
    if g.desk.settings.is_served:
        raise DeskError("姓名由登录决定。", "The name comes from the log-in.", status=403)
    name = " ".join(request.form.get("name", "").split())
    if not name or len(name) > LONGEST_NAME or any(sign in name for sign in "<>\x00"):
        raise DeskError("姓名不能空，不超过 40 个字，不用尖括号。", "A name of at most 40 signs, please.", status=422)
    g.desk.set_name(name)
    flash(f"记下了：{name}")
    return redirect(url_for("changes.settings"))
