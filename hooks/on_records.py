"""Event module: reads and checks the records before MkDocs wipes anything.

`on_config` runs before the site folder is emptied, so a problem stops the build while
the last good site still stands.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from portal.clock import read_today
from portal.loading.load import load, read_folder
from portal.loading.read_cache import Memory
from portal.loading.site_day import find_sample_day
from portal.problems.problem import render_reminders, render_report
from portal_pages.build import make_build
from portal_pages.converting import Converter
from portal_pages.preview import is_preview


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Hangs the build on `config.extra["portal"]`; raises PluginError if a problem stands."""
    root = Path(config.config_file_path).parent
    overrides = Path(str(config.theme.custom_dir))
    files = read_folder(root)
    try:
        sample_day = find_sample_day(files)
        today = sample_day or read_today()
    except ValueError as error:
        raise PluginError(str(error)) from None
    memory = Memory()
    catalog, problems = load(files, today, memory)
    if catalog is None:
        faults = [problem for problem in problems if not problem.is_warning]
        raise PluginError("\n" + render_report(faults))
    if problems:
        # Not through MkDocs' logger: --strict would make failures of warnings.
        print(render_reminders(problems), file=sys.stderr)
    source = catalog.source_language
    config.site_name = str(source.text(catalog.portal.site_name))
    config.theme.static_templates -= {"404.html", "sitemap.xml"}  # made by on_pages.py and on_feeds.py
    config.extra["portal"] = make_build(
        catalog, today, overrides, config.theme.get_env(), Converter(config), sample_day=sample_day
    )
    gc.freeze()  # the records stay to the end: the collector need not go through them again and again
    if is_preview(config):  # which reads the same files again and again
        config.extra["portal_memory"] = memory
    else:
        config.theme.dirs.clear()  # MkDocs would list its ten thousand icons, of which no page has any
    return config
