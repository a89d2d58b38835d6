"""The portal itself: the town, the site, its languages, what the town expects."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from portal.records.base import Record
from portal.records.fields import (
    NUMBER_LIKE,
    Count,
    Day,
    ExceptedMonth,
    Flag,
    LanguageCode,
    NotEmpty,
    OfficeId,
    PhoneNumber,
    SiteIdCode,
    TranslatedText,
    ValueStyle,
    Words,
    at_most,
    field_error,
)
from portal.records.web_addresses import OfficialLink, PublicAddress, WebAddress

COLUMNS = ("villages", "advisers", "calendar", "explainers", "laws", "help")
"""The columns of the site, as in their addresses."""
REGISTERS = frozenset(["laws", "help"])
"""Columns that list what holds; nothing asks them to be renewed by a day."""


def _check_column(value: str) -> str:
    if value not in COLUMNS:
        raise field_error("column-unknown", column=value[:40], columns=", ".join(COLUMNS))
    return value


DayCount = Annotated[Count, at_most(3_660)]
"""Ten years: beyond, a village counts as verified for ever."""


class SiteIdentification(Record):
    """Numbers the authorities give a site; empty until known, never invented."""

    site_id_code: SiteIdCode | None = None
    icp: Words | None = None
    public_security: Words | None = None
    party_mark: OfficialLink | None = None
    """党政机关网站标识: the page its mark leads to, granted by the body that registers names of public bodies."""
    error_report: OfficialLink | None = None
    """我为政府网站找错: the page of the national platform for this site."""


class Contact(Record):
    """Where the portal's makers are reached."""

    phone: PhoneNumber
    address: TranslatedText
    email: Annotated[str, Field(pattern=r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$")] | None = None
    """Where mistakes may be reported in writing; an office's, never a person's."""


class Column(Record):
    """How inspectors of government sites file a column (栏目)."""

    type: Words
    """ColumnType, in the words of the inspectors."""
    keywords: TranslatedText
    """ColumnKeywords, parted by commas."""
    renewed_within_days: DayCount | None = None
    """What inspectors allow between two changes; registers (laws, help) have no such time."""


Expected = Annotated[Count, at_most(1_000)]


class Thresholds(Record):
    """What the town expects (norms differ by county)."""

    sit_ins_a_month: Expected
    calls_a_month: Expected
    visits_a_quarter: Expected
    lectures_a_year: Expected
    verified_within_days: DayCount
    legal_helpers_a_village: Expected
    reached_within_days: DayCount = 90
    """A village counts as reached if it had a session within so many days."""
    asked_often: Count = 5
    """Questions on one topic in one village, above which it is suggested as a stop."""
    reprint_below: Count = 100
    """Copies left, below which a leaflet stands on the reprint list."""


AccountSection = Literal["figures", "coverage", "promised", "next", "plan", "materials", "questions", "reports"]
"""The parts of the town's account, each published or kept internal as a whole."""

SECTIONS: tuple[str, ...] = get_args(AccountSection)


_MARKET_DAY = r"(lunar )?([1-9]|[12]\d|3[01])"
"""For editors; `_parse_market_day` judges."""


def _parse_market_day(value: Any) -> str:
    """`15` or `lunar 15`; raises an `impossible-day` fault."""
    words = str(value).lower().split()
    day = words[-1] if words and words[:-1] in ([], ["lunar"]) else ""
    last = 31 if len(words) == 1 else 30
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= last):
        raise field_error("impossible-day", text=str(value)[:40], choices="1–31 / lunar 1–30")
    return " ".join([*words[:-1], str(int(day))])


MarketDay = Annotated[str, BeforeValidator(_parse_market_day), ValueStyle(_MARKET_DAY, NUMBER_LIKE)]
"""A market day of every month, `15`, or of every lunar month, `lunar 15`."""


class Avoid(Record):
    """When residents have no time for a session."""

    harvest_months: tuple[ExceptedMonth, ...] = ()
    """`9`, or `lunar 8`."""
    market_days: tuple[MarketDay, ...] = ()
    """Days of the month, `15`, or of the lunar month, `lunar 15`."""
    festivals: tuple[Day, ...] = ()
    """Beside public holidays, which are known: days that shift, such as ལོ་གསར and 开斋节."""


class Account(Record):
    """Which parts of the account residents see, and what suggestions avoid."""

    public: tuple[AccountSection, ...] = ("figures", "coverage")
    avoid: Avoid = Avoid()


class Portal(Record):
    """content/portal.yml: the town, the site, its languages."""

    sample: Flag
    sample_day: Day | None = None
    """The day samples stand still at, in builds and browsers (`loading/site_day.py`); only with `sample`."""
    site_name: TranslatedText
    town: TranslatedText
    base_url: WebAddress | None = None
    """Where the site stands; empty means relative links only, no QR, feeds or canonical."""
    languages: Annotated[tuple[LanguageCode, ...], NotEmpty]
    host: TranslatedText
    """主办."""
    operator: TranslatedText
    """承办."""
    contact: Contact
    justice_office: OfficeId
    hotlines: Annotated[tuple[OfficeId, ...], NotEmpty]
    site_identification: SiteIdentification = SiteIdentification()
    columns: dict[Annotated[str, AfterValidator(_check_column), ValueStyle("|".join(COLUMNS))], Column] = Field(
        default_factory=dict
    )
    plan_name: TranslatedText
    thresholds: Thresholds
    keep_offline: Flag = True
    """Whether phones may keep pages for times without a network; false takes back what they kept."""
    account: Account = Account()
    exit_address: PublicAddress = "https://www.weather.com.cn/"
    """Where the exit button of sensitive pages leads: a neutral page."""
