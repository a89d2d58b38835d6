"""Dates in the built site: pages, structured data, and the files beside them, in each language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import copy_project, run_build

from portal.catalog.catalog import Catalog

PREFIXES = ("", "bo/", "en/")


def read(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8")


def structured_data(html: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    data: dict[str, Any] = json.loads(found)
    return data


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_feed_and_text_is_there(site: Path, catalog: Catalog, prefix: str) -> None:
    wanted = ["calendar.ics", "feed.xml", "data/villages.json", "data/advisers.json", "data/events.json"]
    wanted += [f"villages/{id}/{name}" for id in catalog.villages for name in ("calendar.ics", "notice.txt")]
    wanted += [f"advisers/{id}/calendar.ics" for id in catalog.advisers]
    wanted += [f"explainers/{id}/calendar.ics" for id in catalog.topics]
    wanted += [f"events/{id}/notice.txt" for id in catalog.events]
    assert not [path for path in wanted if not (site / prefix / path).is_file()]


def test_calendars_keep_their_line_ends(site: Path) -> None:
    raw = (site / "villages/jiaya/calendar.ics").read_bytes()
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n") and raw.endswith(b"END:VCALENDAR\r\n")


def test_a_text_is_read_as_utf_8_by_any_browser(site: Path) -> None:
    raw = (site / "villages/jiaya/notice.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").startswith("【加牙村法律顾问坐班】\n")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_village_page_shows_three_dates_and_leads_to_the_years(site: Path, prefix: str) -> None:
    html = read(site, f"{prefix}villages/jiaya")
    days = re.findall(r'<li data-ends="[^"]*"><time datetime="(\d{4}-\d\d-\d\d)', html)
    assert days[:3] == ["2026-12-08", "2027-01-12", "2027-02-09"]
    assert 'href="dates/"' in html
    year = read(site, f"{prefix}villages/jiaya/dates")
    assert len(re.findall(r'<time datetime="2027-', year)) == 12
    assert 'href="../calendar.ics"' in year and 'href="../notice/"' in year


def test_a_moved_date_shows_at_both_places_with_the_reason(site: Path) -> None:
    for path in ("villages/zhoude", "villages/zhoude/dates", "advisers/sample-04", "calendar/2026-11"):
        html = read(site, path)
        assert "改到11月30日" in html, path
        assert "由11月27日 星期五改来" in html, path
    assert "律师当天要到区法院开庭" in read(site, "villages/zhoude")
    assert "律师当天要到区法院开庭" in read(site, "advisers/sample-04")


def test_a_postponed_session_links_both_ways(site: Path) -> None:
    event = read(site, "events/land-lease-zhoude")
    assert 'href="../../calendar/2026-12/#d2026-12-15"' in event
    assert 'href="../../calendar/2026-12/#d2026-12-22"' in event
    month = read(site, "calendar/2026-12")
    old, new = (month[month.index(f'id="d2026-12-{day}"') :] for day in (15, 22))
    assert 'href="../../calendar/2026-12/#d2026-12-22"' in old[: old.index("</section>")]
    assert 'href="../../calendar/2026-12/#d2026-12-15"' in new[: new.index("</section>")]


def test_structured_data_of_sessions(site: Path) -> None:
    postponed = structured_data(read(site, "events/land-lease-zhoude"))
    assert postponed["@type"] == "Event"
    assert postponed["eventStatus"] == "https://schema.org/EventRescheduled"
    assert postponed["startDate"] == "2026-12-22T14:30+08:00"
    assert postponed["previousStartDate"] == "2026-12-15T14:30+08:00"
    assert postponed["location"]["@type"] == "Place"
    assert postponed["organizer"]["telephone"] == "+869710000111"
    cancelled = structured_data(read(site, "en/events/winter-traffic-heicheng"))
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
    assert cancelled["name"] == "Driving in winter"
    planned = structured_data(read(site, "bo/events/constitution-day-jiaya"))
    assert planned["eventStatus"] == "https://schema.org/EventScheduled"
    assert "previousStartDate" not in planned


@pytest.mark.parametrize("prefix", PREFIXES)
def test_structured_data_of_the_advisers_hours(site: Path, prefix: str) -> None:
    service = structured_data(read(site, f"{prefix}villages/jiaya"))
    assert service["@type"] == "LegalService"
    assert service["telephone"] == "+869710000201"
    assert service["openingHoursSpecification"][0] == {
        "@type": "OpeningHoursSpecification", "validFrom": "2026-12-08", "validThrough": "2026-12-08",
        "opens": "09:00", "closes": "11:30",
    }  # fmt: skip


def test_a_village_without_an_adviser_claims_no_service(site: Path) -> None:
    assert "ld+json" not in read(site, "villages/huashan")


def test_the_calendar_names_holidays_law_days_and_worked_weekends(site: Path) -> None:
    february = read(site, "calendar/2026-02")
    assert february.count('<span class="holiday">春节</span>') == 9
    assert february.count("调休上班") >= 2
    assert "国家宪法日" in read(site, "calendar/2026-12")
    assert "暂定的" in read(site, "calendar/2027-02")


def test_each_single_choice_of_the_calendar_is_a_link_to_a_page_that_is_there(site: Path) -> None:
    html = read(site, "calendar/2026-12")
    choices = html[html.index('class="filter-links') : html.index("<table")]
    links = re.findall(r'href="\.\./\.\./([^"]+)"', choices)
    assert {link.split("/")[0] for link in links} == {"villages", "explainers", "calendar"}
    assert len(links) > 34 + 12
    assert not [link for link in links if not (site / link / "index.html").is_file()]


def test_a_topic_page_lists_its_sessions(site: Path) -> None:
    html = read(site, "explainers/land")
    assert "events/land-lease-zhoude/" in html
    assert "explainers/land/calendar.ics" in html


def test_small_counts_stand_on_no_page_of_a_session(site: Path, catalog: Catalog) -> None:
    event_id = next(
        id for id, e in catalog.events.items() if e.outcome and any(0 < c.count < 5 for c in e.outcome.consultations)
    )
    assert "少于5" in read(site, f"events/{event_id}")


def test_open_data_is_documented(site: Path) -> None:
    html = read(site, "data")
    for name in ("villages.json", "advisers.json", "events.json", "feed.xml", "calendar.ics"):
        assert f"/{name}" in html or f'"../{name}"' in html, name
    assert "revision" in html and "少于5" in html


@pytest.mark.parametrize("language", ["bo", "zh", "en"])
@pytest.mark.parametrize("page", ["dates", "notice"])
def test_the_pages_of_dates_stay_small(site: Path, catalog: Catalog, language: str, page: str) -> None:
    folder = site if language == "zh" else site / language
    sizes = {id: (folder / "villages" / id / page / "index.html").stat().st_size for id in catalog.villages}
    assert max(sizes.values()) <= 24 * 1024, max(sizes, key=lambda id: sizes[id])


def test_without_an_address_there_are_no_feeds_but_texts_and_data(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    settings = project / "content/portal.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^base_url:.*\n", "", text, flags=re.M), encoding="utf-8")
    result = run_build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    assert not [*site.rglob("*.ics"), *site.rglob("feed.xml")]
    pages = [read(site, path) for path in ("", "villages/jiaya", "villages/jiaya/dates", "calendar", "data")]
    pages += [read(site, path) for path in ("events/constitution-day-jiaya", "advisers/sample-01", "explainers/land")]
    for html in pages:
        assert 'rel="canonical"' not in html
        assert "calendar.ics" not in html and "feed.xml" not in html
        assert "example.org" not in html
    assert (site / "villages/jiaya/notice.txt").is_file() and (site / "data/events.json").is_file()
    assert "example.org" not in (site / "data/events.json").read_text(encoding="utf-8")
