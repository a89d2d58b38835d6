"""What staff are told of impossible dates: each case is a file and the message it gets.

A case's first line names where it stands among the town's records. Golden files change
with `pytest tests/problems/test_date_problems.py --update-golden`; the diff is reviewed as text.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.loading.load import load
from portal.problems.problem import render_report
from tests.conftest import TODAY

CASES = sorted((Path(__file__).parent / "dates").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_message(case: Path, files: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    text = case.read_text(encoding="utf-8")
    place = text.split("\n", 1)[0].removeprefix("# ")
    name = place.rsplit("/", 1)[-1]
    others = {path: raw for path, raw in files.items() if path.rsplit("/", 1)[-1] != name}
    _, problems = load({**others, place: text.encode()}, TODAY)
    # Nothing else is amiss: the case is the only fault of all records.
    said = render_report(problem for problem in problems if problem.path == place or not problem.is_warning) + "\n"
    expected = case.with_suffix(".expected.txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
