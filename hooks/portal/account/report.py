"""The draft of the yearly report: paragraphs with the figures in place, and the rows beneath.

The report goes to the district in Chinese, so its words stand here and in no label catalogue.
How it is written to files is `report_files.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.account.rows import Figure, Row
from portal.account.town import YearAccount
from portal.catalog.catalog import Catalog
from portal.catalog.small_counts import publish_cell, published_text
from portal.i18n.language import Language

HEAD = ("日期", "记录", "法律顾问", "内容", "数量", "档案文件")

_NOTE_EXACT = "底稿，含少于5的咨询数，只供内部核对。要公开，请用 portal report {year} --public 重新生成。"
_NOTE_PUBLIC = "少于5的咨询数已经遮盖。"
_VERDICTS = {"borne-out": "核对得上", "short": "台账不够", "more": "台账更多"}

_PARAGRAPHS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    (
        "一、普法宣传",
        "{when}，全镇共举办普法宣传活动 {sessions} 场（{kinds}），到场 {attendance} 人次，发放宣传资料 {leaflets} 份，"
        "现场解答法律咨询 {consultations} 件。宪法宣传周期间举办活动 {constitution-week} 场。",
        ("sessions", "attendance", "leaflets", "consultations", "constitution-week"),
    ),
    (
        "二、村法律顾问",
        "全镇 {villages} 个村（社区）中，{villages-with-adviser} 个聘有法律顾问，{villages-without-adviser} 个暂缺。"
        "应坐班 {sit-ins-promised} 次：已坐班 {sit-ins-held} 次，改期 {sit-ins-moved} 次，请假 {sit-ins-excused} 次，"
        "未记录 {sit-ins-unrecorded} 次；村里确认 {sit-ins-confirmed} 次。"
        "电话联系 {adviser-calls} 次，进村 {adviser-visits} 次，参加村委会会议 {adviser-meetings} 次，"
        "参与调解 {adviser-mediations} 件，讲课 {adviser-lectures} 次。",
        (
            "villages-with-adviser", "villages-without-adviser", "sit-ins-promised", "sit-ins-held", "sit-ins-moved",
            "sit-ins-excused", "sit-ins-unrecorded", "sit-ins-confirmed", "adviser-calls", "adviser-visits",
            "adviser-meetings", "adviser-mediations", "adviser-lectures",
        ),
    ),
    (
        "三、法律明白人",
        "登记在册法律明白人 {legal-helpers} 名，不足 {minimum} 名的村 {villages-below-minimum} 个；当年受过培训的 "
        "{helpers-trained} 名（培训 {helper-trainings} 人次），调解 {helper-mediations} 件，走访 {helper-visits} 次。",
        ("legal-helpers", "villages-below-minimum", "helpers-trained", "helper-trainings", "helper-mediations",
         "helper-visits"),
    ),
    (
        "四、干部学法",
        "组织集体学法 {study-meetings} 次，律师讲课 {study-lectures} 次。",
        ("study-meetings", "study-lectures"),
    ),
    (
        "五、存在的不足",
        "普法还不均衡：最近 {within} 天内办过活动的村占 {share}%，全年没有办过活动的村 {unreached} 个；"
        "企业、学校、寺院、清真寺等 {places} 处场所中，{places_unreached} 处全年没有办过。",
        (),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class FigureRows:
    """A figure with its rows in words."""

    id: str
    name: str
    amount: str
    rows: tuple[tuple[str, ...], ...]
    """Cells in the order of `HEAD`."""


@dataclass(frozen=True)
class ReportPart:
    """A paragraph and the figures it names."""

    title: str
    text: str
    figures: tuple[FigureRows, ...]


@dataclass(frozen=True)
class ReportDraft:
    """The whole draft."""

    year: int
    title: str
    note: str
    parts: tuple[ReportPart, ...]
    stated: tuple[tuple[str, str, str, str], ...]
    """Figure, as reported, on record, and how they compare; empty if no report is published."""


def draft_report(account: YearAccount, *, for_public: bool) -> ReportDraft:
    """The draft of a year's report; `for_public` masks small counts of consultations."""
    catalog = account.catalog
    language = catalog.languages.get("zh", catalog.source_language)
    amounts = {id: _amount(id, account, language, for_public) for id in account.figures}
    values = {**amounts, **_other_values(account, language)}
    parts = tuple(
        ReportPart(
            title, text.format_map(values),
            tuple(_figure_rows(account.figures[id], amounts[id], catalog, language, for_public) for id in ids),
        )
        for title, text, ids in _PARAGRAPHS
    )  # fmt: skip
    town = catalog.portal.town.get("zh", next(iter(catalog.portal.town.values())))
    note = _NOTE_PUBLIC if for_public else _NOTE_EXACT.format(year=account.year)
    title = f"{town}{account.year}年普法工作情况（草稿）"
    return ReportDraft(account.year, title, note, parts, _stated(account, amounts, language, for_public))


def _amount(id: str, account: YearAccount, language: Language, for_public: bool) -> str:
    if id == "consultations" and for_public and account.figures[id].rows:
        return published_text(account.published_consultations.total, language)
    return str(account.figures[id].amount)


def _other_values(account: YearAccount, language: Language) -> Mapping[str, str]:
    coverage, catalog = account.coverage, account.catalog
    kinds = "、".join(
        f"{language.label(f'event.kind.{kind}')} {figure.amount} 场"
        for kind, figure in account.breakdowns["sessions/kind"].items()
    )
    when = f"{account.year}年"
    if account.is_current:
        when += f"（截至{account.day.month}月{account.day.day}日）"
    return {
        "when": when,
        "kinds": kinds or "无",
        "villages": str(len(catalog.villages)),
        "minimum": str(catalog.portal.thresholds.legal_helpers_a_village),
        "within": str(coverage.within),
        "share": str(round(100 * coverage.share)),
        "unreached": str(sum(not reach.sessions for reach in coverage.villages)),
        "places": str(len(coverage.places)),
        "places_unreached": str(sum(not reach.sessions for reach in coverage.places)),
    }


def _figure_rows(figure: Figure, amount: str, catalog: Catalog, language: Language, for_public: bool) -> FigureRows:
    name = language.label(f"account.figure.{figure.id}")
    rows = tuple(_cells(figure.id, row, catalog, language, for_public) for row in figure.rows)
    return FigureRows(figure.id, name, amount, rows)


def _cells(figure: str, row: Row, catalog: Catalog, language: Language, for_public: bool) -> tuple[str, ...]:
    if row.record == "event":
        record = str(language.text(catalog.events[row.id].title))
    elif row.record == "village":
        record = str(language.text(catalog.villages[row.id].name))
    else:
        record = "学法计划"
    adviser = str(language.text(catalog.advisers[row.adviser].name)) if row.adviser else ""
    amount = str(row.amount)
    if figure == "consultations" and for_public:
        amount = published_text(publish_cell(row.amount), language)
    return (
        f"{row.day}" if row.day else row.month,
        record,
        adviser,
        _item(figure, row, catalog, language),
        amount,
        row.file,
    )


def _item(figure: str, row: Row, catalog: Catalog, language: Language) -> str:
    if figure == "leaflets":
        return str(language.text(catalog.materials[row.item].title))
    if figure == "consultations":
        return str(language.text(catalog.topics[row.item].name))
    if figure.startswith("sit-ins-"):
        return language.label(f"account.outcome.{row.item}")
    if figure == "villages-below-minimum":
        return language.label("account.helpers_count", count=row.item)
    return row.item


def _stated(
    account: YearAccount, amounts: Mapping[str, str], language: Language, for_public: bool
) -> tuple[tuple[str, str, str, str], ...]:
    report = account.catalog.reports.get(str(account.year))
    rows = []
    for id, stated in report.figures.items() if report else ():
        verdict = _VERDICTS[stated.judge(account.figures[id].amount)]
        if id == "consultations" and for_public and account.published_consultations.total.kind != "exact":
            verdict = "只在内部核对"
        rows.append((language.label(f"account.figure.{id}"), stated.text, amounts[id], verdict))
    return tuple(rows)
