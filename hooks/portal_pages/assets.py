"""Our own styles, scripts, fonts and pictures: published under names that carry their hash.

A file's name changes with its bytes, so that browsers and servers may keep it for ever; what
a page links is therefore always what it was built with. `overrides/assets/` is the source;
`critical.css` and `first_paint.js` go into the head of every page and are not published by themselves.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import minify
from markupsafe import Markup

from portal.i18n.language import Language

CRITICAL = "critical.css"
WORDED = "portal.js"
"""The script that carries the words scripts say, one file a language."""
BUNDLED = (WORDED, "elder.js", "age.js", "offline.js")
"""What every page runs, in one file: each request costs a round trip."""
INLINED = ("icons.svg", "pointer.svg")
"""Stand in the style sheet itself."""
FIRST_PAINT = "first_paint.js"
"""The one inline script, the same in every page, so that a policy can name it by its hash."""

CARD_WORDS = {
    "of": "card.of", "none": "card.none", "next": "card.next", "undated": "card.undated", "call": "adviser.call",
    "office": "village.call_office", "forget": "aids.forget",
}  # fmt: skip
MESSAGE_WORDS = {name: f"explainer.message.{name}" for name in ("adviser", "next", "office")}
"""Words card.js says on explainers in a script that phones keep, not in each of their pages."""

SCRIPT, STYLE = "application/javascript", "text/css"
SCRIPTS_YEAR = 2017
"""The edition of JavaScript that WebViews from Chromium 64 on understand."""

_HASH_LENGTH = 8
_RECORDS_ONLY, _EVERY_PAGE = b"/* records only */\n", b"/* every page */\n"
_PLAIN_IN_URL = " =:/;,()'"
"""What an SVG may keep unescaped between the quotes of a `url("data:…")`."""
_CSS_URL = re.compile(r"""url\(\s*+(['"]?)(?!data:|#|[a-z]++:)([^'"()\s]++)\1\s*+\)""")


def _without_records(style: bytes) -> bytes:
    """The critical style without its parts marked as those of records."""
    kept, *parts = style.split(_RECORDS_ONLY)
    return kept + b"".join(part.partition(_EVERY_PAGE)[2] for part in parts)


def read_assets(folder: Path) -> dict[str, bytes]:
    """The files of overrides/assets/ by name, as they were written."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


class Assets:
    """The published files by address, and where a page finds each."""

    def __init__(
        self, sources: Mapping[str, bytes], languages: Mapping[str, Language], *, keeps_offline: bool = True
    ) -> None:
        self._keeps_offline = keeps_offline
        self.critical_css = Markup(_minified(sources[CRITICAL], STYLE).decode("utf-8"))
        self.critical_css_of_texts = Markup(_minified(_without_records(sources[CRITICAL]), STYLE).decode("utf-8"))
        """The same without what only records show: an explainer's own bytes are few."""
        self.first_paint = Markup(_minified(sources[FIRST_PAINT]).decode("utf-8"))
        self._sources = sources
        self.files: dict[str, bytes] = {}
        """The bytes by address below the site's root."""
        self._addresses: dict[tuple[str, str], str] = {}
        # Styles name fonts and pictures, so those come first; the worded script names them all.
        for name in sorted(
            sources.keys() - {CRITICAL, FIRST_PAINT, *INLINED, *BUNDLED}, key=lambda name: (name.endswith(".css"), name)
        ):
            self._publish(name, self._as_published(name, sources[name]))
        for language in languages.values():
            # Shortened scripts end without a semicolon, and the next begins with a bracket: it would be a call.
            scripts = b";\n".join([self._prelude(language), *(_minified(sources[name]) for name in BUNDLED)])
            self._publish(WORDED, scripts, language.code)

    def address(self, name: str, language: str = "") -> str:
        """Where a file of overrides/assets/ stands below the site's root.

        A name that is not there is a programmer's mistake (KeyError).
        """
        found = self._addresses.get((name, language))
        return found if found is not None else self._addresses[name, ""]

    def _publish(self, name: str, raw: bytes, language: str = "") -> None:
        stem, _, suffix = name.rpartition(".")
        address = "assets/" + ".".join(filter(None, (stem, language, short_hash(raw), suffix)))
        self.files[address] = raw
        self._addresses[name, language] = address

    def _as_published(self, name: str, raw: bytes) -> bytes:
        """Scripts and styles without comments; what a style's `url(…)` names, by its published name."""
        if name.endswith(".js"):
            return _minified(raw)
        if not name.endswith(".css"):
            return raw

        def resolve(match: re.Match[str]) -> str:
            if match[2].endswith(".svg"):  # small: no request of its own, and shown from a folder as well
                return f'url("data:image/svg+xml,{quote(self._sources[match[2]], safe=_PLAIN_IN_URL)}")'
            return f'url("{self.address(match[2]).removeprefix("assets/")}")'

        return _minified(_CSS_URL.sub(resolve, raw.decode("utf-8")).encode(), STYLE)

    def _prelude(self, language: Language) -> bytes:
        """What scripts need to know before they run: the words of `script:` in the label
        catalogue, how dates are written, the addresses of scripts and styles they may fetch later,
        whether phones may keep pages."""
        words = {
            key.removeprefix("script."): text for key, text in language.labels.items() if key.startswith("script.")
        }
        fetched = {name: at for (name, _), at in self._addresses.items() if at.endswith((".js", ".css"))}
        facts: dict[str, object] = {
            "assets": {name: at for name, at in fetched.items() if name != WORDED},
            "words": words,
        }
        facts["keeps"] = self._keeps_offline
        traits = language.traits
        facts |= {"digits": traits.digits, "voice": traits.voice, "voices": traits.voice_tags}
        facts["date"] = language.labels["date.full"]
        is_named = "{month_name}" in language.labels["date.full"]
        facts["months"] = [language.labels[f"month.{month}"] for month in range(1, 13)] if is_named else []
        committee = language.in_community().labels
        facts["card"] = _labels(language, CARD_WORDS) | {"committee": committee[CARD_WORDS["office"]]}
        facts["message"] = _labels(language, MESSAGE_WORDS) | {"committee": committee[MESSAGE_WORDS["office"]]}
        return f"window.portal={json.dumps(facts, ensure_ascii=False, separators=(',', ':'))}".encode()


def _labels(language: Language, keys: Mapping[str, str]) -> dict[str, str]:
    return {name: language.labels[key] for name, key in keys.items()}


def _minified(source: bytes, kind: str = SCRIPT) -> bytes:
    """Without comments and with short local names, but in no newer language than it is written in."""
    minify.config({"js-version": SCRIPTS_YEAR})
    return str(minify.string(kind, source.decode("utf-8"))).encode()


def short_hash(raw: bytes) -> str:
    """What tells two versions of a file apart in its name."""
    return hashlib.sha256(raw).hexdigest()[:_HASH_LENGTH]
