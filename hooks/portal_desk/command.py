"""`portal desk`: the desk on one's own machine, on a server, or on a copy of the samples."""

from __future__ import annotations

import argparse
import threading
import webbrowser
from pathlib import Path

from portal.commands.status import OK, RefusedError


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("desk", help="工作台：在浏览器里填表改档案 / forms for staff, in the browser")
    parser.add_argument("--port", type=int, default=8020, help="端口 / the port (8020)")
    parser.add_argument("--host", default="127.0.0.1", help="在哪个地址上听 / the address to listen on")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器 / do not open a browser")
    parser.add_argument(
        "--demo", action="store_true", help="用样例的副本试用 / try it on a throw-away copy of the samples"
    )
    parser.add_argument(
        "--served",
        type=Path,
        metavar="REPOSITORY.git",
        help="在服务器上，对着这个仓库 / on a server, for this repository",
    )
    parser.add_argument(
        "--users-from-header",
        default="",
        metavar="NAME",
        help="代理把登录的人写在哪个请求头里 / where a proxy names the user",
    )
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS", help="代理的地址，可以写几次 / the proxy's address"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="网址里的主机名，可以写几次 / a host it answers to",
    )
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="草稿和各人的副本放哪里 / where drafts and work trees are kept"
    )
    parser.set_defaults(run=_desk)


def _desk(options: argparse.Namespace) -> int:
    try:
        import flask_wtf  # noqa: F401
        import waitress
    except ImportError:
        raise RefusedError(
            "还没有装工作台：运行 make desk，或 pip install -r requirements-desk.txt",
            "The desk is not installed: run make desk, or pip install -r requirements-desk.txt",
        ) from None
    from portal_desk.app import create_app
    from portal_desk.setting_up import settle

    with settle(options) as settings:
        app = create_app(settings)
        desk = app.extensions["portal_desk"]
        if not settings.is_served:
            desk.warm_up()
        server = waitress.create_server(
            app, host=settings.host, port=settings.port, threads=8, ident="portal", clear_untrusted_proxy_headers=False,
            max_request_body_size=64_000_000,
        )  # fmt: skip
        if settings.is_served:
            print(f"工作台开着 / the desk listens on http://{settings.host}:{settings.port}/", flush=True)
        else:
            address = f"http://{settings.host}:{settings.port}/?key={desk.state.secret('token')}"
            print(f"工作台开着，用这个网址打开（不要给别人）/ open the desk at\n  {address}", flush=True)
            if not options.no_browser:
                threading.Timer(0.3, webbrowser.open, [address]).start()
        try:
            server.run()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()
            desk.close()
    return OK
