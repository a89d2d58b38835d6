"""What must not be public is not: no small count in any byte, no part of the account that was not chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.account_data import town, year_of_everything
from tests.conftest import TODAY, copy_project, run_build

from portal.account.report import draft_report
from portal.account.report_files import as_docx, as_markdown, as_xlsx
from portal.account.town import TownAccount
from portal.catalog.agenda import Agenda
from portal.loading.load import load, read_folder
from portal.records.portal import SECTIONS

_COUNT = re.compile(r"(\{topic: [a-z-]+, count: )([1-4])\}")
"""A small count of consultations, as the records write it."""


def _set_up(project: Path, *public: str) -> Path:
    """One language, and these parts of the account public."""
    portal = project / "content/portal.yml"
    text = portal.read_text(encoding="utf-8").replace("languages: [zh, bo, en]", "languages: [zh]")
    portal.write_text(re.sub(r"public: \[.*?\]", f"public: [{', '.join(public)}]", text), encoding="utf-8")
    return project


def _turn_small_counts(project: Path) -> int:
    """1 becomes 4, 2 becomes 3, and so on; says how many."""
    turned = 0
    for path in project.glob("content/events/*/*.yml"):
        text, found = _COUNT.subn(lambda m: f"{m[1]}{5 - int(m[2])}}}", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        turned += found
    return turned


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_small_counts_change_no_byte_of_the_public_site(tmp_path: Path) -> None:
    """Two towns that differ in nothing but counts under five: pages, feeds, data, index, charts are the same."""
    sites, drafts, internal = [], [], []
    for name in ("one", "other"):
        project = _set_up(copy_project(tmp_path / name), *SECTIONS)
        if name == "other":
            assert _turn_small_counts(project) > 20
        result = run_build(project)
        assert result.returncode == 0, result.stderr
        sites.append(_files(project / "site"))
        internal.append(_files(project / "site-internal"))
        catalog, _ = load(read_folder(project), TODAY)
        assert catalog is not None
        account = TownAccount(Agenda(catalog, TODAY)).year(2026)
        draft = draft_report(account, for_public=True)
        drafts.append((as_markdown(draft), as_docx(draft), as_xlsx(draft, TODAY)))
    assert {name for name in sites[0] if sites[0][name] != sites[1].get(name)} == set()
    assert sites[0].keys() == sites[1].keys()
    assert drafts[0] == drafts[1]
    assert internal[0] != internal[1]  # there they are to be seen


@pytest.fixture(scope="module")
def small_town(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> Path:
    """A dozen villages with something in every part of the account, and no explainers."""
    project = copy_project(tmp_path_factory.mktemp("small"))
    for path in [*project.glob("content/**/*.yml"), *project.glob("docs/**/*.md")]:
        path.unlink()
    for name, raw in town(files, year_of_everything()).items():
        target = project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return project


MARKS = {
    "coverage": r'href="[^"]*coverage/|距上次（天）|各村 × 月份',
    "promised": r'href="[^"]*/promised/|坐班对照',
    "next": r'href="[^"]*account/next/|下一站去哪里|从来没有办过',
    "plan": r'href="[^"]*/plan/|计划和责任|谁执法谁普法',
    "materials": r'href="[^"]*account/materials/|加印',
    "questions": r'href="[^"]*/questions/|群众问什么',
    "figures": r'href="[^"]*account/\d{4}/(?:sessions|leaflets|consultations)/|已坐班（次）',
    "reports": r"报告数",
}
"""Words and links by which a part of the account is known; each is found where the part is public."""


@pytest.mark.parametrize("public", [SECTIONS, (), ("coverage",), ("promised", "next"), ("figures", "reports"),
                                    ("plan", "materials", "questions")], ids=",".join)  # fmt: skip
def test_what_is_not_chosen_is_nowhere_on_the_public_site(public: tuple[str, ...], small_town: Path) -> None:
    project = _set_up(small_town, *public)
    (project / "content/reports").mkdir(exist_ok=True)
    (project / "content/reports/2026.yml").write_text(
        "title: {zh: 年度报告}\nfigures: {sessions: 4}\n", encoding="utf-8"
    )
    result = run_build(project)
    assert result.returncode == 0, result.stdout + result.stderr
    site = {
        name: raw.decode()
        for name, raw in _files(project / "site").items()
        if name.endswith((".html", ".xml", ".json"))
    }
    found = {part for part, mark in MARKS.items() if any(re.search(mark, text) for text in site.values())}
    assert found == set(public)
    inside = [raw.decode() for name, raw in _files(project / "site-internal").items() if name.endswith(".html")]
    shown = {part for part, mark in MARKS.items() if any(re.search(mark, text) for text in inside)}
    assert shown | set(public) == set(SECTIONS)
    for name in _files(project / "site"):
        assert "INTERNAL" not in name and not name.endswith((".yml", ".docx", ".xlsx"))
