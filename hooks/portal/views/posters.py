"""A village's paper: the A4 poster for the board, and the pocket card."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isqrt
from typing import Any

import zxingcpp

from portal.catalog.agenda import Agenda
from portal.catalog.context import ViewContext
from portal.catalog.urls import village_path
from portal.i18n.language import Language, Text
from portal.posters.layout import PosterTexts, find_size
from portal.posters.versions import PosterFacts, poster_facts
from portal.views.view_models import (
    AdviserView,
    OfficeView,
    PhoneView,
    SitInView,
    adviser_view,
    office_view,
    sit_in_view,
)
from portal.views.villages import pinyin_of

MOST_HELPERS = 9
"""More names do not fit the sheet; the village office knows them all."""
_QR_MASK = 3
"""Fixed: choosing the best of eight costs five times as much, and every reader reads any mask."""
_QR_BORDER = 2
"""Modules; the sheet itself is white around it."""
_RUN = re.compile(b"\x00+|\xff+")
_STEPS = {
    value * run: step.format(run)
    for run in range(1, 178)  # the largest code has as many modules a side
    for value, step in ((b"\x00", "h{}"), (b"\xff", "m{} 0"))
}
"""Of a path that draws modules row by row: a dark run is a line, a light one a move."""
_TSHEG = "་"
_TAG = " " * 6
"""As wide as the mark of a provisional date."""


@dataclass(frozen=True, slots=True)
class PosterView:
    """What stands on the poster and, in part, on the card."""

    village_id: str
    name: Text
    pinyin: str
    adviser: AdviserView | None
    initials: Text | None
    """In the place of a photo that there is not, or that nobody agreed to show."""
    licence: str | None
    phone: PhoneView
    phone_words: str
    sit_ins: tuple[SitInView, ...]
    place: Text | None
    """Where they all take place, if it is one place."""
    helpers: tuple[Text, ...]
    more_helpers: int
    office_phone: PhoneView
    office_place: Text
    hotline: OfficeView | None
    address: tuple[str, str] | None
    """Of the village's page in this language: the site's and the page's; None while the site has none."""
    qr: str
    """Inline SVG of that address, empty without one."""
    code: str
    made: str
    """For the PDF; a page on a screen is printed on a day of its own (paper.js)."""
    made_iso: str
    is_sample: bool

    size: int
    """Of the type, in points (`posters/layout.py`)."""

    @property
    def qr_symbol(self) -> str:
        """The QR code to be drawn many times on a page, which then holds it once."""
        symbol = self.qr.replace("<svg ", '<div hidden><svg><symbol id="qr" ', 1)
        return symbol.replace("</svg>", "</symbol></svg></div>")


def poster_view(village_id: str, context: ViewContext) -> PosterView:
    """A village's poster, made today."""
    catalog, language = context.catalog, context.language
    facts = _facts_of(village_id, context.agenda)
    village, adviser = facts.village, facts.adviser
    name = language.text(adviser.name) if adviser else None
    sit_ins = tuple(sit_in_view(sit_in, context) for sit_in in facts.sit_ins)
    places = {sit_in.place for sit_in in sit_ins}
    base = catalog.portal.base_url
    address = (base, language.prefix + village_path(village_id)) if base else None
    helpers = tuple(language.text(helper.name) for helper in facts.helpers)
    view = PosterView(
        village_id=village_id,
        name=language.text(village.name),
        pinyin=pinyin_of(village, catalog.source_language.code),
        adviser=adviser_view(facts.adviser_id, adviser, context) if facts.adviser_id and adviser else None,
        initials=Text(initials(name.value), name.language, name.is_fallback) if name else None,
        licence=adviser.licence if adviser else None,
        phone=PhoneView(facts.number),
        phone_words=language.label(f"paper.number_of.{facts.number_of}"),
        sit_ins=sit_ins,
        place=places.pop() if len(places) == 1 else None,
        helpers=helpers[:MOST_HELPERS],
        more_helpers=max(0, len(helpers) - MOST_HELPERS),
        office_phone=PhoneView(village.office.phone),
        office_place=language.text(village.office.place),
        hotline=office_view(facts.hotline, context) if facts.hotline else None,
        address=address,
        qr=qr_svg("".join(address)) if address else "",
        code=facts.code,
        made=language.day(context.today, with_year=True),
        made_iso=context.today.isoformat(),
        is_sample=catalog.portal.sample,
        size=0,
    )
    return replace(view, size=find_size(_texts(view, language), language.code))


@lru_cache(maxsize=1)
def _facts_of(village_id: str, agenda: Agenda) -> PosterFacts:
    """The same in every language."""
    return poster_facts(village_id, agenda.catalog, agenda.next_sit_ins(village_id), agenda.today)


def initials(name: str) -> str:
    """What stands for a face: 王 of 王某某, ZX of Zhang Xiaoming, བཀྲ of བཀྲ་ཤིས།."""
    first = name.strip()[:1]
    if first.isascii():
        return "".join(word[0] for word in name.split()[:2]).upper()
    return name.strip().split(_TSHEG)[0] if "\u0f00" <= first <= "\u0fff" else first


@lru_cache(maxsize=8)
def qr_svg(address: str) -> str:
    """The address as a QR code: an inline SVG of one path, without a size of its own."""
    # Medium error correction: a torn or dirty corner may be missing, and the modules stay large.
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", dataMask=_QR_MASK)
    image: Any = code.to_image(scale=1, add_quiet_zones=False)  # a buffer, a byte a module; its stub does not say so
    modules = bytes(image)
    side = isqrt(len(modules))
    rows = (_RUN.findall(modules, at, at + side) for at in range(0, len(modules), side))
    path = f"m-{side} 1".join("".join(map(_STEPS.__getitem__, row)) for row in rows)
    size = side + 2 * _QR_BORDER
    view = f"-{_QR_BORDER} -{_QR_BORDER} {size} {size}"
    return f'<svg viewBox="{view}"><path stroke="#000" d="M0 .5{path}"/></svg>'


def _texts(view: PosterView, language: Language) -> PosterTexts:
    """What a poster says, for finding the size of its type."""
    adviser = view.adviser
    duty = language.label("village.adviser" if adviser else "village.no_adviser")
    pinyin = view.pinyin if view.name.is_fallback else ""
    speaks = [language.label("adviser.speaks"), adviser.speaks, language.label("paper.free")] if adviser else []
    speaks += [language.label("paper.licence"), view.licence] if view.licence else []
    return PosterTexts(
        # The name's suffixes are set at about half its size.
        heading=f"{view.name}  {pinyin[::2]} {duty[: -(-len(duty) * 3 // 5)]}",
        name=str(adviser.name) if adviser else "",
        beside_face=[str(adviser.firm), " · ".join(speaks)] if adviser else [],
        dates=[
            " ".join(
                (s.day.text, s.clock, s.day.lunar, _TAG * s.day.is_provisional, "" if view.place else str(s.place))
            )
            for s in view.sit_ins
        ]
        or [
            language.label(
                "village.no_sit_in" if adviser else "village.no_adviser_help", phone=view.office_phone.number
            )
        ],
        helpers="   ".join(map(str, view.helpers)) or language.label("village.no_helpers"),
        lines=[
            language.label("paper.dates") + str(view.place or ""),
            language.label("village.helpers"),
            f"{language.label('village.office')} {view.office_phone.number} · {view.office_place}",
        ],
    )
