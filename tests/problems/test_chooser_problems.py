"""Mistakes in the questions of the help page, the glossary and the shapes of laws."""

from __future__ import annotations

import pytest

from portal.loading.load import load
from tests.conftest import TODAY

HELP, GLOSSARY, SHAPES = (f"content/common/{name}.yml" for name in ("help", "glossary", "law_shapes"))
SAYS = "says: {zh: 甲, bo: ཀ, en: A}"
MISTAKES = {
    "circle": (HELP, "explainer: labour/unpaid-wages", "next: work", "chooser-circle"),
    "five questions": (
        HELP,
        "      explainer: labour/unpaid-wages\n",
        "      next: four\n\n- id: four\n  asks: {zh: 四}\n  answers:\n    - " + SAYS + "\n      next: five\n"
        "- id: five\n  asks: {zh: 五}\n  answers:\n    - " + SAYS + "\n      offices: [police]\n"
        "- id: left-over\n  asks: {zh: 余}\n  answers:\n    - " + SAYS + "\n      offices: [police]\n"
        "    - " + SAYS + "\n      explainer: labour/unpaid-wages\n",
        "chooser-deep",
    ),
    "question nobody is led to": (HELP, "      next: wages\n", "      offices: [police]\n", "chooser-unreached"),
    "answer that leads nowhere": (HELP, "      next: wages\n", "", "answer-ends-nowhere"),
    "answer that leads two ways": (
        HELP, "      next: wages\n", "      next: wages\n      offices: [police]\n", "answer-ends-twice"),
    "explainer that does not exist": (
        HELP, "explainer: labour/unpaid-wages", "explainer: labour/unpaid-wage", "unknown-reference"),
    "office that does not exist": (HELP, "[legal-hotline, justice-office]", "[legal-hotlin]", "unknown-reference"),
    "question that does not exist": (HELP, "next: wages", "next: wage", "unknown-reference"),
    "question without answers": (HELP, "  answers:\n", "  answers: []\n  was:\n", "unknown-key"),
    "term without meaning": (GLOSSARY, "  meaning:\n    zh: 国家出钱", "  means:\n    zh: 国家出钱", "missing-key"),
    "term twice": (GLOSSARY, "- id: arbitration\n", "- id: legal-aid\n", "id-used-twice"),
    "shape written by hand": (SHAPES, "18:0,0 21:0,0", "18：0,0 21:0,0", "law-shape-form"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told_at_its_line(files: dict[str, bytes], name: str) -> None:
    path, old, new, code = MISTAKES[name]
    text = files[path].decode()
    assert old in text
    line = text[: text.index(old)].count("\n") + 1
    catalog, problems = load({**files, path: text.replace(old, new, 1).encode()}, TODAY)
    assert catalog is None
    found = [problem for problem in problems if problem.code == code]
    assert found, [(p.code, p.path, p.line) for p in problems if not p.is_warning]
    assert found[0].path == path
    # A fault of an answer or a term may be told at its first line, that of a way at its last step.
    assert abs(found[0].line - line) <= (NEAR.get(name, 1)), (found[0].line, line)


NEAR = {"five questions": 6, "term without meaning": 2, "question nobody is led to": 12}
"""How many lines away a fault shows that one line alone does not make."""
