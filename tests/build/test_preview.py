"""The preview shows what a full build would write, byte for byte, after any change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from tests.conftest import TODAY, copy_project, run_build

from portal.loading.load import load, read_folder
from portal.loading.read_cache import Memory
from portal_pages.build import make_build
from portal_pages.converting import Converter
from portal_pages.preview import Preview

Get = Callable[[str], bytes | None]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview, Get]]:
    """A project, its preview, and what the server answers for an address (None: not found)."""
    folder = tmp_path_factory.mktemp("preview")
    project = copy_project(folder / "project")
    served = folder / "mkdocs_served"
    served.mkdir()
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(served))
    memory = Memory()
    catalog, _ = load(read_folder(project), TODAY, memory)
    assert catalog
    config.extra["portal"] = make_build(
        catalog, TODAY, project / "overrides", config.theme.get_env(), Converter(config)
    )
    preview = Preview(config, memory)
    server = LiveReloadServer(preview.rebuild, "127.0.0.1", 0, str(served))
    app = preview.app(server.serve_request)

    def get(address: str) -> bytes | None:
        status: list[str] = []
        body = app({"PATH_INFO": f"/{address}"}, lambda said, headers: status.append(said))
        raw = b"".join(body)
        return raw if status[0].startswith("200") else None

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_TODAY", f"{TODAY}")
        patch.setattr(Preview, "_start_check", lambda self: None)  # tests/build/test_serve.py has it
        yield project, preview, get


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _changes(project: Path) -> list[Callable[[], None]]:
    content = project / "content"
    events = content / "events/2026"
    return [
        lambda: _edit(content / "villages/jiaya.yml", "村委会一楼", "村委会二楼"),
        lambda: _edit(content / "advisers/sample-01.yml", "示例律师01", "示例律师一"),
        lambda: _edit(events / "2026-12-24-village-cadres-year-end.yml", "村干部年终", "村干部岁末"),
        lambda: (events / "2026-12-29-winter-clinic-haimagou.yml").unlink(),
        lambda: _edit(content / "common/labels/zh.yml", "home: 首页", "home: 主页"),
        lambda: _edit(project / "docs/zh/explainers/labour/unpaid-wages.md", "证据留好", "证据收好"),
        lambda: _edit(project / "docs/zh/about.md", "看本站不要钱", "看这个网站不要钱"),
        lambda: _write(project / "docs/zh/visits.md", "# 接待日\n\n见[关于](about.md)。\n"),
        lambda: _edit(project / "overrides/bodies/village.html", "<h1>", '<h1 class="changed">'),
    ]


SEEN_BETWEEN = (
    "",
    "villages/jiaya/",
    "bo/villages/jiaya/",
    "advisers/sample-01/",
    "explainers/labour/unpaid-wages/",
    "about/",
)
"""What somebody looks at between the changes, so that anything kept too long would show."""


def test_a_fault_stands_in_the_place_of_every_page_until_it_is_mended(shown: tuple[Path, Preview, Get]) -> None:
    project, preview, get = shown
    village = project / "content/villages/jiaya.yml"
    good = village.read_text(encoding="utf-8")
    village.write_text(good.replace("every: month", "every: mnth"), encoding="utf-8")
    preview.rebuild()
    for address in ("villages/jiaya/", "laws/"):
        page = get(address)
        assert page and "content/villages/jiaya.yml:16:16: error[not-a-choice]" in page.decode()
    village.write_text(good, encoding="utf-8")
    preview.rebuild()
    page = get("villages/jiaya/")
    assert page and b"error[" not in page


def test_only_what_is_looked_at_is_rendered(shown: tuple[Path, Preview, Get]) -> None:
    _, preview, get = shown
    get("villages/jiaya/")
    preview.rebuild()
    assert not [path for path in preview.folder.rglob("*") if path.is_file()]
    get("villages/jiaya/")
    assert [path.relative_to(preview.folder).as_posix() for path in preview.folder.rglob("*.*") if path.is_file()] == [
        "villages/jiaya/index.html"
    ]


def test_after_any_change_the_preview_has_the_bytes_of_a_full_build(shown: tuple[Path, Preview, Get]) -> None:
    project, preview, get = shown
    before = {address: get(address) for address in SEEN_BETWEEN}
    for change in _changes(project):
        change()
        preview.rebuild()
        for address in SEEN_BETWEEN:
            assert get(address) is not None, address
    assert all(get(address) != before[address] for address in SEEN_BETWEEN)
    assert get("events/winter-clinic-haimagou/") is None
    result = run_build(project)
    assert result.returncode == 0, result.stderr
    site = project / "site"
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    policy = preview._policy  # which the server's reloading script would break
    assert policy in (site / "index.html").read_bytes()

    def as_served(name: str) -> bytes:
        """A file of the full build; that of missing addresses has the server's root in the place of the site's."""
        raw = (site / name).read_bytes().replace(policy, b"")
        return raw.replace(b'"/sxz/', b'"/') if name.endswith("404.html") else raw

    differing = [name for name in files if get(name) != as_served(name)]
    assert len(files) > 3000
    assert not differing
    served = Path(preview.folder)
    assert {path.relative_to(served).as_posix() for path in served.rglob("*") if path.is_file()} == set(files)


@pytest.mark.parametrize(
    "address",
    [
        "villages/\0",
        "\0",
        "villages/\0/",
        "a\nb",
        "\x1b[2J",
        "\x7f",
        "x" * 5000,
        "..\\..\\x",
    ],
)
def test_any_address_is_answered_with_a_page_or_the_page_of_missing_ones(
    shown: tuple[Path, Preview, Get], address: str, caplog: pytest.LogCaptureFixture
) -> None:
    _, preview, _ = shown
    server = LiveReloadServer(preview.rebuild, "127.0.0.1", 0, f"{preview.folder}")
    server.error_handler = lambda code: b"missing" if code == 404 else None
    status: list[str] = []
    path = "/" + address.encode().decode("latin-1")
    b"".join(preview.app(server.serve_request)({"PATH_INFO": path}, lambda said, headers: status.append(said)))
    assert status == ["404 Not Found"]
    assert not caplog.records


def test_the_page_of_missing_addresses_has_its_style_where_the_preview_stands(shown: tuple[Path, Preview, Get]) -> None:
    _, _, get = shown
    assert get("villages/no-such-village/") is None
    page = (get("404.html") or b"").decode()
    linked = set(re.findall(r'(?:href|src)="(/[^"#?]*)"', page))
    assert any(address.endswith(".css") for address in linked)
    assert all(get(address.lstrip("/")) is not None for address in linked), linked
