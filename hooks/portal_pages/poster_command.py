"""`portal poster`: posters, or pocket cards, of villages as one PDF."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from portal.catalog.agenda import Agenda
from portal.catalog.catalog import Catalog
from portal.catalog.context import ViewContext
from portal.commands.progress import Progress, Step
from portal.commands.records import read_catalog
from portal.commands.status import OK
from portal.loading.load import read_folder
from portal.loading.site_day import find_today
from portal.posters.versions import poster_facts
from portal.problems.problem import nearest
from portal.records.record_paths import write_files
from portal.records.registry import path_of
from portal.text.staff_message import StaffError
from portal.yaml_io.editor import Changes, edit_files

PRINTING = (
    Step("排版", "laying out the sheets", 1),
    Step("画成 PDF", "drawing the PDF", 6),
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("poster", help="村务栏海报（PDF） / posters for the village boards, as PDF")
    parser.add_argument("villages", nargs="*", metavar="村", help="村编号，不写就是全部 / ids, all if none is given")
    parser.add_argument("--lang", help="语言，不写就是源语言 / language, the source language if not given")
    parser.add_argument("--card", action="store_true", help="便民卡，一张 A4 八张 / pocket cards, eight to an A4")
    parser.add_argument("--output", type=Path, metavar="FILE.pdf", help="写到哪个文件 / where to write it")
    parser.add_argument(
        "--record", action="store_true",
        help="这些海报今天就贴：把版本号和日期写进村档案 / they are put up today: write code and day into the records",
    )  # fmt: skip
    parser.set_defaults(run=_poster)


def _poster(options: argparse.Namespace) -> int:
    # Here, not above: every command would wait for templates to load.
    from portal_pages.paper import Kind, render_pdf

    files = read_folder(options.root)
    today = find_today(files)
    catalog = read_catalog(files, today)
    village_ids = options.villages or list(catalog.villages)
    for id in village_ids:
        if id not in catalog.villages:
            guess = nearest(id, catalog.villages)
            hint = f"，是不是 {guess}？ / did you mean {guess}?" if guess else ""
            raise StaffError(f"没有编号为 {id} 的村", f"no village has the id {id}{hint}")
    code = options.lang or catalog.source_language.code
    if code not in catalog.languages:
        known = "、".join(catalog.languages)
        raise StaffError(f"没有 {code} 这种语言，有：{known}", f"no such language; there are: {known}")
    kind: Kind = "card" if options.card else "poster"
    context = ViewContext(catalog, Agenda(catalog, today), catalog.languages[code])
    with Progress(PRINTING) as progress:
        pdf = render_pdf(options.root, kind, village_ids, context, progress.begin)
    name = village_ids[0] if len(village_ids) == 1 else "all" if not options.villages else "villages"
    output = options.output or Path(f"{kind}-{name}-{code}.pdf")
    output.write_bytes(pdf)
    print(f"{output}: {len(village_ids)} 页，A4，按 100% 打印 / page(s) of A4, print at 100 %")
    if kind == "poster":
        _tell_codes(options, files, catalog, village_ids, today)
    if not catalog.portal.base_url:
        print("portal.yml 没有 base_url：不印二维码，写怎么找 / no base_url: no QR code, the way is told in words")
    return OK


def _tell_codes(
    options: argparse.Namespace, files: dict[str, bytes], catalog: Catalog, village_ids: list[str], today: date
) -> None:
    """The codes to be noted once the posters hang; written into the records with `--record`."""
    agenda = Agenda(catalog, today)
    boards: dict[str, Changes] = {}
    for id in village_ids:
        facts = poster_facts(id, catalog, agenda.next_sit_ins(id), today)
        boards[path_of("village", id)] = {("board",): {"code": facts.code, "printed": f"{today}"}}
        if not options.record:
            print(f"{path_of('village', id)}  board: {{code: {facts.code}, printed: {today}}}")
    if options.record:
        edited = edit_files(files, boards)
        write_files(options.root, edited)
        for path in edited:
            print(f"{path}: board")
    else:
        print(
            "贴出以后把 board 一行写进村档案（或加 --record） / once up, put the line into the record (or use --record)"
        )
