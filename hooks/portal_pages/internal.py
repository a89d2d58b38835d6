"""The internal site: the whole account with exact counts, in a folder that is never published.

It has no pages but the account's; links to records lead to the public site.
"""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

from portal.site.files import html_uri
from portal.site.pages import RecordPage
from portal_pages.build import Build
from portal_pages.documents import Renderer
from portal_pages.writing import WrittenFile, in_runs, write_files

FOLDER = "site-internal"
MARKER = "INTERNAL.txt"
"""Says what the folder is; only a folder that has it is ever emptied."""
_WARNING = "内部版：含少于5的咨询数，不得公开。\nInternal: holds counts that must not be published.\n"


def write_internal_site(build: Build, site: Path, target: Path) -> int:
    """Writes the folder anew and says how many pages it has; raises FileExistsError if it is not ours."""
    if target.exists() and any(target.iterdir()) and not (target / MARKER).exists():
        raise FileExistsError(f"{target.name}: 不是本程序建的文件夹，没有动它 / not made by this program, left alone")
    public = build.catalog.portal.base_url or Path(os.path.relpath(site, target)).as_posix() + "/"
    renderer = build.internal_renderer(public)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / MARKER).write_text(_WARNING, encoding="utf-8")
    files = [WrittenFile(f"{target}/{address}", partial(bytes, raw)) for address, raw in build.assets.files.items()]
    pages = [
        WrittenFile(
            f"{target}/{context.language.prefix}{html_uri(page.path)}",
            partial(_render, build, page, language, renderer),
        )
        for page in build.internal_pages()
        for language, context in build.contexts.items()
    ]
    write_files(in_runs([*files, *pages]))
    return len(pages)


def _render(build: Build, page: RecordPage, language: str, renderer: Renderer) -> bytes:
    return renderer.document(build.document(page, language, renderer), build.contexts[language]).encode()
