"""The shipped samples as if they were people and numbers: only such a town is open to search engines."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import copy_project

REAL = (
    (r"示例|样例", "实有"),
    (r"\b([Ss])ample\b(?!:)", r"\1ubstance"),
    (r"དཔེ་མཚོན", "ཡོད་པ"),
    (r"0971-0000(?=\d{3}\b)", "0971-2230"),
    (r"^sample: true\b", "sample: false"),
    (r"^sample_day:.*\n", ""),
)


def copy_as_real_town(target: Path) -> Path:
    """A copy of the project in which nothing is a sample any more."""
    project = copy_project(target)
    for path in [*(project / "content").rglob("*"), *(project / "docs").rglob("*")]:
        if path.suffix in (".yml", ".md") and path.parent.name != "_examples":  # a real town's are examples too
            text = path.read_text(encoding="utf-8")
            for sample, real in REAL:
                text = re.sub(sample, real, text, flags=re.M)
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in sorted((project / "content").rglob("*sample*"), reverse=True):
        path.rename(path.with_name(path.name.replace("sample", "substance")))
    return project
