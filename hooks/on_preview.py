"""Event module: `mkdocs serve` shows pages made when they are asked for, not a site built ahead."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from portal.loading.read_cache import Memory
from portal_pages.preview import Preview, seconds_between_looks


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Puts the preview behind the server, and looks for changes as often as the folder's size allows."""
    gc.freeze()  # the records stay; the collector need not go through them at every change
    preview = Preview(config, config.extra.get("portal_memory") or Memory())
    atexit.register(preview.stop)
    server.builder = preview.rebuild
    server.set_app(preview.app(server.serve_request))
    watched = [config.docs_dir]
    for path in watched:
        server.unwatch(path)
    root = Path(config.config_file_path).parent
    server.observer = PollingObserver(timeout=seconds_between_looks(root))
    for path in watched:
        server.watch(path)
    return server
