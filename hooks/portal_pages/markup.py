"""Values as they may stand in HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # private: what `escape` calls

from portal.i18n.language import Language, Text

_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # `dumps` would make one a page


def escape_text(value: Any) -> str:
    """The value as it may stand in HTML.

    As `escape` does, without making each of a page's hundreds of texts a `Markup`.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


def run_of_text(text: Text | None, language: Language) -> Markup | str:
    """A text; where it is in another language than the page, marked as that."""
    if text is None:
        return ""
    if text.language == language.code:
        return text.value
    # Not Markup.format, which takes ten times as long and runs for every text of every page.
    return Markup(f'<span lang="{text.language}">{escape(text.value)}</span>')


def json_ld(data: Mapping[str, Any] | None) -> Markup | str:
    """Structured data as a script element that nothing in it can end."""
    if not data:
        return ""
    text = _encode_json(data).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">') + Markup(text) + Markup("</script>")
