"""`portal laws`: the register of laws, how their articles are divided, and what a newer folder of texts changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from portal.commands.status import OK, PROBLEMS
from portal.explainers.law_changes import LawChange, Resting, article_hash, compare_editions, find_resting
from portal.explainers.official_texts import (
    REGISTER,
    SHAPES,
    LawText,
    compare_register,
    find_replaced,
    read_law_texts,
    renew_register,
    shapes_file,
)
from portal.loading.load import read_folder
from portal.problems.problem import render_report
from portal.records import Law, LawShape
from portal.records.record_paths import write_files
from portal.records.validation import read_records
from portal.yaml_io.document import decode, read_document

_Kept = TypeVar("_Kept", Law, LawShape)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("laws", help="用法律原文更新登记、看哪条改了 / renew the register, see what moved")
    parser.add_argument(
        "folder", type=Path, nargs="?",
        help="每部法律一个 JSON 的文件夹 / a folder with one JSON a law",
    )  # fmt: skip
    parser.add_argument(
        "--compare", type=Path, metavar="FOLDER",
        help="新的原文改了哪些条、文章里哪些句子要重看；什么都不改。同时写了旧文件夹，就同它比"
        " / what a newer folder changes and which sentences to read again; writes nothing",
    )  # fmt: skip
    parser.set_defaults(run=_laws)


def _laws(options: argparse.Namespace) -> int:
    if options.compare is not None:
        return _compare(options)
    if options.folder is None:
        raise ValueError("portal laws 文件夹，或 portal laws --compare 文件夹 / name a folder of law texts")
    # Only the register is read: the file made here may be the one that is broken.
    raw = (options.root / REGISTER).read_bytes()
    laws = _read(options.root, REGISTER, Law)
    if laws is None:
        return PROBLEMS
    texts = read_law_texts(options.folder)
    shapes = _kept_shapes(options.root)
    renewed = renew_register(raw, texts)
    write_files(options.root, {SHAPES: shapes_file(texts, laws, shapes).encode(), REGISTER: renewed})
    for difference in compare_register(laws, texts):
        print(difference)
    new = [id for id in texts if id not in laws]
    if new:
        print(f"{REGISTER}: 新登记的请补上别的语言的名称 / add names in other languages: {', '.join(new)}")
    print(f"{REGISTER}, {SHAPES}: {len(texts)} 部法律 / laws")
    return PROBLEMS if laws.keys() - texts.keys() else OK


def _read(root: Path, path: str, model: type[_Kept]) -> dict[str, _Kept] | None:
    """The records of a file by id; None, and what is wrong is printed, where they cannot be read."""
    text, problems = decode(path, (root / path).read_bytes())
    records: Mapping[int, _Kept] = {}
    if not problems:
        records, problems = read_records(read_document(path, text), model, ())
    if problems:
        print(render_report(problems))
        return None
    return {record.id: record for record in records.values()}


def _kept_shapes(root: Path) -> dict[str, LawShape]:
    """What law_shapes.yml holds, nothing where it is missing or broken: it is made anew then."""
    try:
        text, problems = decode(SHAPES, (root / SHAPES).read_bytes())
    except OSError:
        return {}
    if problems:
        return {}
    return {shape.id: shape for shape in read_records(read_document(SHAPES, text), LawShape, ())[0].values()}


# --- what moved -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Moved:
    """A law of which something changed, and the sentences to read again."""

    change: LawChange
    heading: str
    sentences: tuple[Resting, ...]


def _compare(options: argparse.Namespace) -> int:
    laws = _read(options.root, REGISTER, Law)
    if laws is None:
        return PROBLEMS
    new = read_law_texts(options.compare)
    if options.folder is not None:
        texts = read_law_texts(options.folder)
        old = {id: _hashes(text) for id, text in texts.items()}
        versions = {id: text.version for id, text in texts.items()}
    else:
        old = {
            id: {number: value.partition("@")[0] for number, value in shape.hashes.items()}
            for id, shape in _kept_shapes(options.root).items()
            if shape.hashes
        }
        versions = {id: f"{law.version}" for id, law in laws.items()}
        if not old:
            raise ValueError(
                f"{SHAPES}: 里面没有校验码，先运行 portal laws 现在的原文文件夹"
                " / no hashes are kept there: run portal laws with the present texts first"
            )
    files = read_folder(options.root)
    moved = list(_find_moved(laws, old, versions, new, files))
    for one in moved:
        print("\n".join(_lines(one)))
        print()
    unknown = [id for id in new if id not in laws]
    if unknown:
        print(f"登记里没有的法律 / laws not in the register: {', '.join(unknown)}")
    missing = [id for id in old if id not in new]
    if missing:
        print(f"没有新原文、没有比的 / without a newer text, not compared: {len(missing)}")
    sentences = {(found.path, found.sentence.line, found.sentence.column) for one in moved for found in one.sentences}
    articles = sum(len(one.change.touched) for one in moved)
    paths = {path for path, _, _ in sentences}
    print(f"{len(moved)} 部法律变了 {articles} 条；要重看 {len(sentences)} 句话，在 {len(paths)} 个文件里。")
    print(
        f"{articles} article(s) of {len(moved)} law(s) moved;"
        f" {len(sentences)} sentence(s) in {len(paths)} file(s) to read again."
    )
    return OK


def _hashes(text: LawText) -> dict[str, str]:
    return {number: article_hash(article) for number, article in text.articles.items()}


def _find_moved(
    laws: Mapping[str, Law],
    old: Mapping[str, Mapping[str, str]],
    versions: Mapping[str, str],
    new: Mapping[str, LawText],
    files: Mapping[str, bytes],
) -> Iterator[_Moved]:
    """The laws that changed or were replaced, in the order of the register."""
    replaced = find_replaced({id: law.title for id, law in laws.items()}, new)
    changes = {id: compare_editions(id, old[id], _hashes(new[id])) for id in laws if id in old and id in new}
    touched = {id: change.touched for id, change in changes.items()}
    for id in replaced:
        touched[id] = frozenset(old.get(id, {}))
        changes.setdefault(id, LawChange(id, (), (), (), {}))
    resting = list(find_resting(files, touched))
    for id in laws:
        change = changes.get(id)
        if change is None or not (change.touched or id in replaced):
            continue
        sentences = tuple(found for found in resting if any(c.law == id for c in found.citations))
        yield _Moved(change, _heading(laws[id], versions.get(id, "?"), new.get(id), replaced.get(id)), sentences)


def _heading(law: Law, version: str, new: LawText | None, replaced_by: str | None) -> str:
    text = f"《{law.short}》 {law.id}: {version}"
    if new is not None:
        text += f" → {new.version}"
        if new.in_force:
            text += f"，{new.in_force} 起施行 / in force from {new.in_force}"
    return text + (f"，由 {replaced_by} 代替 / replaced by {replaced_by}" if replaced_by else "")


def _lines(moved: _Moved) -> Iterator[str]:
    change = moved.change
    yield moved.heading
    for words, articles in (
        ("改了 changed", change.changed),
        ("新增 added", change.added),
        ("删去 removed", change.removed),
        ("字没变、换了条号 renumbered", [f"{old}→{number}" for old, number in change.moved.items()]),
    ):
        if articles:
            yield f"  {words} ({len(articles)}): {' '.join(articles)}"
    for found in moved.sentences:
        sentence = found.sentence
        cited = "、".join(
            c.in_chinese() + (f"（→{change.moved[c.article]}）" if c.article in change.moved else "")
            for c in found.citations
            if c.law == change.law
        )
        yield f"- [ ] {found.path}:{sentence.line}:{sentence.column}: {cited}: {sentence.words}"
