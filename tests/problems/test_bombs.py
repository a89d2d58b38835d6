"""Files made to stop the check: each is answered with a problem, none ends the program or fills its memory."""

from __future__ import annotations

import pytest

from portal.loading.load import load
from portal.yaml_io.document import LARGEST_FILE, MOST_PROBLEMS
from tests.conftest import TODAY
from tests.problems.test_problems import base

DEEP = 100_000
LAUGHS = b"a: &a [x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
)
BOMBS = {
    "a list in a list in a list": (b"- " * DEEP + b"x\n", "too-deep"),
    "a key of a key": (b"? " * DEEP, "too-deep"),
    "lists and mappings": (b"a: " + b"[a, {b: " * DEEP, "too-deep"),
    "a bracket a line": (b"[\n" * DEEP, "too-deep"),
    "deeper by each line": (b"".join(b" " * n + b"a:\n" for n in range(1000)), "too-deep"),
    "a thousand million laughs": (LAUGHS, "anchor"),
    "a slip on each of many lines": (b"a:b\n" * DEEP, "colon-without-space"),
    "the same item many times": (b"aliases: [" + b"a," * DEEP + b"]\n", "repeated-item"),
    "a quote that never ends": (b'code: "' + b"a\n" * DEEP, "unclosed-quote"),
    "ten megabytes": (b"x" * 10_000_000, "file-too-large"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("path", ["content/villages/jiaya.yml", "docs/zh/explainers/labour/unpaid-wages.md"])
def test_a_bomb_is_answered(name: str, path: str) -> None:
    raw, code = BOMBS[name]
    file = raw if path.endswith(".yml") or len(raw) > LARGEST_FILE else b"---\n" + raw + b"\n---\n"
    catalog, problems = load({**base(), path: file}, TODAY)
    told = [problem for problem in problems if problem.path == path]
    assert catalog is None and code in {problem.code for problem in told}
    assert len(told) <= 2 * MOST_PROBLEMS
