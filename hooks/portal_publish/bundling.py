"""The bundle: a release as one zip whose links work from any folder, without a server."""

from __future__ import annotations

import io
import posixpath
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.commands.progress import Advance, tell_nobody
from portal_publish.console import PublishError
from portal_publish.page_parser import read_page
from portal_publish.verify import Site, inside

_FIRST = 315532800
"""1980-01-01 in seconds since 1970: a zip knows no earlier day."""
_ADDRESS = re.compile(r'(<(?:a|area|link|script|img|source|use|form)\b[^<>]*?\s(?:href|src|action)=")([^"]*)(")')
_SERVER_ONLY = re.compile(r"(?:.*/)?(?:_headers|_redirects|[^/]*nginx[^/]*|[^/]+\.(?:gz|br))")
"""Files that mean something to a web server alone."""
NOTE = "README.txt"

_LOST = """\
{site}
================================================================
这个压缩包里是整个网站。解压到任何文件夹都能用：双击 index.html，或把全部文件传到任何网站的任何目录下。
和正式发布（portal publish）相比，这里没有：

1. 日期不会自己往前走。内容是 {day} 生成的；每次换新，要重新做一个压缩包、重新上传。
2. 安全响应头（Content-Security-Policy 等）要由服务器发出，这里只剩写在页面里的那一部分。
3. 没有预先压缩好的副本（.gz、.br），在 3G 上会慢一些。
4. 断网以后不能接着看：离线功能要有 https 的网站。
5. 直接双击打开（file://）时，搜索和“订阅日历”不能用；放到网站上就能用。
6. 打错网址时不会自动显示“没有这个页面”，要由服务器设定（404.html）。
7. 上传到一半被打断，网站就是半新半旧的；请先传到新文件夹，再改名。

----------------------------------------------------------------
The whole site. It works from any folder: open index.html, or upload all files to any folder of any web site.
Compared with a proper publish (portal publish) this lacks:

1. Dates do not move by themselves: made for {day}; make and upload a new bundle to renew it.
2. Security headers, which a server has to send; only what stands in the pages themselves remains.
3. Ready compressed copies (.gz, .br): slower on 3G.
4. Reading without a network: that needs a site on https.
5. Opened by double click (file://), search and calendar subscription do not work; on a web site they do.
6. The page "not found" shows by itself only if the server is told to use 404.html.
7. An upload that breaks off leaves a site half new, half old: upload to a new folder and rename it.
"""


def lost(catalog: Catalog, day: str) -> str:
    """What a reader of the bundle does without, for whoever unpacks it."""
    site = catalog.languages[catalog.source_language.code].text(catalog.portal.site_name)
    return _LOST.format(site=site, day=day)


def write_bundle(folder: Path, catalog: Catalog, day: str, epoch: int, to: Path, advance: Advance = tell_nobody) -> int:
    """Writes the zip, the same bytes for the same site; says how many files it holds."""
    base = catalog.portal.base_url or ""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    site = Site(folder, base, files)
    packed = io.BytesIO()
    moment = time.gmtime(max(epoch, _FIRST))[:6]
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in _contents(site, lost(catalog, day), day):
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)
            count += 1
            advance(count, len(files))
    unfinished = to.with_name(f".making-{to.name}")
    try:
        unfinished.write_bytes(packed.getvalue())
        unfinished.replace(to)
    finally:
        unfinished.unlink(missing_ok=True)  # half of it, on a full disk
    return count


def _contents(site: Site, note: str, day: str) -> Iterator[tuple[str, bytes]]:
    # Notepad on older Windows takes a text without a mark for GBK, and wants its line ends.
    yield NOTE, b"\xef\xbb\xbf" + note.replace("\n", "\r\n").encode()
    for name in sorted(site.files):
        if _SERVER_ONLY.fullmatch(name):
            continue
        data = (site.folder / name).read_bytes()
        yield name, dated(localise(site, name, data.decode()), day).encode() if name.endswith(".html") else data


def dated(page: str, day: str) -> str:
    """A page that says itself for which day it was made: one that is opened as a file can fetch no other."""
    return page.replace("<body data-root=", f'<body data-built="{day}" data-root=', 1)


def localise(site: Site, name: str, page: str) -> str:
    """A page whose links name files: `../` becomes `../index.html`.

    Raises PublishError if a link still leads to a folder; then the bundle would be broken.
    """

    def rewrite(match: re.Match[str]) -> str:
        before, target, after = match.groups()
        if 'rel="canonical"' in before or 'rel="alternate"' in before:
            return match[0]
        return before + _file_link(site, name, target.replace("&amp;", "&")).replace("&", "&amp;") + after

    text = _ADDRESS.sub(rewrite, page)
    for link in [*read_page(text).links, *read_page(text).loads]:
        if ":" not in link.target and (link.target.partition("#")[0].endswith(("/", "..")) or "?" in link.target):
            raise PublishError(f"{name}：链接 {link.target} 没有改成文件。", f"{name}: {link.target} names no file.")
    return text


def _file_link(site: Site, name: str, target: str) -> str:
    """The way from a page to the file a link means; addresses outside the site stay."""
    if ":" in target.partition("/")[0] or target.startswith("//") or not target.partition("#")[0]:
        return target
    found = inside(site, name, target)
    if found is None or found[0] not in site.files:
        return target
    file, fragment = found
    way = posixpath.relpath(file, posixpath.dirname(name) or ".")
    return f"{way}#{fragment}" if fragment else way
