"""Workbooks written part by part: what no spreadsheet program would write, and what some do."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADERS = ("村", "姓名", "培训日期")
"""Of a ledger of legal helpers."""
GOOD = ("加牙村", "新来的", "2026.3.5")
SHEET, STRINGS, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


def text_cell(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *texts: str) -> str:
    """A row of texts from column A."""
    cells = (text_cell(f"{'ABCDEFGH'[at]}{number}", text) for at, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A sheet of these rows."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def ledger(*rows: str, after: str = "", before: str = "") -> str:
    """A sheet with the headers, one good row, and these."""
    return sheet(row(1, *HEADERS) + row(2, *GOOD) + "".join(rows), after, before)


def parts(first_sheet: str, **others: str) -> dict[str, bytes]:
    """The parts of a workbook with one sheet; `others` stand for parts by their constants' names."""
    relations = {
        "rId1": ("worksheet", "worksheets/sheet1.xml"),
        "rId2": ("sharedStrings", "sharedStrings.xml"),
        "rId3": ("styles", "styles.xml"),
    }
    texts = {
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        BOOK_RELATIONS: _relations(relations),
        SHEET: first_sheet,
        **{globals()[name]: text for name, text in others.items()},
    }
    return {name: text.encode() for name, text in texts.items()}


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def packed(content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, raw in content.items():
            archive.writestr(name, raw)
    return stream.getvalue()


def workbook(first_sheet: str, **others: str) -> bytes:
    """A workbook with this sheet."""
    return packed(parts(first_sheet, **others))


# --- what kills, or killed ------------------------------------------------------------------


def _many(count: int, make: Callable[[int], str]) -> str:
    return "".join(map(make, range(3, count + 3)))


def _stray(reference: str) -> bytes:
    digits = "".join(filter(str.isdigit, reference))
    return workbook(ledger(f'<row r="{digits}">{text_cell(reference, "x")}</row>'))


def _merged(*references: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return workbook(ledger(after=f"<mergeCells>{cells}</mergeCells>"))


def _laughs(first: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return f"<!DOCTYPE {first} [{entities}]>"


def _book_of(count: int) -> str:
    sheets = "".join(f'<sheet name="{number}" r:id="rId1"/>' for number in range(count))
    return f'<workbook xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _flag(raw: bytes, at: int, value: int, size: int = 2) -> bytes:
    """The archive with a field of each entry's local and central header changed (APPNOTE 4.3.7, 4.3.12)."""
    changed = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", at), (b"PK\x01\x02", at + 2)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset : place + offset + size] = value.to_bytes(size, "little")
            place = changed.find(mark, place + 4)
    return bytes(changed)


def _corrupt() -> bytes:
    raw = bytearray(workbook(ledger(_many(500, lambda n: row(n, "加牙村", f"某{n}")))))
    place = raw.find(b"sheet1.xml") + 60
    raw[place : place + 40] = bytes(40)
    return bytes(raw)


def _bomb() -> bytes:
    return packed({**parts(""), SHEET: ledger().encode().replace(b"<sheetData>", b" " * 150_000_000 + b"<sheetData>")})


_WHOLE = parts(ledger())
REFUSED: dict[str, Callable[[], bytes]] = {
    "cut short": lambda: workbook(ledger())[:500],
    "cut in the directory": lambda: workbook(ledger())[:-30],
    "nothing but a signature": lambda: b"PK\x03\x04",
    "an empty archive": lambda: packed({}),
    "an archive of something else": lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
    "a binary workbook": lambda: packed({**_WHOLE, BOOK: b"\x83\x01\x00"}),
    "XML cut short": lambda: packed({**_WHOLE, SHEET: _WHOLE[SHEET][:-40]}),
    "XML cut short in the workbook": lambda: packed({**_WHOLE, BOOK: _WHOLE[BOOK][:-20]}),
    "XML cut short in the references": lambda: packed({**_WHOLE, BOOK_RELATIONS: _WHOLE[BOOK_RELATIONS][:-20]}),
    "no XML at all": lambda: packed({**_WHOLE, SHEET: random.Random(2).randbytes(5000)}),
    "an empty sheet": lambda: packed({**_WHOLE, SHEET: b""}),
    "an unknown encoding": lambda: packed({**_WHOLE, SHEET: b'<?xml version="1.0" encoding="x-klingon"?><a/>'}),
    "billion laughs in the sheet": lambda: workbook(ledger(row(3, "&l9;", "a"), before=_laughs("worksheet"))),
    "billion laughs in the texts": lambda: workbook(
        ledger(), STRINGS=f"{_laughs('sst')}<sst><si><t>&l9;</t></si></sst>"
    ),
    "quadratic blow-up": lambda: workbook(
        ledger(row(3, "&a;" * 50_000, "b"), before=f'<!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>')
    ),
    "an outside entity": lambda: workbook(ledger(before='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    "encrypted entries": lambda: _flag(workbook(ledger()), 6, 1),
    "an unknown compression": lambda: _flag(workbook(ledger()), 8, 99),
    "an unused compression": lambda: packed(_WHOLE, zipfile.ZIP_LZMA),
    "a corrupt stream": lambda: _corrupt(),
    "a ZIP bomb": lambda: _bomb(),
    "a size that is not true": lambda: _flag(workbook(ledger()), 22, 10, 4),
    "100 000 entries": lambda: packed({**_WHOLE, **{f"a{n}": b"" for n in range(100_000)}}, zipfile.ZIP_STORED),
    "11 MB of pictures": lambda: packed({**_WHOLE, "xl/media/a.jpg": random.Random(3).randbytes(11_000_000)}),
    "no texts": lambda: workbook(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')),
    "a text that is not there": lambda: workbook(
        sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), STRINGS="<sst><si><t>a</t></si></sst>"
    ),
    "no sheet": lambda: packed({name: raw for name, raw in _WHOLE.items() if name != SHEET}),
    "a cell nowhere": lambda: workbook(ledger('<row r="3"><c r="?9"><v>1</v></c></row>')),
    "a cell beyond all columns": lambda: workbook(ledger('<row r="3"><c r="ZZZ3"><v>1</v></c></row>')),
    "a row beyond all rows": lambda: workbook(ledger('<row r="1048577"><c><v>1</v></c></row>')),
    "a block that is none": lambda: _merged("A1:??"),
    "30 000 rows": lambda: workbook(ledger(_many(30_000, lambda n: row(n, "加牙村", f"某{n}")))),
    "50 000 blocks": lambda: _merged(*(f"A{n}:A{n + 1}" for n in range(1, 100_000, 2))),
    "two million empty cells": lambda: workbook(ledger(f'<row r="3">{"<c/>" * 3_000_000}</row>')),
    "a deep nest": lambda: workbook(ledger("<row>" * 500_000 + "</row>" * 500_000)),
    "a million names": lambda: workbook(ledger("".join(f"<a{n:x}/>" for n in range(1_000_000)))),
    "a million attributes": lambda: workbook(
        ledger("<row " + " ".join(map('a{:x}=""'.format, range(1_000_000))) + "/>")
    ),
    "few attributes a cell, all different": lambda: workbook(
        ledger("".join(f'<c a{n:x}="" b{n:x}=""/>' for n in range(500_000)))
    ),
    "one long text in every cell": lambda: workbook(
        ledger(_many(15_000, lambda n: f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>')),
        STRINGS=f"<sst><si><t>{'加' * 3900}</t></si></sst>",
    ),
    "an endless text": lambda: workbook(ledger(row(3, "加" * 5_000_000, "a"))),
    "1 000 sheets": lambda: workbook(
        ledger(),
        BOOK=_book_of(1000),
    ),
}
"""Files that cannot be read, by what is wrong with them."""


READ: dict[str, Callable[[], bytes]] = {
    "a cell in the last row": lambda: _stray("A1048576"),
    "a cell in the last corner": lambda: _stray("XFD1048576"),
    "a block down to the last corner": lambda: _merged("A50:XFD1048576"),
    "a block down the whole column": lambda: _merged("A2:A1048576"),
    "blocks one over the other": lambda: _merged(*(f"A2:A{n}" for n in range(3, 15_000))),
    "no styles": lambda: workbook(ledger('<row r="3"><c r="C3" s="9"><v>46086</v></c></row>')),
    "100 000 styles": lambda: workbook(
        ledger(), STYLES=f"<styleSheet><cellXfs>{'<xf/>' * 100_000}</cellXfs></styleSheet>"
    ),
    "a format of many brackets": lambda: workbook(
        ledger('<row r="3"><c r="C3" s="0"><v>5</v></c></row>'),
        STYLES=f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{"[" * 100_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>',
    ),
    "numbers that are none": lambda: workbook(
        ledger(
            *(
                f'<row r="{n}">{text_cell(f"A{n}", "加牙村")}{text_cell(f"B{n}", f"某{n}")}'
                f'<c r="C{n}" t="{kind}"><v>{value}</v></c></row>'
                for n, (kind, value) in enumerate(_ODD_NUMBERS, 3)
            )
        )
    ),
    "headers of brackets": lambda: workbook(sheet(row(1, *HEADERS, *["(" * 4000] * 5) + row(2, *GOOD))),
    "cells of brackets and digits": lambda: workbook(
        ledger(_many(700, lambda n: row(n, "(" * 2000, "1" * 2000, "1" * 1999 + "a")))
    ),
    "20 000 villages nobody knows": lambda: workbook(ledger(_many(19_000, lambda n: row(n, f"某{n}村", f"某{n}")))),
    "a row out of order": lambda: workbook(sheet(row(2, *GOOD) + row(1, *HEADERS))),
    "cells without addresses": lambda: workbook(
        sheet("".join(f"<row>{''.join(map(_BARE.format, texts))}</row>" for texts in (HEADERS, GOOD)))
    ),
    "a prefix for every element": lambda: packed({**parts(""), SHEET: _prefixed(ledger()).encode()}),
    "UTF-16": lambda: packed(
        {**parts(""), SHEET: ledger().replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")}
    ),
}
"""Files that can be read all the same: each has the good row."""


_BARE = '<c t="str"><v>{}</v></c>'
_ODD_NUMBERS: tuple[tuple[str, str], ...] = (
    ("n", "1e999"), ("n", "nan"), ("n", "-1"), ("n", "9" * 400), ("n", "9" * 5000), ("n", "x"), ("d", "2026-13-99"),
    ("d", "x"), ("b", "7"), ("e", "#N/A"), ("n", "1e300"), ("zz", "5"), ("n", "٣"),
)  # fmt: skip


def _prefixed(text: str) -> str:
    names = ("worksheet", "sheetData", "row", "c", "is", "t", "v")
    for name in names:
        for before, after in (("<", ">"), ("<", " "), ("</", ">")):
            text = text.replace(f"{before}{name}{after}", f"{before}x:{name}{after}")
    return text.replace("xmlns=", "xmlns:x=")


def random_damage(count: int) -> Iterator[tuple[str, bytes]]:
    """A good workbook with signs changed at random, in its XML and in its ZIP."""
    good = workbook(ledger(_many(20, lambda n: row(n, "加牙村", f"某{n}"))))
    chance = random.Random(5)
    for number in range(count):
        raw = bytearray(good)
        for _ in range(chance.choice((1, 3, 20))):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        yield f"bytes {number}", bytes(raw)
        share = chance.choice((0.001, 0.01, 0.05))
        text = "".join(
            chr(chance.randrange(32, 127)) if chance.random() < share else sign
            for sign in ledger(row(3, "加牙村", "a"))
        )
        yield f"signs {number}", packed({**parts(""), SHEET: text.encode()})
