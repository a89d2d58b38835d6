"""The web application: its pages, and what all of them share."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

from flask import Flask, Response, g, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.commands.status import where_it_failed
from portal.records.record_paths import PathError
from portal_desk.clerk import Clerk
from portal_desk.desk import Desk
from portal_desk.exchange import remote_of, unpublished
from portal_desk.git import Git
from portal_desk.guard import protect
from portal_desk.pages import every_page
from portal_desk.settings import LARGEST_FORM, LARGEST_UPLOAD, MOST_FIELDS, Settings
from portal_desk.template_tools import add_tools
from portal_desk.words import DeskError

log = logging.getLogger(__name__)


def create_app(settings: Settings) -> Flask:
    """The application of one desk."""
    app = Flask("portal_desk", static_url_path="/static")
    desk = Desk(settings)
    app.extensions["portal_desk"] = desk
    app.config.update(
        SECRET_KEY=desk.state.secret("secret"),
        SESSION_COOKIE_NAME=f"portal-desk-{settings.port}",  # cookies know no ports
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,  # a window may stand open over the weekend
        TEMPLATES_AUTO_RELOAD=False,
    )
    protect(app, settings, desk.state)
    CSRFProtect(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    add_tools(app)
    for blueprint in every_page():
        app.register_blueprint(blueprint)

    @app.before_request
    def sit_down() -> None:
        if request.endpoint != "static":
            g.desk = desk

    @app.context_processor
    def shared() -> dict[str, Any]:
        return _shared() if getattr(g, "desk", None) and hasattr(g, "user") else {}

    _tell_errors(app)
    return app


def clerk() -> Clerk:
    """Whoever asks."""
    if "clerk" not in g:
        g.clerk = Clerk(g.desk.workspace(g.user))
    found: Clerk = g.clerk
    return found


def _shared() -> dict[str, Any]:
    """What stands on every page: who, and how many changes wait to be published."""
    try:
        workspace = clerk().workspace
        return {
            **_waiting(workspace.git),
            "author": workspace.author,
            "is_demo": g.desk.settings.is_demo,
            "is_served": g.desk.settings.is_served,
            "queued": workspace.state.read_settings().get("publish") == "waiting",
        }
    except DeskError:
        return {}


def _waiting(git: Git) -> dict[str, Any]:
    count = git.ask("rev-list", "--count", "@{upstream}..HEAD")
    if count is not None:
        return {"waiting": int(count), "has_remote": True}
    return {"waiting": len(unpublished(git)), "has_remote": remote_of(git) is not None}


def _tell_errors(app: Flask) -> None:
    """Every failure is a sentence; no answer has a traceback."""

    def tell(chinese: str, english: str, status: int) -> Response:
        if request.accept_mimetypes.best == "application/json":
            return Response(json.dumps({"error": chinese}), status, content_type="application/json")
        return Response(render_template("error.html", chinese=chinese, english=english), status)

    @app.errorhandler(DeskError)
    def desk_error(error: DeskError) -> Response:
        return tell(error.chinese, error.english, error.status)

    @app.errorhandler(PathError)
    def path_error(error: PathError) -> Response:
        chinese, _, english = str(error).partition(" / ")
        return tell(chinese, english, 400)

    @app.errorhandler(CSRFError)
    def csrf_error(error: CSRFError) -> Response:
        return tell(
            "这一页放得太久，或不是从工作台打开的。回上一页刷新再试，填的内容还在。",
            "Reload the form and try again.",
            400,
        )

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(error: RequestEntityTooLarge) -> Response:
        return tell(
            f"送来的内容太大（最多 {LARGEST_UPLOAD // 1_000_000} MB），没有收下。",
            "That is too large, and was not taken.",
            413,
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        chinese, _, english = (error.description or "").partition(" / ")
        if error.code == 404:
            chinese, english = "没有这一页。", "There is no such page."
        elif error.code == 405:
            chinese, english = "不能这样打开这一页。", "This page is not opened that way."
        return tell(chinese, english, error.code or 500)

    @app.errorhandler(Exception)
    def mistake(error: Exception) -> Response:
        where = where_it_failed(error)
        log.error("%s", where, exc_info=error)
        return tell(
            f"工作台自己出了错（{where}）。什么都没有改，填的内容留着；请把这一行发给维护人。",
            "The desk itself failed.",
            500,
        )
