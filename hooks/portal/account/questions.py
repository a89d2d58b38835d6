"""Questions heard, by topic: counts, never who asked."""

from __future__ import annotations

from dataclasses import dataclass

from portal.account.rows import Figure
from portal.catalog.catalog import Catalog


@dataclass(frozen=True)
class Heard:
    """A topic, what was asked about it, and whether residents can read up on it."""

    topic: str
    figure: Figure | None
    """None where nothing was asked."""
    explainers: int


def find_heard(catalog: Catalog, by_topic: dict[str, Figure]) -> tuple[Heard, ...]:
    """Every topic in the order of topics.yml."""
    return tuple(Heard(topic, by_topic.get(topic), len(catalog.explainers_of(topic))) for topic in catalog.topics)
