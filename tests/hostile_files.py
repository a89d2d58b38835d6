"""Files made to stop the check, each as large as is read; run as a program, this says what each costs.

In a process of its own for each file, forked from one that has read a small portal before: what is told is the CPU
time of the whole check with the file, and the most memory the process had.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Mapping

from portal.loading.load import load
from portal.yaml_io.document import LARGEST_FILE
from tests.conftest import TODAY
from tests.memory import alone, resident
from tests.problems.test_problems import base

VILLAGE, EXPLAINER, WORK = (
    "content/villages/jiaya.yml", "docs/zh/explainers/labour/unpaid-wages.md", "content/work/2026-11.yml",
)  # fmt: skip


def _full(unit: str, start: str = "", end: str = "") -> bytes:
    """As many times the unit as a file may hold."""
    room = LARGEST_FILE - len(start.encode()) - len(end.encode()) - 2_000
    return (start + unit * (room // len(unit.encode())) + end).encode()


def _numbered(line: str, start: str = "") -> bytes:
    lines, size = [start], len(start)
    while size < LARGEST_FILE - 2_000:
        lines.append(line.replace("@", str(len(lines))))
        size += len(lines[-1].encode())
    return "".join(lines).encode()


FILES: Mapping[str, bytes] = {
    "single digits behind a mobile": _full("1 ", "# 13800138000 "),
    "single digits": _full("4 ", "# "),
    "digits and hyphens": _full("1-", "# "),
    "half landlines": _full("0971-", "# "),
    "one number": _full("1", "# "),
    "full-width digits": _full("１ ", "# "),
    "digits parted by nothing": _full("1\u200b", "# "),
    "blanks behind an address": _full(" ", "# 住址"),
    "blanks behind a birthday": _full(" ", "# 生日"),
    "words of addresses": _full("住在村", "# "),
    "words of English addresses": _full("lives at ", "# "),
    "mobiles on one line": _full("13800138000 ", "# "),
    "mobiles on many lines": _full("# 13800138000\n"),
    "cards": _full("4111 1111 1111 1111 ", "# "),
    "birthdays": _full("生日1985年3月5日 ", "# "),
    "addresses": _full("住址加牙村12号 ", "# "),
    "letters before an address": _full("a", "a: ", "//"),
    "a long text": _full("加", "name: {zh: ", "}\n"),
    "a long quoted text": _full("a", 'name: {zh: "', '"}\n'),
    "signs written as escapes": _full("\\u4e00", 'name: {zh: "', '"}\n'),
    "keys": _numbered("a@: b\n"),
    "items": _numbered("  - a@\n", "aliases:\n"),
    "items in brackets": _numbered("a@,", "aliases: ["),
    "mappings in brackets": _numbered("{a@: b},", "aliases: ["),
    "rows about nobody": _numbered("  - {adviser: nobody-@, village: nowhere-@}\n", "advisers:\n"),
    "rows about one day": _numbered(
        "  - {village: jiaya, date: 2026-11-10, office_hour: a@, outcome: excused}\n", "sit_ins:\n"
    ),
    "slips": _full("a:b\n"),
    "slips on one line": _full("a:b "),
    "quotes": _full("'"),
    "brackets": _full("["),
    "hidden signs": _full("\u200b\n"),
    "folded lines": _full("  x\n", "a: >\n"),
    "documents": _full("---\n"),
    "the same key": _full("a: b\n"),
    "links without an end": _full("[a](b", "## 第一步\n\n"),
    "headings": _full("## a\n"),
    "rows of a table": _full("| a | b | c |\n"),
    "zeros": _full("\0"),
    "another encoding": "住址加牙村１２号 ".encode("gbk") * 50_000,
    "broken bytes": b"\xff1 " * 300_000,
    "ten megabytes of digits": b"1 " * 5_000_000,
    "ten megabytes of mobiles": b"13800138000\n" * 800_000,
}


def measure(path: str, raw: bytes) -> tuple[float, float, int]:
    """CPU seconds, megabytes and problems of the check with one file."""
    reading, writing = os.pipe()
    before = resident()
    child = os.fork()
    if not child:
        start = time.process_time()
        _, problems = load({**base(), path: raw}, TODAY)
        seconds = time.process_time() - start
        megabytes = alone(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, before)
        os.write(writing, json.dumps([seconds, megabytes, len(problems)]).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as file:
        seconds, megabytes, problems = json.load(file)
    return seconds, megabytes, problems


def file_of(name: str, path: str) -> bytes:
    """The file as it would stand at a path: in an explainer the text comes behind its front matter."""
    raw = FILES[name]
    head = base().get(path, b"---\n---\n")[:1_500]
    return head + b"\n\n" + raw if path.endswith(".md") and len(raw) <= LARGEST_FILE else raw


if __name__ == "__main__":
    load(base(), TODAY)
    for line in sys.stdin:
        name, path = json.loads(line)
        print(json.dumps(measure(path, file_of(name, path))), flush=True)
