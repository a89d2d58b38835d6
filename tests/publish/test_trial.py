"""A push is tried before it is taken: what cannot be built or verified is refused in words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from portal_publish.server import read_server
from portal_publish.trial import take_tried
from tests.publish.conftest import change, environment, git, is_whole, portal
from tests.publish.test_serve_git import Clerk, clerk, refused, served

__all__ = ["clerk", "served"]

BREAKS = "网站坏了的名字"


def _spoil(clerk: Clerk, path: str, pattern: str, replacement: str) -> None:
    """Changes the installed program, so that it fails on records that pass its check."""
    change(read_server(clerk.repository).program.resolve() / path, pattern, replacement)


def _push_name(clerk: Clerk, name: str) -> str:
    change(clerk.folder / "content/portal.yml", "zh: .*", f"zh: {name}")
    clerk.commit()
    return clerk.push().stderr


def _is_untouched(clerk: Clerk, before: str, said: str) -> None:
    assert "推送没有收下" in said and "The push was not taken" in said
    assert "Traceback" not in said and 'File "' not in said
    assert clerk.head == before
    assert [name[:6] for name in clerk.place.names()] == ["000001"]
    assert is_whole(clerk.place)
    assert not (clerk.repository / "portal/trial").exists()


FAILS = {
    "a page": (
        "overrides/bodies/home.html", "^", "{{% if '{0}' in portal.site_name['zh'] %}}{{{{ 1 // 0 }}}}{{% endif %}}",
    ),
    "the whole build": (
        "hooks/portal_pages/build.py", r"    sources = \{",
        "    if '{0}' in str(catalog.portal.site_name): raise KeyError('13800138000')\n    sources = {{",
    ),
    "what comes after the build": (
        "hooks/portal_publish/server_files.py", r"(?m)^def write_server_files\(.*:\n(    \"\"\".*\n)?",
        "def write_server_files(site, catalog):\n"
        "    if '{0}' in str(catalog.portal.site_name): raise KeyError('13800138000')\n",
    ),
}  # fmt: skip


RARER = ("a page", "what comes after the build")
"""Told by the same sentence as a build that fails; tried behind `make bench`."""


@pytest.mark.parametrize("what", [pytest.param(what, marks=[pytest.mark.slow] * (what in RARER)) for what in FAILS])
def test_a_push_that_cannot_be_built_is_refused_in_a_sentence(what: str, clerk: Clerk) -> None:
    path, pattern, replacement = FAILS[what]
    _spoil(clerk, path, pattern, replacement.format(BREAKS))
    before = clerk.head
    said = _push_name(clerk, BREAKS)
    _is_untouched(clerk, before, said)
    assert "13800138000" not in said
    assert ("KeyError" in said) or ("ZeroDivisionError" in said and "index.html" in said)
    change(clerk.folder / "content/portal.yml", BREAKS, "改好的名字")
    git(clerk.folder, "commit", "-qam", "改好了")
    done = clerk.push()
    assert done.returncode == 0, done.stderr
    assert "改好的名字" in clerk.home_page


def test_a_site_that_does_not_verify_is_refused_with_its_problems(clerk: Clerk) -> None:
    _spoil(clerk, "overrides/layout.html", "<footer>", '<footer><a href="no-such-page/">x</a>')
    before = clerk.head
    said = _push_name(clerk, "链接断了")
    assert "error[link-broken]" in said
    _is_untouched(clerk, before, said)


def test_half_a_photo_is_refused(clerk: Clerk) -> None:
    photo = min((clerk.folder / "content/advisers/photos").iterdir())
    raw = photo.read_bytes()
    photo.write_bytes(raw[: len(raw) // 2])
    clerk.commit()
    refused(clerk, clerk.push(), "photo-broken")


def test_what_was_tried_is_published_without_building_it_again(clerk: Clerk, tmp_path: Path) -> None:
    builds = tmp_path / "builds"
    _spoil(
        clerk,
        "hooks/portal_publish/mkdocs_build.py",
        r"    command = \[sys",
        f"    open({str(builds)!r}, 'a').write('x')\n    command = [sys",
    )
    said = _push_name(clerk, "只做一次")
    assert "已发布 000002" in said
    assert builds.read_text() == "x"
    assert "只做一次" in clerk.home_page
    assert is_whole(clerk.place)
    # A publish by hand of the same records makes the same bytes.
    live = clerk.place.live()
    done = portal(clerk.folder, "publish", "--served", clerk.repository)
    again = clerk.place.live()
    assert done.returncode == 0 and live and again and again.number == live.number + 1
    assert again.files == live.files


def test_the_trial_of_another_commit_is_not_published(served: Path, tmp_path: Path) -> None:
    server = read_server(Path(shutil.copytree(served, tmp_path / "portal.git", symlinks=True)))
    trial = server.portal / "trial"
    (trial / "site").mkdir(parents=True)
    assert not take_tried(server, "", tmp_path / "taken")  # a trial that was killed
    (trial / "made-from").write_text("one")
    assert not take_tried(server, "another", tmp_path / "taken")
    assert (trial / "site").is_dir()
    assert take_tried(server, "one", tmp_path / "taken")
    assert (tmp_path / "taken").is_dir()
    assert not take_tried(server, "one", tmp_path / "again")  # it is given away once


FULL_SERVER = """
mount -t tmpfs -o size={size}k tmpfs {root} && cp -a {served}/. {root}/
cd {clone} && git push -q {root} HEAD:main
status=$?
{check} || exit 90
exit $status
"""


@pytest.mark.parametrize("more", [200, 4000])
def test_a_push_to_a_full_disk_is_answered_in_words_and_breaks_nothing(more: int, clerk: Clerk, tmp_path: Path) -> None:
    """A real full disk: a small tmpfs in a mount namespace of its own, as far as such may be made here."""
    spaces = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    root = tmp_path / "small-disk"
    root.mkdir()
    if subprocess.run([*spaces, "mount", "-t", "tmpfs", "tmpfs", root], capture_output=True, check=False).returncode:
        pytest.skip("no mount namespaces here")
    change(clerk.folder / "content/portal.yml", "zh: .*", "zh: 磁盘满了也不坏")
    clerk.commit()
    used = sum(-(-path.lstat().st_size // 4096) * 4 for path in clerk.repository.rglob("*") if not path.is_dir())
    check = (
        "import sys; from pathlib import Path; from portal_publish.server import read_server; "
        f"p = read_server(Path('{root}')).place; r = p.live(); "
        "sys.exit(bool(p.damage(r, thorough=True)) or len(p.names()) != 1 or any(p.releases.glob('.*')))"
    )
    script = FULL_SERVER.format(
        size=used + more, root=root, served=clerk.repository, clone=clerk.folder, check=f'{sys.executable} -c "{check}"'
    )
    done = subprocess.run(
        [*spaces, "sh", "-c", script], env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "磁盘满了" in done.stderr or "No space left" in done.stderr or "unpacker error" in done.stderr
