"""The same pages in others' search: stock Material (lunr, Chinese cut by jieba) and Pagefind, asked in a real browser.

Both are set up in a folder of the run, from the package registries; nothing of them is part of the project.
"""

from __future__ import annotations

import functools
import html
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.scale.test_build_cost import _run

JIEBA, PAGEFIND = "jieba==0.42.1", "pagefind@1.6.0"
OTHERS = ("bo", "en")
LANGUAGE_OF_MATERIAL = {"zh": "zh", "bo": "en", "en": "en"}
SEPARATOR = {"zh": r"[\s\u200b\-]", "bo": r"[\s\-,.:\u0F0B-\u0F14]+", "en": r"[\s\-,:!=\[\]()\"/]+"}

_ASK_MATERIAL = """async ({ queries, worker, root }) => {
  const base = root;
  const index = await (await fetch(base + 'search/search_index.json')).json();
  const lunr = new Worker(worker);
  const heard = (type) => new Promise((resolve) => {
    lunr.onmessage = (e) => { if (e.data.type === type) resolve(e.data.data); };
  });
  const ready = heard(1);
  lunr.postMessage({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } });
  await ready;
  const all = [];
  for (const query of queries) {
    const begun = performance.now(), said = heard(3);
    lunr.postMessage({ type: 2, data: query });
    const found = await said;
    const pages = found.items.map((group) => group[0].location.replace(/#.*/, ''));
    all.push({ pages, milliseconds: performance.now() - begun });
  }
  return all;
}"""
_ASK_PAGEFIND = """async ({ queries, root }) => {
  const engine = await import(root + 'pagefind/pagefind.js');
  await engine.options({ baseUrl: root });
  await engine.init();
  const all = [];
  for (const query of queries) {
    const begun = performance.now();
    const found = await engine.search(query);
    const pages = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    const addresses = pages.map((page) => page.url.replace(root, '').replace(/^\\//, '').replace(/#.*/, ''));
    all.push({ pages: addresses, milliseconds: performance.now() - begun });
  }
  return all;
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder while the block runs."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def language_of(page: Path, site: Path) -> str:
    """The language of a page of the built site."""
    first = page.relative_to(site).parts[0]
    return first if first in OTHERS else "zh"


def material_site(site: Path, folder: Path, code: str) -> Path:
    """One language's pages as Markdown in stock Material, with jieba; the built site."""
    for page in site.rglob("index.html"):
        if language_of(page, site) != code or "site-internal" in page.parts:
            continue
        text = page.read_text(encoding="utf-8")
        main = re.search(r"<main.*?</main>", text, re.S)
        body = re.sub(r"<h([1-3])[^>]*>", lambda m: "\n\n" + "#" * int(m[1]) + " ", main[0] if main else "")
        body = re.sub(r"</(?:h[1-3]|p|li|tr|div)>", "\n\n", body)
        parts = page.parent.relative_to(site).parts
        target = folder.joinpath("docs", *(parts if code == "zh" else parts[1:]), "index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html.unescape(re.sub(r"<[^>]+>", "", body)), encoding="utf-8")
    config = (
        "site_name: stock\ntheme: {name: material, font: false}\nnav: [index.md]\nvalidation: {omitted_files: ignore}\n"
        f"plugins:\n  - search:\n      lang: {LANGUAGE_OF_MATERIAL[code]}\n      separator: '{SEPARATOR[code]}'\n"
    )
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    jieba = folder / "packages"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", jieba, JIEBA],
        check=True,
        capture_output=True,
    )
    start = f"import sys; sys.path.append({str(jieba)!r}); from mkdocs.__main__ import cli; cli(['build'])"
    _run([sys.executable, "-c", start], folder)
    return folder / "site"


def ask_material(browser: Any, built: Path, queries: list[str]) -> list[dict[str, Any]]:
    """Pages and milliseconds for each query, by Material's own worker."""
    with served(built) as address:
        page = browser.new_page()
        page.goto(address)
        [worker] = (built / "assets/javascripts/workers").glob("search.*.min.js")
        given = {"queries": queries, "root": address, "worker": f"{address}{worker.relative_to(built)}"}
        answers: list[dict[str, Any]] = page.evaluate(_ASK_MATERIAL, given)
        page.close()
    return answers


def pagefind_site(site: Path, folder: Path) -> Path:
    """A copy of the built site with Pagefind's files."""
    shutil.copytree(site, folder / "site")
    subprocess.run(["npm", "install", "--silent", "--no-fund", PAGEFIND], cwd=folder, check=True, capture_output=True)
    command = ["node_modules/.bin/pagefind", "--site", "site", "--root-selector", "main"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def ask_pagefind(browser: Any, built: Path, code: str, queries: list[str]) -> list[dict[str, Any]]:
    """Pages and milliseconds for each query, by Pagefind on a page of the language."""
    with served(built) as address:
        page = browser.new_page()
        page.goto(address + ("" if code == "zh" else f"{code}/"))
        answers: list[dict[str, Any]] = page.evaluate(_ASK_PAGEFIND, {"queries": queries, "root": address})
        page.close()
    for answer in answers:
        answer["pages"] = [re.sub(r"^(?:bo|en)/", "", found) for found in answer["pages"]]
    return answers
