"""From rows to changed files: what a workbook would change, and what it cannot."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from portal.catalog.catalog import Catalog
from portal.ledgers.base import Ledger, LedgerRow, Location, Plan, Reader, Target, find_fault
from portal.ledgers.cells import DELETE, CellFault, text_of
from portal.ledgers.spreadsheet import MOST_COLUMNS
from portal.ledgers.tables import LEDGERS
from portal.ledgers.workbook import LedgerTable, read_tables
from portal.records.record_paths import PathError

PERSONAL = ("身份证", "出生", "住址", "家庭", "户籍", "银行卡")
"""Headers that begin a column no record may have."""


def plan_import(
    path: Path,
    kind: str,
    catalog: Catalog,
    files: Mapping[str, bytes],
    today: date,
    year: int | None = None,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Plan:
    """What the ledgers of a workbook change in the records; `year` is for dates that name none.

    `advance` is told how many of how many tables are done.
    """
    tables = read_tables(path, kind, LEDGERS)
    plan = Plan(Reader(catalog, today, year), files)
    for at, table in enumerate(tables):
        advance(at, len(tables))
        if year is None:
            plan.reader = Reader(catalog, today, table.year)
        _note_columns(table, plan)
        _plan_table(table, plan)
    return plan


def diff_of(plan: Plan) -> str:
    """The changes as a unified diff, with a line before and after each."""
    lines: list[str] = []
    for path, raw in sorted(plan.results().items()):
        lines += [f"--- {path if path in plan.files else '/dev/null'}", f"+++ {path}"]
        if path in plan.files:
            lines += plan.editors[path].diff()
        else:
            new = raw.decode("utf-8-sig").splitlines()
            lines += [f"@@ -0,0 +1,{len(new)} @@", *(f"+{line}" for line in new)]
    return "".join(f"{line}\n" for line in lines)


def _note_columns(table: LedgerTable, plan: Plan) -> None:
    ignored = [header for header in table.unread if header not in ("序号", "编号", "No.")]
    if ignored:
        plan.notes.append(f"{table.sheet}: 没有读的列 / columns not read: {'、'.join(ignored)}")
    if table.beyond:
        plan.notes.append(
            f"{table.sheet}!{table.beyond}: 太靠右的格子没有读 / cells beyond column {MOST_COLUMNS} were not read"
        )
    if any(header.startswith(PERSONAL) for header in ignored):
        plan.notes.append(
            f"{table.sheet}: 身份证号、出生日期、住址一类不进档案 / personal data never goes into records"
        )


def _plan_table(table: LedgerTable, plan: Plan) -> None:
    ledger = table.ledger
    known = _index(ledger, plan.reader)
    seen: dict[tuple[object, ...], str] = {}
    for number, cells in table.rows:
        row = _read_row(table, number, cells, plan)
        if row is None:
            continue
        try:
            ledger.settle(row, plan.reader)
            keys = _keys(ledger, row)
        except CellFault as fault:
            plan.refuse(row.at("code", "village"), fault)
            continue
        if keys[0] in seen:
            plan.refuse(row.address, CellFault(f"和 {seen[keys[0]]} 是同一条", f"the same as {seen[keys[0]]}"))
            continue
        seen[keys[0]] = row.address
        found = known.get(keys[0], [])
        if len(found) > 1:
            plan.refuse(
                row.address, CellFault("有两份同名的档案，请填编号", "two records have this name: fill in the id")
            )
        elif found:
            _change(ledger, row, *found[0], plan)
        else:
            _add(ledger, row, plan)


def _keys(ledger: Ledger, row: LedgerRow) -> list[tuple[object, ...]]:
    keys = ledger.identify(row.values)
    if not keys:
        missing = (key for key in ledger.known_by[-1] if row.values.get(key) is None)
        names = "、".join(ledger.column(key).header for key in missing)
        raise CellFault(f"这一行缺少：{names}", f"this row lacks: {names}")
    return keys


def _read_row(table: LedgerTable, number: int, cells: dict[int, object], plan: Plan) -> LedgerRow | None:
    """The row's values; None if a cell could not be read."""
    addresses = {column.key: table.address(number, at) for at, column in table.columns.items()}
    row = LedgerRow({}, addresses, set(), table.address(number, min(table.columns)))
    is_whole = True
    for at, column in table.columns.items():
        value = cells.get(at)
        if value is None or column.read is None:
            continue
        try:
            if text_of(value) in DELETE:
                row.deleted.add(column.key)
            else:
                row.values[column.key] = column.read(value, plan.reader)
        except CellFault as fault:
            plan.refuse(addresses[column.key], fault)
            is_whole = False
    return row if is_whole else None


def _index(ledger: Ledger, reader: Reader) -> dict[tuple[object, ...], list[tuple[Target, dict[str, Any]]]]:
    """The records by what rows know them by, each with its own values, read from what an export shows."""
    found: dict[tuple[object, ...], list[tuple[Target, dict[str, Any]]]] = {}
    for target, cells in ledger.rows(reader.catalog):
        values = {
            column.key: column.read(cells[column.key], reader)
            for column in ledger.columns
            if column.read and cells.get(column.key) not in (None, "")
        }
        row = LedgerRow(values, {}, set(), "")
        ledger.settle(row, reader)
        for key in ledger.identify(row.values):
            found.setdefault(key, []).append((target, row.values))
    return found


def _change(ledger: Ledger, row: LedgerRow, target: Target, current: dict[str, Any], plan: Plan) -> None:
    if "trained" in row.values and isinstance(row.values["trained"], list):
        # Training is never undone: a ledger of this year's adds to what is on record.
        row.values["trained"] = sorted({*current.get("trained", ()), *row.values["trained"]})
    deleted = {key for key in row.deleted if current.get(key) is not None}
    values = {**current, **row.values, **dict.fromkeys(deleted)}
    _drop_phone_without_consent(row, values, current, plan)
    changed = {key for key in {*row.values, *deleted} if values.get(key) != current.get(key)}
    if not changed:
        return
    try:
        fields = ledger.fields(values, changed, plan.reader)
    except CellFault as fault:
        plan.refuse(row.at(fault.column), fault)
        return
    try:
        editor = plan.editor(target.path)
        merged = _merge(editor.value(*target.location), {loc: value for loc, (value, _) in fields.items()})
        wrong = find_fault(ledger.model, merged, plan.reader)
        if wrong is not None:
            columns = [column for loc, (_, column) in fields.items() if loc[: len(wrong[0])] == wrong[0][: len(loc)]]
            plan.refuse(row.at(*columns, *sorted(changed)), wrong[1])
            return
        changes = {(*target.location, *loc): value for loc, (value, _) in fields.items()}
        editor.set_all({**changes, **ledger.touch(target, changed, plan)})
    except ValueError as error:  # a place that only a person can edit
        plan.refuse(row.at(*sorted(changed)), error)


def _add(ledger: Ledger, row: LedgerRow, plan: Plan) -> None:
    missing = [ledger.column(key).header for key in ledger.needed if row.values.get(key) is None]
    if missing:
        names = "、".join(missing)
        plan.refuse(
            row.address, CellFault(f"档案里没有这一条，新建还缺：{names}", f"not on record; a new one needs: {names}")
        )
        return
    _drop_phone_without_consent(row, row.values, {}, plan)
    try:
        ledger.create(row, plan)
    except CellFault as fault:
        plan.refuse(row.at(fault.column), fault)
    except PathError as error:
        plan.refuse(row.at("id"), error)


def _drop_phone_without_consent(row: LedgerRow, values: dict[str, Any], current: dict[str, Any], plan: Plan) -> None:
    if not values.get("phone") or values.get("consent"):
        return
    plan.notes.append(
        f"{row.at('phone')}: 没有本人同意公开的日期，电话不写进档案 / no date of consent: the number is left out"
    )
    for found in (row.values, values):
        found.pop("phone", None)
    if current.get("phone"):
        values["phone"] = current["phone"]


def _merge(old: Any, fields: Mapping[Location, Any]) -> Any:
    """The record's value as it will be."""
    merged = copy.deepcopy(old) if isinstance(old, dict) else {}
    for location, value in fields.items():
        branch = merged
        for step in location[:-1]:
            branch = branch.setdefault(step, {})
        if value is None:
            branch.pop(location[-1], None)
        else:
            branch[location[-1]] = value
    return {key: value for key, value in merged.items() if value != {}}
