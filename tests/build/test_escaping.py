"""Templates print what is safe: our own escaping says what markupsafe says."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from portal.i18n.language import Text
from portal_pages.markup import escape_text


@pytest.mark.parametrize(
    "value",
    ["", "加牙村", "a<b", "a & b", "x>y", 'say "so"', "it's", Markup("<b>bold</b>"), 7, None, Text("<i>", "zh", False)],
    ids=repr,
)
def test_what_is_printed_is_escaped_as_by_markupsafe(value: object) -> None:
    assert str(escape_text(value)) == str(escape(value))
