"""Addresses of the site's pages, below a language's root."""

from __future__ import annotations

from datetime import date


def village_path(village_id: str) -> str:
    """Where a village's page stands."""
    return f"villages/{village_id}/"


def poster_path(village_id: str) -> str:
    """Where a village's poster for the board stands."""
    return f"villages/{village_id}/poster/"


def card_path(village_id: str) -> str:
    """Where a village's pocket cards stand."""
    return f"villages/{village_id}/card/"


def adviser_path(adviser_id: str) -> str:
    """Where an adviser's page stands."""
    return f"advisers/{adviser_id}/"


def event_path(event_id: str) -> str:
    """Where a session's page stands."""
    return f"events/{event_id}/"


def month_path(day: date) -> str:
    """Where a month of the calendar stands."""
    return f"calendar/{day:%Y-%m}/"


def day_path(day: date) -> str:
    """A day in the calendar."""
    return f"{month_path(day)}#d{day.isoformat()}"


def explainer_path(explainer_id: str) -> str:
    """Where an explainer stands; a topic's list is the folder above."""
    return f"explainers/{explainer_id}/"


def law_path(law_id: str) -> str:
    """Where a law's page stands."""
    return f"laws/{law_id}/"


def letter_path(slug: str) -> str:
    """Where a letter to fill in stands."""
    return f"letters/{slug}/"
