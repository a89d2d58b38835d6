"""Icons of Material's set stand in the pages themselves, beside words, and are passed over by those who listen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.catalog.catalog import Catalog
from portal.images.icons import icon_names, icon_svg
from portal.text.personal_data import find_personal_data
from portal_pages.markup import icon

_ICON = re.compile(r'<svg class="icon"(?P<attributes>[^>]*)>.*?</svg>', re.S)
_WITH_WORDS = re.compile(r'<a href="[^"]+"><svg class="icon"[^>]*>(?:<path d="[^"]+"/>)+</svg>(?:<span[^>]*>)?[^<\s]')


@pytest.mark.parametrize("page", ["", "explainers/", "help/", "site-map/", "bo/", "en/explainers/"])
def test_a_topic_has_its_icon_beside_its_words(page: str, site: Path, catalog: Catalog) -> None:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    drawn = _ICON.findall(html)
    assert (
        len(drawn) == sum(bool(topic.icon and catalog.explainers_of(id)) for id, topic in catalog.topics.items()) > 10
    )
    assert all('aria-hidden="true"' in attributes and 'width="24" height="24"' in attributes for attributes in drawn)
    assert len(_WITH_WORDS.findall(html)) == len(drawn)
    for topic in catalog.topics.values():
        assert topic.icon and icon_svg(topic.icon) in html


def test_no_page_asks_for_an_icon(site: Path, catalog: Catalog) -> None:
    names = {topic.icon for topic in catalog.topics.values()}
    assert not [path for path in site.rglob("*.svg") if path.stem.split(".")[0] in names]


def test_every_icon_of_the_set_can_be_drawn() -> None:
    assert len(icon_names()) > 5000
    for name in icon_names():
        svg = icon_svg(name)
        assert not find_personal_data(svg), name  # the privacy gate would refuse every page that shows it
        assert svg.count("<svg") == 1 and svg.endswith("</svg>") and "script" not in svg and "href" not in svg


def test_a_missing_icon_is_nothing_and_an_unknown_one_an_error() -> None:
    assert icon(None) == ""
    with pytest.raises(KeyError):
        icon("../logo")
