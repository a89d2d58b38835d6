"""Leaflets: printed, handed out, left, and the villages that have none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.account.rows import Row, event_file
from portal.account.sessions import held_events
from portal.catalog.catalog import Catalog


@dataclass(frozen=True)
class Leaflet:
    """A leaflet's stock on a day."""

    id: str
    printed: int
    handed_out: tuple[Row, ...]
    """At sessions, and left with village offices."""
    left: int
    without: tuple[str, ...]
    """Villages where it was neither handed out nor left."""
    is_to_reprint: bool

    @property
    def given(self) -> int:
        """Copies no longer with the town."""
        return sum(row.amount for row in self.handed_out)


def find_leaflets(catalog: Catalog, day: date) -> tuple[Leaflet, ...]:
    """Every leaflet, as things stand on `day`."""
    handed_out: dict[str, list[Row]] = {id: [] for id in catalog.materials}
    having: dict[str, set[str]] = {id: set() for id in catalog.materials}
    for id, event in held_events(catalog, date.min, day):
        for given in event.outcome.leaflets if event.outcome else ():
            row = Row("event", id, event_file(id, event), given.count, event.when[0].date(), item=given.material)
            handed_out[given.material].append(row)
            having[given.material].update(event.villages)
    leaflets = []
    for id, material in catalog.materials.items():
        for placed in material.placed:
            if placed.on <= day:
                handed_out[id].append(
                    Row("village", placed.village, "content/materials.yml", placed.count, placed.on, item=id)
                )
                having[id].add(placed.village)
        stock, since = (material.counted.count, material.counted.on) if material.counted else (material.printed, None)
        given_since = sum(row.amount for row in handed_out[id] if since is None or (row.day and row.day > since))
        left = max(0, stock - given_since)
        leaflets.append(
            Leaflet(
                id,
                material.printed,
                tuple(sorted(handed_out[id], key=lambda row: (row.day or day, row.id))),
                left,
                tuple(village for village in catalog.villages if village not in having[id]),
                left < catalog.portal.thresholds.reprint_below,
            )
        )
    return tuple(leaflets)
