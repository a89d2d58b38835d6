"""`portal review`: the sheet a lawyer needs to review a text, and signing it off."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.commands.records import check_results, read_catalog
from portal.commands.status import OK
from portal.explainers.model import Explainer, ExplainerText
from portal.explainers.official_texts import read_law_texts
from portal.explainers.review_sheet import SheetWords, make_sheet
from portal.explainers.reviews import review_expires
from portal.explainers.translations import is_stale
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.problems.problem import nearest
from portal.records.front_matter import SECTION_IDS, Review
from portal.records.record_paths import write_files
from portal.yaml_io.editor import Changes, Editor

_CLOSING = re.compile(rb"\n---[ \t\r]*+(?:\n|\Z)")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("review", help="律师审核文章：打印审核单、签收 / a lawyer's review: sheet, sign-off")
    parser.add_argument("text", metavar="TEXT", help="labour/unpaid-wages，或文章的文件 / a text's id, or its file")
    parser.add_argument("--laws", type=Path, metavar="FOLDER", help="法律原文文件夹：做审核单 / law texts, for a sheet")
    parser.add_argument("--output", type=Path, metavar="FILE.html", help="审核单写到哪里 / where to write the sheet")
    parser.add_argument("--by", metavar="NAME", help="签收：哪位律师审的 / sign off: who reviewed it")
    parser.add_argument("--role", default="律师", help="身份，不写就是律师 / role, 律师 if not given")
    parser.add_argument("--on", metavar="DAY", help="签收：哪天审完的，年-月-日 / sign off: when, year-month-day")
    parser.set_defaults(run=_review)


def _review(options: argparse.Namespace) -> int:
    if (options.by is None) != (options.on is None) or (options.laws is None) == (options.by is None):
        raise ValueError(
            "portal review 文章 --laws 原文文件夹（做审核单），或 --by 姓名 --on 年-月-日（签收）"
            " / either --laws FOLDER for a sheet, or --by NAME --on DAY to sign off"
        )
    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    explainer, text = _find(options.text, catalog)
    if options.laws is not None:
        _write_sheet(options, catalog, explainer, text, today)
        return OK
    day = _day(options.on, explainer, today)
    if not options.by.strip() or not options.role.strip():
        raise ValueError("--by、--role 要写姓名和身份 / --by and --role want a name and a role")
    review = Review.model_validate({"by": options.by.strip(), "role": options.role.strip(), "on": day.isoformat()})
    raw = _signed(files[text.path], explainer, text, review)
    check_results(files, {text.path: raw}, today)
    write_files(options.root, {text.path: raw})
    again = review_expires(review)
    print(f"{text.path}: {review.by}（{review.role}）{day} 审核，{again} 前再审 / reviewed, due again by {again}")
    return OK


def _find(wanted: str, catalog: Catalog) -> tuple[Explainer, ExplainerText]:
    """The text by the id of its explainer, or by its file in any language."""
    path = Path(wanted).as_posix()
    for explainer in catalog.explainers.values():
        if wanted == explainer.id:
            return explainer, explainer.source
        for text in (explainer.source, *explainer.translations.values()):
            if path == text.path or path.endswith(f"/{text.path}"):
                return explainer, text
    guess = nearest(wanted, catalog.explainers)
    hint = f"，是不是 {guess}？ / did you mean {guess}?" if guess else ""
    raise ValueError(f"没有这篇文章：{wanted} / there is no such text{hint}")


def _day(written: str, explainer: Explainer, today: date) -> date:
    """The day of the review, neither before the text's last change nor ahead."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"--on {written}：写成 2026-11-22 这样 / write it like 2026-11-22") from None
    if not explainer.changed <= day <= today:
        raise ValueError(
            f"--on {day}：要在文章改动（{explainer.changed}）以后、今天（{today}）以前"
            f" / has to lie between the text's last change and today ({explainer.changed} to {today})"
        )
    return day


def _write_sheet(
    options: argparse.Namespace, catalog: Catalog, explainer: Explainer, text: ExplainerText, today: date
) -> None:
    texts = read_law_texts(options.laws)
    language = catalog.languages[text.language]
    headings = {"answer": text.title} | {id: language.label(f"explainer.section.{id}") for id in SECTION_IDS}
    site = str(catalog.source_language.text(catalog.portal.site_name))
    words = SheetWords(site, today.isoformat(), headings)
    output = options.output or Path(f"review-{explainer.topic}-{explainer.slug}-{text.language}.html")
    output.write_bytes(make_sheet(explainer, text, catalog.laws, texts, words).encode())
    print(f"{output}: 打印给律师，签字后用 --by、--on 签收 / print it; sign off with --by and --on")


def _signed(raw: bytes, explainer: Explainer, text: ExplainerText, review: Review) -> bytes:
    """The file with the review in its front matter, and not a character beside it changed."""
    changes: Changes
    if text is explainer.source:
        changes = {("reviewed",): {"by": review.by, "role": review.role, "on": review.on.isoformat()}}
    else:
        if is_stale(text, explainer.source):
            raise ValueError(
                f"{text.path}: 源文改过，先改好译文并运行 portal translations --accept"
                " / older than its source: mend it, then portal translations --accept"
            )
        changes = {
            ("translation", "state"): "reviewed",
            ("translation", "by"): review.by,
            ("translation", "on"): review.on.isoformat(),
        }
    start = raw.index(b"---") + len(b"---")
    end = _CLOSING.search(raw, start)
    assert end  # what has no front matter is no text
    front = raw[start : end.start() + 1]  # from behind the first ---: its line stays, as an empty one
    editor = Editor(text.path, front)
    editor.set_all(changes)
    return raw[:start] + editor.result() + raw[end.start() + 1 :]
