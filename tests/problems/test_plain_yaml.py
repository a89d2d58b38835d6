"""Plain YAML is read as libyaml reads it: held against it with what staff write, and with that broken at random."""

from __future__ import annotations

import random

import pytest

from portal.loading.load import read_folder
from portal.yaml_io.document import decode, read_document
from portal.yaml_io.parser import compose_by_events, compose_plain
from portal.yaml_io.plain import DEEPEST, read_plain
from portal.yaml_io.syntax_errors import find_slips
from tests.conftest import ROOT

TEXTS = {
    path: decode(path, raw)[0]
    for path, raw in read_folder(ROOT).items()
    if path.startswith("content/") and path.endswith(".yml")
}
MANY = ("content/villages/", "content/advisers/", "content/events/", "content/work/")
"""Folders that grow with the town: what their files cost is what the check costs."""

FORMS = (
    "a: b\nc:\n  - d\n  - e: f\n    g: {h: 'i', j: [k, {l: \"m\"}]}\nn:\n- o\n- {p: q}\nr:\n",
    "# c\n- a  # d\n- b: c # e\n  f:  # g\n    h: i:j\n- k: http://x.org/\n",
    '"yes": "a: #b"\n"no": \'\'\nc: “d” e\nf: [“g” h]\n',
    "a: [b,\n    c]\nd:\n  - e: {f: [\n        g ], h: i,\n      k: l\n      }\n  - {m: n,\n     # o\n     p: q}\n",
)
SIGNS = (
    *" \n:-?,[]{}#&*!|>'\"%@`=~.0aZ中，：“”’་\u3000\u00a0/\\_<", ": ", " #", "\n  ", "\n- ", "- ", "key: v", "\n---\n",
    "...", "''", '\\"', "{a: b}", "[x, y]", "? ", ":?", "<<: x", '"yes": ', ", ", "\t", "\x85", "\r", "\ufeff", "😀",
    "\n\n",
)  # fmt: skip
"""What a mutant gets: signs that mean something to YAML, or look like such."""
MUTANTS = 20_000
FEWEST_PLAIN = MUTANTS // 5
"""Mutants that are still plain: with fewer the test would show little."""


def _break(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    lot = chance.random()
    if lot < 0.5:
        return text[:at] + chance.choice(SIGNS) + text[at:]
    if lot < 0.75:
        return text[:at] + text[at + chance.choice((1, 1, 2, 5)) :]
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    if lot < 0.85:
        lines.insert(chance.randrange(len(lines)), lines[line])
    else:
        lines[line] = chance.choice(("", " ", "  ", "    ")) + lines[line].lstrip(" ")
    return "\n".join(lines)


def _is_read_alike(text: str) -> bool:
    """Whether a text is plain; if it is, libyaml finds the same value and nothing wrong."""
    value = read_plain(text)
    if value is not None:
        assert not list(find_slips(text, is_yaml=True)), text
        assert compose_by_events(text, 0)[1:] == (value, []), text
        assert compose_plain(text) is not None
    return value is not None


def test_what_staff_write_is_plain() -> None:
    plain = {path for path, text in TEXTS.items() if _is_read_alike(text)}
    assert [path for path in TEXTS if path.startswith(MANY) and path not in plain] == []
    assert all(_is_read_alike(text) for text in FORMS)


def test_broken_at_random_it_is_read_alike() -> None:
    chance = random.Random(7)
    short = [text for text in TEXTS.values() if text.count("\n") < 40]
    plain = 0
    for _ in range(MUTANTS):
        text = chance.choice(chance.choice((short, FORMS)))
        for _ in range(chance.choice((1, 1, 2, 3))):
            text = _break(text, chance)
        plain += _is_read_alike(text)
    assert plain > FEWEST_PLAIN


@pytest.mark.parametrize("deep", ["[", "{a: ", "- ", "? "])
def test_what_is_too_deep_is_not_plain(deep: str) -> None:
    assert read_plain("a: " + deep * (DEEPEST + 1)) is None
    blocks = "\n".join(" " * level + "a:" for level in range(DEEPEST + 1))
    assert read_plain(blocks) is None
    assert [problem.code for problem in read_document("", blocks + " {b: c}").problems] == ["too-deep"]
