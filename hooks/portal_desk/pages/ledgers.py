"""Ledgers in Excel: dropped on a page, shown row by row, accepted into one commit; and handed out again."""

from __future__ import annotations

import io
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.ledgers.base import Plan
from portal.ledgers.doubts import find_doubts
from portal.ledgers.importing import plan_import
from portal.ledgers.tables import KINDS, LEDGERS
from portal.ledgers.workbook import write_workbook
from portal_desk.app import clerk
from portal_desk.choices import kind_of
from portal_desk.forms.base import read_yaml
from portal_desk.schemas import form_of
from portal_desk.todo import name_of_path
from portal_desk.words import DeskError
from portal_desk.workspace import Request

pages = Blueprint("ledgers", __name__)
WORDS = {"legal-helpers": "法律明白人", "advisers": "法律顾问", "events": "活动", "work": "坐班和工作"}
_NAME = re.compile(r"[\w-]{20,60}", re.A)
MOST_KEPT = 20


@pages.get("/ledgers")
def ledgers() -> ResponseReturnValue:
    """Where a ledger is dropped, and asked for."""
    return render_template("ledgers.html", kinds=WORDS)


@pages.post("/ledgers")
def look() -> ResponseReturnValue:
    """What a ledger would change, row by row."""
    given = request.files.get("file")
    kind = request.form.get("kind", "")
    if given is None or not given.filename:
        raise DeskError("还没有选文件。", "No file was chosen.", status=422)
    if kind not in KINDS:
        raise DeskError("先选这是哪一种台账。", "Say which ledger it is.", status=422)
    name = secrets.token_urlsafe(24)
    path = _folder() / f"{name}.xlsx"
    given.save(path)
    return _page(name, kind, request.form.get("year", ""), given.filename)


@pages.post("/ledgers/accept")
def accept() -> ResponseReturnValue:
    """Take the changes that were shown: the same check, the same commit."""
    name, kind, year = (request.form.get(key, "") for key in ("name", "kind", "year"))
    plan = _plan(name, kind, year)
    results = plan.results()
    if find_doubts(plan) and not request.form.get("sure"):
        flash("有几个名字要先看清楚，是不是同一个人，再打勾。")
        return _page(name, kind, year, request.form.get("file", ""))
    files: dict[str, bytes | None] = dict(results)
    bases = {path: clerk().file(path) for path in results}
    words = [line for row in _rows(plan) for line in row[1]]
    asked = Request(files, bases, f"读入台账：{WORDS[kind]}，{len(results)} 份档案", "\n".join(words[:200]))
    outcome = clerk().workspace.save(asked)
    if outcome.problems:
        return _page(name, kind, year, request.form.get("file", ""), outcome.problems)
    (_folder() / f"{name}.xlsx").unlink(missing_ok=True)
    flash(f"读入好了：改了 {len(results)} 份档案。" if outcome.commit else "档案和台账一致，没有要改的。")
    return redirect(url_for("ledgers.ledgers"))


@pages.get("/ledgers/export.xlsx")
def export() -> ResponseReturnValue:
    """All ledgers, or one kind, as a workbook."""
    catalog = clerk().snapshot.catalog
    if catalog is None:
        raise DeskError("有档案有问题，先改好再导出。", "Mend the records first.")
    kind = request.args.get("kind", "")
    chosen = [ledger for ledger in LEDGERS if kind in ("", ledger.kind)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write_workbook(path, chosen, catalog, clerk().today)
        raw = path.read_bytes()
    return send_file(io.BytesIO(raw), as_attachment=True, download_name=f"台账-{clerk().today}.xlsx")


def _folder() -> Path:
    """Where ledgers wait to be accepted; only the last ones."""
    folder = clerk().state.folder / "ledgers"
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.glob("*.xlsx"), key=lambda file: -file.stat().st_mtime)[MOST_KEPT:]:
        with suppress(OSError):
            old.unlink()
    return folder


def _plan(name: str, kind: str, year: str) -> Plan:
    catalog = clerk().snapshot.catalog
    if catalog is None:
        count = len(clerk().snapshot.faults)
        raise DeskError(f"档案里有 {count} 处问题，先改好再读入台账。", "Mend the records first.")
    path = _folder() / f"{name}.xlsx"
    if not _NAME.fullmatch(name) or kind not in KINDS or not path.is_file():
        raise DeskError("这份台账已经不在了，请再放一次。", "Drop the ledger again.", status=410)
    given = int(year) if re.fullmatch(r"20\d\d", year, re.A) else None
    try:
        return plan_import(path, kind, catalog, clerk().snapshot.files, clerk().today, given)
    except ValueError as error:
        chinese, _, english = str(error).replace(f"{path}", "").removeprefix(": ").partition(" / ")
        path.unlink(missing_ok=True)
        raise DeskError(f"这个文件读不了：{chinese.strip()}", english, status=422) from None


def _page(name: str, kind: str, year: str, file: str, problems: Any = ()) -> str:
    plan = _plan(name, kind, year)
    rows = _rows(plan)
    refused = [address.partition(": ") for address in plan.refused]
    notes = [note.partition(" / ")[0] for note in plan.notes]
    return render_template(
        "ledger.html", name=name, kind=kind, year=year, file=file, rows=rows, notes=notes, word=WORDS[kind],
        refused=[(address, reason.partition(" / ")[0]) for address, _, reason in refused], unlisted=plan.unlisted,
        doubts=[doubt.chinese for doubt in find_doubts(plan)], problems=problems,
    )  # fmt: skip


def _rows(plan: Plan) -> list[tuple[str, list[str], bool]]:
    """Each record that changes: its name, what changes in words, whether it is new."""
    rows = []
    for path, raw in sorted(plan.results().items()):
        before, after = clerk().file(path), read_yaml(path, raw).value
        kind = next((k for k in ("village", "adviser", "event", "work") if _is(k, path)), "village")
        form = form_of(kind, clerk().snapshot)
        old = read_yaml(path, before).value if before is not None else {}
        lines = list(clerk().teller.tell(form, old or {}, after or {}))
        name = name_of_path(path, None, clerk()) if before is not None else path.rpartition("/")[2]
        rows.append((name, lines, before is None))
    return rows


def _is(kind: str, path: str) -> bool:
    found = kind_of(kind)
    return found is not None and bool(found.pattern.fullmatch(path.removeprefix("content/")))
