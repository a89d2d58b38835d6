"""The internal site: the whole account with exact counts, in a folder that is never published.

It has no pages but the account's; links to records lead to the public site.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from portal_pages.build import Build
from portal_pages.site_files import html_uri

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
    for address, raw in build.assets.files.items():
        file = target / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    count = 0
    for page in build.internal_pages():
        for language, context in build.contexts.items():
            file = target / (context.language.prefix + html_uri(page.path))
            file.parent.mkdir(parents=True, exist_ok=True)
            html = renderer.document(build.document(page, language, renderer), context)
            file.write_bytes(html.encode())
            count += 1
    return count
