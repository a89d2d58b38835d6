"""Paper as PDF: posters and pocket cards through WeasyPrint, an optional extra.

The same sheets and the same style as on the web pages; the Tibetan font is the whole one of
overrides/fonts, the Chinese one the system's.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.catalog.context import ViewContext
from portal.commands.progress import Advance, Begin, begin_silently, tell_nobody
from portal.text.staff_message import StaffError, StaffMessage
from portal.text.tibetan_font import SUBSET, WHOLE
from portal.views.posters import PosterView, poster_view
from portal_pages.markup import run_of_text
from portal_pages.photos import Photo, read_photos

Kind = Literal["poster", "card"]

_HOW = "在网站文件夹里运行 make paper"
_HOW_EN = "run make paper in the portal's folder"
NO_WEASYPRINT = StaffMessage(f"生成 PDF 要用 WeasyPrint，这里没有装：{_HOW}", f"PDF needs WeasyPrint: {_HOW_EN}")
NO_PANGO = StaffMessage(
    f"生成 PDF 要用 Debian 的 libpango-1.0-0、libpangoft2-1.0-0 和 libharfbuzz-subset0，这里没有装：{_HOW}",
    f"PDF needs Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0: {_HOW_EN}",
)
NO_CHINESE_FONT = StaffMessage(
    f"这台电脑没有中文字体，印出来会是方块，请装 fonts-noto-cjk 或 fonts-wqy-microhei：{_HOW}",
    f"this computer has no Chinese font: install fonts-noto-cjk or fonts-wqy-microhei, or {_HOW_EN}",
)

_TYPES = {"css": "text/css", "woff2": "font/woff2", "jpg": "image/jpeg"}
_BASE = "portal:/"
"""Stands for the project's folder: no file outside it is ever read for a PDF."""


def render_pdf(
    root: Path, kind: Kind, village_ids: Sequence[str], context: ViewContext, begin: Begin = begin_silently
) -> bytes:
    """One A4 page a village, in order; the same bytes for the same records and day.

    Raises StaffError where WeasyPrint, Pango or a Chinese font is missing.
    """
    _check_chinese_font()  # first: WeasyPrint grumbles on its own where there is no font at all
    weasyprint = _import_weasyprint()
    html = paper_html(root, kind, village_ids, context, begin())
    fetch = _fetcher(weasyprint, root, read_photos(root, context.catalog))
    document = weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=fetch)
    begin()
    pdf: bytes = document.write_pdf()
    return pdf


def paper_html(
    root: Path, kind: Kind, village_ids: Sequence[str], context: ViewContext, advance: Advance = tell_nobody
) -> str:
    """The sheets as one document, with the style at assets/paper.css and photos at photos/."""
    environment = Environment(
        loader=FileSystemLoader(root / "overrides"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["run"] = run_of_text
    environment.globals |= {"portal": context.catalog.portal, "photos": read_photos(root, context.catalog)}
    return environment.get_template("paper_pdf.html").render(
        kind=kind, sheets=list(_sheets(village_ids, context, advance)), language=context.language,
        t=context.language.label,
    )  # fmt: skip


def _sheets(
    village_ids: Sequence[str], context: ViewContext, advance: Advance
) -> Iterator[tuple[PosterView, Callable[..., str]]]:
    """Yield each village's view with the words it is shown in: a community has its own."""
    for at, id in enumerate(village_ids, 1):
        own = context.in_village(id)
        yield poster_view(id, own), own.language.label
        advance(at, len(village_ids))


def _import_weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise StaffError(*NO_WEASYPRINT) from None
    except OSError:  # its libraries are loaded while it is imported
        raise StaffError(*NO_PANGO) from None
    return weasyprint


def _check_chinese_font() -> None:
    """Pango draws boxes in silence; fontconfig, which comes with Pango, knows better."""
    fc_list = shutil.which("fc-list")
    if fc_list and not subprocess.run([fc_list, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip():
        raise StaffError(*NO_CHINESE_FONT)


def _fetcher(weasyprint: Any, root: Path, photos: Mapping[str, Photo]) -> Any:
    """Reads style and font from the project's folder and draws photos, and fetches nothing else."""
    pictures = {address: made for photo in photos.values() for address, made in photo.files()}

    class ProjectFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = unquote(urlsplit(url).path).lstrip("/")
            name = path.rsplit("/", 1)[-1]
            if path in pictures:
                raw = pictures[path]()
            else:
                raw = (root / (WHOLE if name == SUBSET.name else Path("overrides/assets") / name)).read_bytes()
            kind = _TYPES[name.rpartition(".")[2]]
            return weasyprint.urls.URLFetcherResponse(url, raw, {"Content-Type": kind})

    return ProjectFetcher(fail_on_errors=True)
