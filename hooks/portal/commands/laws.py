"""`portal laws`: the register of laws, and how their articles are divided, from a folder of official texts."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.status import OK, PROBLEMS
from portal.explainers.official_texts import (
    REGISTER,
    SHAPES,
    compare_register,
    read_law_texts,
    renew_register,
    shapes_file,
)
from portal.problems.problem import render_report
from portal.records import Law
from portal.records.record_paths import write_files
from portal.records.validation import read_records
from portal.yaml_io.document import decode, read_document


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("laws", help="用法律原文更新登记和条款项数 / renew the register from law texts")
    parser.add_argument("folder", type=Path, help="每部法律一个 JSON 的文件夹 / a folder with one JSON a law")
    parser.set_defaults(run=_laws)


def _laws(options: argparse.Namespace) -> int:
    # Only the register is read: the file made here may be the one that is broken.
    raw = (options.root / REGISTER).read_bytes()
    text, problems = decode(REGISTER, raw)
    if not problems:
        records, problems = read_records(read_document(REGISTER, text), Law, ())
    if problems:
        print(render_report(problems))
        return PROBLEMS
    laws = {law.id: law for law in records.values()}
    texts = read_law_texts(options.folder)
    renewed = renew_register(raw, texts)
    write_files(options.root, {SHAPES: shapes_file(texts).encode(), REGISTER: renewed})
    for difference in compare_register(laws, texts):
        print(difference)
    new = [id for id in texts if id not in laws]
    if new:
        print(f"{REGISTER}: 新登记的请补上别的语言的名称 / add names in other languages: {', '.join(new)}")
    print(f"{REGISTER}, {SHAPES}: {len(texts)} 部法律 / laws")
    return PROBLEMS if laws.keys() - texts.keys() else OK
