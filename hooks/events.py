"""The events of a MkDocs build, in their order: what each of them does for the portal.

MkDocs calls these functions by name. The build hangs on `config.extra["portal"]`, set in `on_config`; this file keeps
no state but whether `on_startup` was told of a preview, and how far a build has come.
"""

from __future__ import annotations

import atexit
import logging
import sys
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog.observers.polling import PollingObserver

from portal.clock import read_today
from portal.commands.progress import Progress, Step, beside_bars
from portal.loading.load import load, read_folder
from portal.loading.read_cache import Memory
from portal.loading.site_day import find_sample_day
from portal.problems.problem import render_reminders, render_report
from portal.text.staff_message import StaffError
from portal.views.villages import pinyin_of
from portal_pages.build import Build, make_build
from portal_pages.converting import Converter
from portal_pages.files import add_files, drop_theme_files, find_runs
from portal_pages.free_pages import NoRawHtml, find_free_page, free_page_files, make_layout, mark_links
from portal_pages.internal import FOLDER, write_internal_site
from portal_pages.preview import Preview, seconds_between_looks
from portal_pages.writing import write_files

log = logging.getLogger("mkdocs.plugins.portal")

_is_preview = False
"""Whether pages are made when a browser asks for them, instead of a whole site ahead."""

BUILDING = (
    Step("检查档案和文章", "checking records and explainers", 2),
    Step("写网站的文件", "writing the site's files", 5),
    Step("写内部版", "writing the internal edition", 1),
)
_progress = Progress(BUILDING)
"""Of the build that is under way."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Learn what MkDocs was started for. Without live reload its server shows a whole site, built once."""
    global _is_preview
    _is_preview = command == "serve" and "--livereload" in sys.argv


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the records, and hang the build on the config.

    This is the last event before MkDocs empties the site folder: a problem (PluginError) leaves the last good site.
    """
    global _progress
    if not _is_preview:
        _progress = Progress(BUILDING, write=log.info)
        if log.isEnabledFor(logging.INFO):
            _progress.open()
        _progress.begin()
    root = Path(config.config_file_path).parent
    overrides = Path(str(config.theme.custom_dir))
    files = read_folder(root)
    try:
        sample_day = find_sample_day(files)
        today = sample_day or read_today()
    except StaffError as error:
        raise PluginError(str(error)) from None
    memory = Memory()
    catalog, problems = load(files, today, memory)
    if catalog is None:
        faults = [problem for problem in problems if not problem.is_warning]
        raise PluginError("\n" + render_report(faults))
    if problems:
        # Not through MkDocs' logger: --strict would make failures of warnings.
        with beside_bars(sys.stderr):
            print(render_reminders(problems), file=sys.stderr)
    source = catalog.source_language
    config.site_name = str(source.text(catalog.portal.site_name))
    config.theme.static_templates -= {"404.html", "sitemap.xml"}  # made by the portal
    config.extra["portal"] = make_build(
        catalog, today, overrides, config.theme.get_env(), Converter(config), sample_day=sample_day
    )
    config.markdown_extensions.append(NoRawHtml())
    if _is_preview:  # which reads the same files again and again
        config.extra["portal_memory"] = memory
    else:
        config.theme.dirs[:] = [str(overrides)]  # MkDocs would list the theme's ten thousand icons
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the portal's files in the place of MkDocs' pages; the preview makes them when asked.

    Free pages stay MkDocs' own, at our addresses; everything else needs no `Page`.
    """
    for file in files.documentation_pages():
        files.remove(file)
    if not _is_preview:
        add_files(files, config)
        for file in free_page_files(config.extra["portal"], config):
            files.append(file)
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mark a free page's links to explainers and other pages of the portal."""
    found = find_free_page(page.file, config.extra["portal"])
    return mark_links(markdown, found[0]) if found else markdown


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give `main.html` our layout, to put it around a free page's content."""
    return {**context, "layout": make_layout(page, config.extra["portal"], context["pages"])}


def on_env(env: object, config: MkDocsConfig, files: Files) -> None:
    """Write the portal's files on every processor: MkDocs, after this event, would write them one by one."""
    drop_theme_files(files)
    if _is_preview:
        return
    build: Build = config.extra["portal"]
    build.renderer.load_templates()
    # Before other processes are split off: each would read the villages' names by itself.
    for village in build.catalog.villages.values():
        pinyin_of(village, build.catalog.source_language.code)
    write_files(find_runs(files, build), advance=_progress.begin())


def on_post_build(config: MkDocsConfig) -> None:
    """Write site-internal/ beside the project's files, wherever the public site was built."""
    if _is_preview:
        return
    _progress.begin()
    try:
        root = Path(config.config_file_path).parent
        write_internal_site(config.extra["portal"], Path(config.site_dir), root / FOLDER)
    except FileExistsError as error:
        raise PluginError(str(error)) from None
    finally:
        _progress.close()


def on_build_error(*, error: Exception) -> None:
    """Take the bar away, so that the message has lines of its own."""
    _progress.close()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Put the preview behind MkDocs' server, and look for changes as often as the folder's size allows."""
    preview = Preview(config, config.extra.get("portal_memory") or Memory())
    atexit.register(preview.stop)
    server.builder = preview.rebuild
    server.set_app(preview.app(server.serve_request))
    server.unwatch(config.docs_dir)
    server.observer = PollingObserver(timeout=seconds_between_looks(Path(config.config_file_path).parent))
    server.watch(config.docs_dir)
    return server
