"""Values as they may stand in HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from portal.i18n.language import Language, Text
from portal.images.icons import icon_svg


def run_of_text(text: Text | None, language: Language) -> Markup | str:
    """A text; where it is in another language than the page, marked as that."""
    if text is None:
        return ""
    if text.language == language.code:
        return text.value
    return Markup('<span lang="{}">{}</span>').format(text.language, text.value)


def icon(name: str | None) -> Markup:
    """An icon of Material's set as inline SVG; nothing where no icon is named. Words always stand beside it."""
    return Markup(icon_svg(name)) if name else Markup("")


def json_ld(data: Mapping[str, Any] | None) -> Markup | str:
    """Structured data as a script element that nothing in it can end."""
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">') + Markup(text) + Markup("</script>")
