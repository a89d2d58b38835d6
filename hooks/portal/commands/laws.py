"""`portal laws`: the register of laws against a folder of official texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.status import OK, PROBLEMS
from portal.law_texts import compare_register, read_law_texts, shapes_file
from portal.problems import render_report
from portal.reading import read_records
from portal.records import Law
from portal.source import decode, read_document


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("laws", help="用法律原文核对登记，重做条款项数 / check the register against law texts")
    parser.add_argument("folder", type=Path, help="每部法律一个 JSON 的文件夹 / a folder with one JSON a law")
    parser.set_defaults(run=_laws)


def _laws(options: argparse.Namespace) -> int:
    # Only the register is read: the file made here may be the one that is broken.
    path = "content/laws.yml"
    text, problems = decode(path, (options.root / path).read_bytes())
    if not problems:
        records, problems = read_records(read_document(path, text), Law, ())
    if problems:
        print(render_report(problems))
        return PROBLEMS
    laws = {law.id: law for law in records.values()}
    texts = read_law_texts(options.folder)
    differences = compare_register(laws, texts)
    target = options.root / "content" / "law_shapes.yml"
    shapes = shapes_file({id: text for id, text in texts.items() if id in laws})
    target.write_text(shapes, encoding="utf-8", newline="\n")
    for difference in differences:
        print(difference)
    print(f"{target}: {len(laws)} 部法律 / laws；登记与原文不同 / differing: {len(differences)}")
    return PROBLEMS if differences else OK
