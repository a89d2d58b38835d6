"""A publish that goes well, and what it leaves behind."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import brotli
import pytest

from portal.cli import main
from portal.problems import Problem
from portal_publish import plugs
from portal_publish.places import Place
from portal_publish.publishing import Wishes, publish
from portal_publish.sources import working_folder
from portal_publish.talk import PublishError
from tests.conftest import ROOT
from tests.publish.conftest import DAY, change, command, environment, git, is_whole, portal, tree

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=timezone.utc)


def wishes(day: str = DAY, **more: object) -> Wishes:
    return Wishes(now=NOW, today=date.fromisoformat(day), **more)  # type: ignore[arg-type]


def test_a_publish_shows_the_new_release_and_keeps_three(project: Path, target: Place) -> None:
    assert target.current_name() == "000001-2026-11-22-no-commit"
    for n in range(2, 6):
        change(project / "content/portal.yml", "zh: .*", f"zh: 第{n}版")
        assert publish(target, partial(working_folder, project), wishes(is_today_fixed=True))
    assert "第5版" in (target.current / "index.html").read_text("utf-8")
    assert [name[:6] for name in target.names()] == ["000003", "000004", "000005"]
    assert sorted(path.stem for path in (target.state / "releases").iterdir()) == target.names()
    assert is_whole(target)


def test_rollback_goes_back_and_the_night_does_not_undo_it(project: Path, target: Place) -> None:
    first = target.current_name()
    change(project / "content/portal.yml", "zh: .*", "zh: 不该发布的")
    again = partial(publish, target, partial(working_folder, project))
    assert again(wishes())
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 0
    assert target.current_name() == first
    with pytest.raises(PublishError, match="退回"):
        again(wishes("2026-11-23", respect_rollback=True))
    assert target.current_name() == first
    change(project / "content/portal.yml", "zh: .*", "zh: 改好了")
    assert again(wishes("2026-11-23", respect_rollback=True))
    assert "改好了" in (target.current / "index.html").read_text("utf-8")
    assert not target.held.exists()


def test_rollback_refuses_where_there_is_nothing_to_go_back_to(project: Path, target: Place, tmp_path: Path) -> None:
    assert portal(project, "publish", "--to", target.root, "--rollback").returncode == 1
    assert portal(project, "publish", "--to", tmp_path / "none", "--rollback").returncode == 1
    assert is_whole(target)


def test_rollback_skips_a_damaged_release(project: Path, target: Place) -> None:
    first = target.current_name()
    for n in (2, 3):
        change(project / "content/portal.yml", "zh: .*", f"zh: 第{n}版")
        assert publish(target, partial(working_folder, project), wishes())
    (target.releases / target.names()[1] / "index.html").write_text("half a pa")
    assert portal(project, "publish", "--to", target.root, "--rollback").returncode == 0
    assert target.current_name() == first


def test_a_problem_in_a_record_publishes_nothing(project: Path, target: Place) -> None:
    before = target.current_name()
    change(next(project.glob("content/villages/*.yml")), r"kind: .*", "kind: town")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1
    assert "error[" in done.stdout
    assert "什么都没有发布" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert target.current_name() == before
    assert target.names() == [before]


def test_a_build_that_fails_publishes_nothing(project: Path, target: Place) -> None:
    (project / "overrides/bodies/village.html").write_text("{{ view.no_such_thing }}")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1
    assert "没有生成成功" in done.stderr
    assert len(target.names()) == 1
    assert is_whole(target)


def test_publishing_a_sample_says_so_and_every_page_says_so(project: Path, target: Place) -> None:
    done = portal(project, "publish", "--to", target.root)
    assert "sample: true" in done.stdout
    assert "样例站点" in done.stdout
    for page in target.current.glob("**/*.html"):
        text = page.read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in text
        assert 'class="sample"' in text
    assert "样例站点" in portal(project, "status", "--to", target.root).stdout


def test_a_sample_whose_template_lost_the_banner_is_not_published(project: Path, target: Place) -> None:
    change(project / "overrides/layout.html", '<p class="sample">', "<p>")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 1
    assert "sample-unmarked" in done.stdout
    assert len(target.names()) == 1


def test_publishing_says_that_there_is_no_base_address(project: Path, target: Place) -> None:
    change(project / "content/portal.yml", r"base_url: .*\n", "")
    assert "base_url" in portal(project, "publish", "--to", target.root).stdout


def test_every_text_has_compressed_copies_that_unpack_to_it(target: Place) -> None:
    folder = target.releases / str(target.current_name())
    pages = [path for path in folder.rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert pages
    for page in pages:
        data = page.read_bytes()
        packed = page.with_name(page.name + ".gz").read_bytes()
        assert gzip.decompress(packed) == data
        assert packed[4:8] == b"\0\0\0\0"  # no time in it
        assert brotli.decompress(page.with_name(page.name + ".br").read_bytes()) == data


def test_unchanged_files_keep_their_time_and_changed_ones_get_a_later(project: Path, target: Place) -> None:
    before = {path: (target.current / path).stat().st_mtime_ns for path in ("index.html", "assets/site.css")}
    assert publish(target, partial(working_folder, project), wishes("2026-11-23"))
    assert (target.current / "assets/site.css").stat().st_mtime_ns == before["assets/site.css"]
    assert (target.current / "index.html").stat().st_mtime > before["index.html"] / 1e9


def test_if_changed_publishes_only_what_differs(project: Path, target: Place) -> None:
    again = partial(publish, target, partial(working_folder, project))
    assert again(wishes(if_changed=True))
    assert len(target.names()) == 1
    assert again(wishes("2026-11-23", if_changed=True))
    assert len(target.names()) == 2
    (target.current / "index.html").unlink()  # somebody's hand
    assert again(wishes("2026-11-23", if_changed=True))
    assert len(target.names()) == 3
    assert is_whole(target)


def test_a_dry_run_leaves_everything_as_it_was(project: Path, target: Place) -> None:
    before = tree(target.root)
    assert portal(project, "publish", "--to", target.root, "--dry-run").returncode == 0
    assert tree(target.root) == before


def test_a_folder_of_somebody_else_is_left_alone(project: Path, tmp_path: Path) -> None:
    (tmp_path / "www/current").mkdir(parents=True)
    done = portal(project, "publish", "--to", tmp_path / "www")
    assert done.returncode == 1
    assert "链接" in done.stderr
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["current"]


def test_gates_over_the_output_can_refuse_and_finishers_can_add(
    project: Path, target: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plugs, "FINISHERS", (lambda site, _: (site / "_headers").write_text("/*\n"),))
    assert publish(target, partial(working_folder, project), wishes())
    assert (target.current / "_headers").exists()
    gate = lambda site, _: [Problem("feed-broken", "index.html", args={"why": "x"})]  # noqa: E731
    monkeypatch.setattr(plugs, "GATES", (gate,))
    before = target.current_name()
    assert not publish(target, partial(working_folder, project), wishes())
    assert target.current_name() == before
    assert "feed-broken" in capsys.readouterr().out


def test_status_tells_the_age_and_fails_past_the_limit(target: Place, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_status_fails_where_nothing_is_published_or_something_is_damaged(target: Place, tmp_path: Path) -> None:
    assert main(["status", "--to", str(tmp_path / "none")]) == 1
    page = target.current / "index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2"))
    assert main(["status", "--to", str(target.root)]) == 1


def test_make_publish_asks_where_to(tmp_path: Path) -> None:
    def make(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["make", "-n", "publish", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "DEST=" in make().stderr
    assert "publish --to" in make(f"DEST={tmp_path}").stdout


def test_uncommitted_changes_are_told_and_the_commit_is_noted(project: Path, target: Place) -> None:
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "First")
    commit = git(project, "rev-parse", "HEAD").stdout.strip()
    change(project / "content/portal.yml", "zh: .*", "zh: 还没提交")
    done = portal(project, "publish", "--to", target.root)
    assert "1 个文件还没有提交" in done.stdout
    live = target.live()
    assert live and live.commit == commit
    assert live.name.endswith(commit[:7])
