"""A form as a browser sends it: read from the page's HTML, for tests that need no browser."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

Sent = list[tuple[str, str]]


class FormReader(HTMLParser):
    """Collects what the form with `data-form` (or the first one) would send; templates are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: Sent = []
        self.action = ""
        self._in_form = False
        self._templates = 0
        self._select = ""
        self._options: list[tuple[str, bool]] = []
        self._option: list[Any] | None = None
        self._area: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens an input, if it is one that is sent."""
        values = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._templates += 1
        if tag == "form" and "data-form" in values:
            self._in_form, self.action = True, values["action"]
        if not self._in_form or self._templates:
            return
        name = values.get("name", "")
        if tag == "input" and name:
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.sent.append((name, values.get("value", "")))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option":
            self._close_option()
            self._option, self._text = [values.get("value"), "selected" in values], ""
        elif tag == "textarea":
            self._area, self._text = name, ""

    def handle_endtag(self, tag: str) -> None:
        """Takes what a select or a text area holds."""
        if tag == "template":
            self._templates -= 1
        if not self._in_form or self._templates:
            return
        if tag == "form":
            self._in_form = False
        elif tag == "option":
            self._close_option()
        elif tag == "select":
            self._close_option()
            chosen = [value for value, is_chosen in self._options if is_chosen]
            if self._options:
                self.sent.append((self._select, (chosen or [self._options[0][0]])[-1]))
        elif tag == "textarea" and self._area is not None:
            self.sent.append((self._area, self._text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None

    def handle_data(self, data: str) -> None:
        """Text of an option or text area."""
        self._text += data

    def _close_option(self) -> None:
        if self._option is not None:
            value = self._text if self._option[0] is None else self._option[0]
            self._options.append((value, self._option[1]))
        self._option = None


def read_form(html: str) -> FormReader:
    """The form of a page."""
    reader = FormReader()
    reader.feed(html)
    reader.close()
    return reader


def fill_in(sent: Sent, values: dict[str, str]) -> Sent:
    """A form with other values in the fields of these names; every one of them is there."""
    names = {name if ":" in name else f"v:{name}": value for name, value in values.items()}
    assert names.keys() <= {name for name, _ in sent}, names.keys() - {name for name, _ in sent}
    return [(name, names.get(name, value)) for name, value in sent]
