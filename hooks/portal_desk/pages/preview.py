"""The site's own pages, with what is being typed in them, for the frame beside a form."""

from __future__ import annotations

import mimetypes

from flask import Blueprint, Response, g, request

from portal_desk.pages.forms import session_overlay

pages = Blueprint("preview", __name__)


@pages.get("/preview/")
@pages.get("/preview/<path:path>")
def page(path: str = "") -> Response:
    """A file of the site; pages take the changes of the form they are shown beside."""
    key = request.args.get("form", "")
    overlay = dict(session_overlay(key)) if key else {}
    status, body = g.desk.pages(g.user).show(path, overlay)
    kind = mimetypes.guess_type(path)[0] or "text/html"
    if status != 200:
        kind = "text/plain"
    return Response(body, status, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
