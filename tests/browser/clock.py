"""The day in the suite's browser: the one its site is built for, whatever day it is outside."""

from __future__ import annotations

from typing import Any

NOW = "2026-11-22T10:00:00+08:00"
"""What every page takes for the present; tests/conftest.py builds the site for the same day."""


class ClockedBrowser:
    """Playwright's browser with the suite's day in every page; a test that asks of another day sets `page.clock`."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser

    def new_context(self, **options: Any) -> Any:
        """A context in which it is NOW."""
        context = self._browser.new_context(**options)
        context.clock.set_fixed_time(NOW)
        return context

    def new_page(self, **options: Any) -> Any:
        """A page in a context of its own."""
        page = self._browser.new_page(**options)
        page.context.clock.set_fixed_time(NOW)
        return page


def timed_context(browser: Any, now: str = NOW, **options: Any) -> Any:
    """A context for measurements, with the suite's day as well, or another.

    Only the date is replaced: Playwright's clock stands in for timers and `performance` too, and takes time itself.
    """
    context = browser.new_context(**options)
    context.add_init_script(f"Date.now = () => Date.parse('{now}')")
    return context
