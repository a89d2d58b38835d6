"""Who may ask the desk for anything: by host, origin, cookie or proxy; and what its answers allow a browser."""

from __future__ import annotations

import hmac
import re
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal_desk.settings import Settings
from portal_desk.state import State

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "script-src 'none'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'"
)
"""Pages of the site, shown in a frame: they run no script here."""
_USER = re.compile(r"[\w.@-]{1,60}")
KEY = "key"
"""The parameter of the first address that becomes a cookie."""


def protect(app: Flask, settings: Settings, state: State) -> None:
    """Look at every request before any page does, and at every answer before it leaves."""
    token = state.secret("token")

    @app.before_request
    def look() -> ResponseReturnValue | None:
        if request.host not in settings.hosts:
            abort(403, "这个网址不对：请用打开工作台时给的那个。/ Unknown host.")
        origin = request.headers.get("Origin")
        if origin is not None and not _is_own(origin, settings):
            abort(403, "这个请求是从别的网页来的，没有照办。/ Another site's request.")
        site = request.headers.get("Sec-Fetch-Site", "none")
        is_entry = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if site in ("cross-site", "same-site") and not (is_entry and request.args.get(KEY)):
            abort(403, "这个请求是从别的网页来的，没有照办。/ Another site's request.")
        if settings.is_served:
            _identify_by_header(settings)
            return None
        return _identify_by_cookie(token)

    @app.after_request
    def restrict(response: Response) -> Response:
        is_preview = request.path.startswith("/preview/")
        response.headers.setdefault("Content-Security-Policy", PREVIEW_POLICY if is_preview else POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def _is_own(origin: str, settings: Settings) -> bool:
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc in settings.hosts


def _identify_by_header(settings: Settings) -> None:
    """The proxy has asked for a name and password; from anywhere else its header says nothing."""
    if request.environ.get("REMOTE_ADDR") not in settings.proxies:
        abort(403, "只能从登录的网址进来。/ Only through the proxy.")
    named = request.headers.getlist(settings.user_header)
    user = named[0].encode("latin-1", "ignore").decode("utf-8", "ignore").strip() if len(named) == 1 else ""
    if not _USER.fullmatch(user) or user.strip(".") == "":
        abort(403, "没有登录，或者用户名里有不能用的字。/ Not logged in.")
    g.user = user


def _identify_by_cookie(token: str) -> ResponseReturnValue | None:
    given = request.args.get(KEY)
    if given is not None:
        if not hmac.compare_digest(given.encode(), token.encode()):
            abort(403, "这个网址的钥匙不对：请用工作台窗口里给的网址。/ Wrong key.")
        session.permanent = True
        session["in"] = True
        return redirect(url_for("home.home"))
    if not session.get("in"):
        abort(403, "请用启动工作台时给的网址打开（里面带着钥匙）。/ Open the address that portal desk printed.")
    g.user = ""
    return None
