"""Event module: after the public site stands, the internal one beside the project's files."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from portal_pages.build import Build
from portal_pages.internal import FOLDER, write_internal_site
from portal_pages.preview import is_preview


def on_post_build(config: MkDocsConfig) -> None:
    """Writes site-internal/, wherever the public site was built; not for the preview, which nobody keeps."""
    site = Path(config.site_dir)
    if is_preview(config):
        return
    build: Build = config.extra["portal"]
    try:
        write_internal_site(build, site, Path(config.config_file_path).parent / FOLDER)
    except FileExistsError as error:
        raise PluginError(str(error)) from None
