"""What the desk shows, a module a task."""

from __future__ import annotations

from flask import Blueprint


def every_page() -> tuple[Blueprint, ...]:
    """The parts of the desk; imported here, since they ask the application who sits there."""
    from portal_desk.pages import changes, forms, home, ledgers, photos, preview, records, tasks

    return (
        home.pages,
        forms.pages,
        records.pages,
        preview.pages,
        tasks.pages,
        changes.pages,
        ledgers.pages,
        photos.pages,
    )
