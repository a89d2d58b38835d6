"""What a web server is told about a release: security headers, and how long each file may be kept.

Written into the release itself, from what stands in its pages: `_headers` for hosts that read
such a file (Netlify, Cloudflare Pages), and two snippets for nginx. README.md says how to use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from portal.catalog.catalog import Catalog
from portal.site.built_day import BUILT
from portal.site.content_policy import HEADER_ONLY, content_policy, hash_source

HEADERS = "_headers"
NGINX_MAP = "server/nginx-http.conf"
NGINX = "server/nginx-site.conf"
FILES = (HEADERS, NGINX_MAP, NGINX)

KEPT_FOR_EVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their bytes."""
KEPT_SHORTLY = "public, max-age=300"
"""For pages: a cancelled session, or what was taken back, is gone from phones after five minutes."""
_CHECKED = "no-cache"
_NEVER_KEPT = "no-store"

_HASHED = r"\.[0-9a-f]{8}\.[a-z0-9]+$"
_HASHED_FOLDERS = ("assets", "photos", "share")
"""Folders that hold hashed names alone."""
_SHARD = re.compile(r"([a-z]+-[0-9a-f]{8}-)\w+\.json")
"""Files of the search that carry the index's hash."""

_DENIED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "usb",
)  # fmt: skip
TYPES = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json", "txt": "text/plain",
    "xml": "application/xml", "ics": "text/calendar", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "woff2": "font/woff2",
}  # fmt: skip
"""Every kind of file in a site: `nosniff` lets a browser take nothing for what its type does not say."""

_IN_UTF_8 = ("application/xml", "text/calendar", "text/css", "text/javascript", "text/plain")
"""Types beside HTML that need to be told their encoding; JSON is UTF-8 by definition."""

_INLINE_START = re.compile(r"<(script|style)\b([^<>]*+)>")

_HSTS = (
    "# 只用 https、而且整个域名都用 https 以后，由管域名的人决定要不要再加（加了很难撤回）：",
    "# Once the whole domain is on https, its keeper may add (hard to undo):",
)


def write_server_files(site: Path, catalog: Catalog) -> None:
    """Writes the three files of a built site."""
    policy = f"{content_policy(*inline_sources(_pages(site)))};{HEADER_ONLY}"
    base = urlsplit(catalog.portal.base_url or "/").path
    sensitive = sorted(catalog.sensitive_paths)
    prefixes = [language.prefix for language in catalog.languages.values()]
    shards = {f"search/{match[1]}" for path in site.glob("search/*") if (match := _SHARD.fullmatch(path.name))}
    (site / "server").mkdir()
    texts = (
        _headers(policy, [prefix + path for prefix in prefixes for path in sensitive], sorted(shards)),
        _nginx_map(sensitive),
        _nginx(policy, base),
    )
    for name, text in zip(FILES, texts, strict=True):
        (site / name).write_text(text, encoding="utf-8")


def inline_sources(pages: Iterable[str]) -> tuple[set[str], set[str]]:
    """The hashes of all scripts and of all styles that stand in these pages.

    A script with an address is none of them, and data (JSON-LD) needs no leave: it never runs.
    """
    found: dict[str, set[str]] = {"script": set(), "style": set()}
    for page in pages:
        for kind, attributes, text in _inline_elements(page):
            if not re.search(r"\ssrc=|\stype=\"application/", attributes):
                found[kind].add(text)
    return {hash_source(text) for text in found["script"]}, {hash_source(text) for text in found["style"]}


def _inline_elements(page: str) -> Iterator[tuple[str, str, str]]:
    """Each script and style of a page: its name, its attributes, what stands in it."""
    end = 0
    while (start := _INLINE_START.search(page, end)) and (end := page.find(f"</{start[1]}>", start.end())) >= 0:
        yield start[1], start[2], page[start.end() : end]


def _pages(site: Path) -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in site.rglob("*.html"))


def security_headers(policy: str) -> dict[str, str]:
    """The headers of every answer, beside those about keeping it; all of them mean the same on http and on https."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _DENIED),
    }


def _headers(policy: str, sensitive: Iterable[str], shards: Iterable[str]) -> str:
    """A file of rules: hosts join the values of all that match, so no two say how long to keep a file.

    Pages have no rule: both hosts let a browser ask again each time, and answer 304.
    """
    lines = [
        "# 由 portal publish 生成，不要手改。这个文件夹要作为网站的根目录；放在子目录下时，每条路径前面加上子目录。",
        "# Made by portal publish, for this folder as the root of a site; else put its path before each rule.",
        "/*",
        *(f"  {name}: {value}" for name, value in security_headers(policy).items()),
        *_HSTS,
        "#  Strict-Transport-Security: max-age=31536000",
    ]
    kept = [f"{folder}/" for folder in _HASHED_FOLDERS] + list(shards)
    lines += [f"/{path}*\n  Cache-Control: {KEPT_FOR_EVER}" for path in kept]
    lines += [f"/{path}*\n  Cache-Control: {_NEVER_KEPT}" for path in sensitive]
    return "\n".join(lines) + "\n"


def _nginx_map(sensitive: Iterable[str]) -> str:
    rules = [(f"/{re.escape(path.rstrip('/'))}(/|$)", _NEVER_KEPT) for path in sensitive]
    rules += [(_HASHED, KEPT_FOR_EVER), (r"/search/[a-z]+-[0-9a-f]{8}-\w+\.json$", KEPT_FOR_EVER)]
    rules += [(r"/sw\.js$", _CHECKED), (rf"/{re.escape(BUILT)}$", _CHECKED)]
    lines = [
        "# 由 portal publish 生成，不要手改。放在 http { } 里：include …/current/server/nginx-http.conf;",
        "# Made by portal publish; belongs into http { }. How long each file may be kept.",
        "map $uri $portal_cache_control {",
        f'    default "{KEPT_SHORTLY}";',
        *(f'    "~{pattern}" "{value}";' for pattern, value in rules),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _nginx(policy: str, base: str) -> str:
    headers = {**security_headers(policy), "Cache-Control": "$portal_cache_control"}
    lines = [
        "# 由 portal publish 生成，不要手改。放在 server { } 或 location { } 里：",
        "#     include …/current/server/nginx-site.conf;",
        "# 那一层和更里层不要再写别的 add_header，否则这里的全部失效。nginx-http.conf 要先 include 到 http { } 里。",
        "# server { } 里 IPv4 和 IPv6 都要监听：listen 80; listen [::]:80;",
        "# Made by portal publish; belongs into server { } or location { }; listen on [::] there as well (IPv6).",
        "# Any add_header beside it or further in would undo all of these.",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        *_HSTS,
        '# add_header Strict-Transport-Security "max-age=31536000" always;',
        "types {",
        *(f"    {kind} {suffix};" for suffix, kind in TYPES.items()),
        "}",
        "charset utf-8;",
        f"charset_types {' '.join(_IN_UTF_8)};",
        "index index.html;",
        f"error_page 404 {base}404.html;",
        "absolute_redirect off;",
        "# 给服务器看的文件，不给读者 / for servers, not for readers",
        rf"location ~ /(?:{HEADERS}|server/[^/]*\.conf)(?:\.gz|\.br)?$ {{ return 404; }}",
        "# 现成的压缩副本；装了 brotli 模块的再加一行 brotli_static on;",
        "gzip_static on;",
        "gzip_vary on;",
    ]
    return "\n".join(lines) + "\n"
