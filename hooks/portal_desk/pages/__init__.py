"""What the desk shows, a module a task."""

from __future__ import annotations

from flask import Blueprint


def every_page() -> tuple[Blueprint, ...]:
    """The parts of the desk; imported here, since they ask the application who sits there."""
    from portal_desk.pages import forms, home, preview, records

    return (home.pages, forms.pages, records.pages, preview.pages)
