"""The search in the browser: its scripts as one file, and the box in the theme's words.

The engine is written in several plain files (overrides/search/, in the order of `ENGINE`) that share
one scope; readers get them joined, so that one round trip fetches them.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from markupsafe import escape

from portal.i18n.language import Language

ENGINE = ("text", "asks", "index", "slots", "scoring", "answer", "marks", "exports")


def search_sources(folder: Path) -> dict[str, bytes]:
    """The search's scripts and style, by the names under which others fetch them."""
    parts = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in ENGINE)
    return {
        "search-engine.js": f'(function () {{\n"use strict";\n{parts}}})();\n'.encode(),
        "search.js": (folder / "dialog.js").read_bytes(),
        "search.css": (folder / "dialog.css").read_bytes(),
    }


def search_box(theme: Environment, language: Language) -> str:
    """The theme's search box as a dialog, in the theme's words for a language and two of ours.

    The theme's templates do not escape, and the browser takes the box for markup.
    """
    words = {name: escape(language.label(f"search.{name}")) for name in ("close", "failed")}
    html = theme.get_template("partials/search_box.html").render(page={"meta": {"lang": language.code}}, **words)
    return html.strip()
