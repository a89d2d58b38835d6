"""A publish that goes well, and one that is refused."""

from __future__ import annotations

import gzip
import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import brotli
import pytest

from portal.catalog.catalog import Catalog
from portal.cli import main
from portal.problems.problem import Problem
from portal_publish import release_steps as plugs
from portal_publish.console import PublishError
from portal_publish.publishing import PublishOptions, publish
from portal_publish.releases import ReleaseStore
from portal_publish.sources import working_folder
from tests.conftest import ROOT
from tests.publish.conftest import DAY, change, git, is_whole, portal

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def options(
    day: str = DAY, *, is_today_fixed: bool = False, if_changed: bool = False, respect_rollback: bool = False
) -> PublishOptions:
    return PublishOptions(NOW, date.fromisoformat(day), is_today_fixed, 0, if_changed, respect_rollback)


def test_publishing_tells_what_staff_should_know(project: Path, target: ReleaseStore) -> None:
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First")
    commit = git(project, "rev-parse", "HEAD").stdout.strip()
    change(project / "content/portal.yml", "zh: .*", "zh: 还没提交")
    change(project / "content/portal.yml", r"base_url: .*\n", "")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 0
    assert "1 个文件还没有提交" in done.stdout
    assert "没有写 base_url" in done.stdout
    assert "样例站点" in done.stdout
    live = target.live()
    assert live and live.commit == commit
    assert live.name == f"000002-{DAY}-{commit[:7]}"
    assert "还没提交" in (target.current / "index.html").read_text("utf-8")
    assert is_whole(target)


def test_every_page_of_a_published_sample_says_so(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = list((published / "current").glob("**/*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in text
        assert 'class="sample"' in text
    assert main(["status", "--to", str(published)]) == 0
    assert "样例站点" in capsys.readouterr().out


def test_the_night_does_not_undo_a_rollback_but_new_records_are_published(project: Path, target: ReleaseStore) -> None:
    first = target.current_name()
    change(project / "content/portal.yml", "zh: .*", "zh: 不该发布的")
    again = partial(publish, target, partial(working_folder, project))
    assert again(options())
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 0
    assert target.current_name() == first
    with pytest.raises(PublishError, match="退回"):
        again(options("2026-11-23", respect_rollback=True))
    assert target.current_name() == first
    change(project / "content/portal.yml", "zh: .*", "zh: 改好了")
    assert again(options("2026-11-23", respect_rollback=True))
    assert "改好了" in (target.current / "index.html").read_text("utf-8")
    assert not target.held.exists()


def test_only_what_differs_is_published_and_unchanged_files_keep_their_time(
    project: Path, target: ReleaseStore
) -> None:
    again = partial(publish, target, partial(working_folder, project))
    style = next(target.current.glob("assets/site.*.css")).relative_to(target.current)
    before = {path: (target.current / path).stat().st_mtime_ns for path in ("index.html", style)}
    assert again(options(if_changed=True))
    assert len(target.names()) == 1
    assert again(options("2026-11-23", if_changed=True))
    assert len(target.names()) == 2
    assert (target.current / style).stat().st_mtime_ns == before[style]
    assert (target.current / "index.html").stat().st_mtime > before["index.html"] / 1e9
    (target.current / "index.html").unlink()  # somebody's hand
    assert again(options("2026-11-23", if_changed=True))
    assert is_whole(target)


def test_a_problem_in_a_record_publishes_nothing(project: Path, target: ReleaseStore) -> None:
    change(next(project.glob("content/villages/*.yml")), r"kind: .*", "kind: town")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1
    assert "error[" in done.stdout
    assert "什么都没有发布" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert len(target.names()) == 1
    assert is_whole(target)


def test_a_build_that_fails_publishes_nothing(project: Path, target: ReleaseStore) -> None:
    (project / "overrides/bodies/village.html").write_text("{{ view.no_such_thing }}")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1
    assert "没有生成成功" in done.stderr
    assert len(target.names()) == 1
    assert is_whole(target)


def test_a_gate_over_the_output_can_refuse_what_was_built(
    project: Path, target: ReleaseStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def finisher(site: Path, catalog: Catalog) -> None:
        (site / "_headers").write_text("/*\n")

    def gate(site: Path, catalog: Catalog) -> list[Problem]:
        return [Problem("feed-broken", "_headers", args={"why": (site / "_headers").read_text()})]

    monkeypatch.setattr(plugs, "FINISHERS", (finisher,))
    monkeypatch.setattr(plugs, "GATES", (gate,))
    assert not publish(target, partial(working_folder, project), options())
    assert "feed-broken" in capsys.readouterr().out
    assert len(target.names()) == 1


def test_a_folder_of_somebody_else_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "www/current").mkdir(parents=True)
    done = portal(project, "publish", "--to", tmp_path / "www")
    assert done.returncode == 1
    assert "链接" in done.stderr
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["current"]


def test_every_text_has_compressed_copies_that_unpack_to_it(published: Path) -> None:
    texts = [path for path in (published / "current").glob("**/*") if path.suffix in (".html", ".css", ".js")]
    assert texts
    for path in texts:
        data = path.read_bytes()
        packed = path.with_name(path.name + ".gz").read_bytes()
        assert gzip.decompress(packed) == data
        assert packed[4:8] == b"\0\0\0\0"  # no time in it
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == data


def test_status_tells_the_age_and_fails_past_the_limit(
    target: ReleaseStore, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["status", "--to", str(target.root), "--max-age"]
    assert main([*arguments, "1h"]) == 0
    record = target.state / "releases" / f"{target.current_name()}.json"
    fields = json.loads(record.read_text("utf-8"))
    fields["published"] = (datetime.fromisoformat(fields["published"]) - timedelta(hours=40)).isoformat()
    record.write_text(json.dumps(fields), "utf-8")
    assert main([*arguments, "36h"]) == 1
    assert "太旧了" in capsys.readouterr().out
    assert main([*arguments, "2d"]) == 0
    assert main([*arguments, "two days"]) == 2


def test_status_fails_where_nothing_is_published_or_something_is_damaged(
    target: ReleaseStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--to", str(tmp_path / "none")]) == 1
    small = target.current / "built.json"
    for said in (b'{"built": "2026-11-', b'{"built": "2026-11-20"}'):
        small.write_bytes(said)
        assert main(["status", "--to", str(target.root)]) == 1
        assert "built.json" in capsys.readouterr().out
    small.write_bytes(b'{"built": "2026-11-22"}')
    assert main(["status", "--to", str(target.root)]) == 0
    page = target.current / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2"))
    assert main(["status", "--to", str(target.root)]) == 1


def test_make_publish_asks_where_to(tmp_path: Path) -> None:
    def make(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", "-n", "publish", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert "DEST=" in make().stderr
    assert "publish --to" in make(f"DEST={tmp_path}").stdout
