"""What has been taken back is gone: from the next release, and from the kept ones when told so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from PIL import Image

from portal_publish.releases import ReleaseStore
from tests.publish.conftest import change, is_whole, portal, tree

PHONE, PHOTO = "0971-9000000", "photo: {file: a.png, consent: 2026-01-08}\n"


def holding(folder: Path, *traces: str) -> list[str]:
    """Files in which, or in whose name, one of these stands, in figures only or as written."""
    wanted = [trace.encode() for trace in traces] + [re.sub(r"\D", "", trace).encode() for trace in traces]
    return [
        path
        for path, raw in tree(folder).items()
        if any(trace and (trace in raw or trace in path.encode()) for trace in wanted)
    ]


def test_a_consent_that_is_withdrawn_takes_number_and_photo_out_of_everything(
    project: Path, target: ReleaseStore
) -> None:
    record = project / "content/advisers/adviser-00001.yml"
    photo = project / "content/advisers/photos/a.png"
    (photo.parent / "adviser-00001.png").unlink()
    change(record, r"photo: .*\n", "")
    Image.new("RGB", (90, 120), "grey").save(photo)
    change(record, "languages:", PHOTO + "languages:")
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = holding(target.current.resolve(), PHONE)
    assert {"data/advisers.json", "advisers/adviser-00001/index.html"} <= set(shown)
    assert list(target.current.glob("photos/a-*.jpg"))

    change(record, re.escape(PHOTO), "")
    change(record, r"phone: .*\n", "")
    photo.unlink()
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert holding(target.current.resolve(), PHONE, "photos/a-") == []
    # The kept releases still have it: whoever takes something back is told how to be rid of them.
    assert holding(target.root, PHONE)
    done = portal(project, "publish", "--to", target.root, "--forget")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 个旧版" in done.stdout
    assert holding(target.root, PHONE, "photos/a-") == []
    assert is_whole(target)
    assert len(target.names()) == 1
    assert portal(project, "publish", "--to", target.root, "--rollback").returncode == 1


def test_there_is_nothing_to_forget_where_nothing_is_published(project: Path, tmp_path: Path) -> None:
    done = portal(project, "publish", "--to", tmp_path / "none", "--forget")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "none").exists()


def _publish(project: Path, target: ReleaseStore) -> str:
    done = portal(project, "publish", "--to", target.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return target.current_name() or ""


def _with_phone_then_without(project: Path, target: ReleaseStore) -> tuple[str, str]:
    """Publishes with an adviser's phone and photo, and again after both are withdrawn; the two releases."""
    first = _publish(project, target)
    record = project / "content/advisers/adviser-00001.yml"
    change(record, r"phone: .*\n", "")
    change(record, r"photo: .*\n", "")
    (project / "content/advisers/photos/adviser-00001.png").unlink()
    return first, _publish(project, target)


def test_a_rollback_never_brings_back_what_was_withdrawn_without_a_word(project: Path, target: ReleaseStore) -> None:
    dirty, clean = _with_phone_then_without(project, target)
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 1
    assert "没有退回" in done.stderr and "--yes" in done.stderr and "Not rolled back" in done.stderr
    assert "content/advisers/adviser-00001.yml：电话" in done.stderr
    assert "content/advisers/adviser-00001.yml：照片" in done.stderr
    assert PHONE not in done.stderr
    assert target.current_name() == clean
    done = portal(project, "publish", "--to", target.root, "--rollback", "--yes")
    assert done.returncode == 0, done.stderr
    assert "content/advisers/adviser-00001.yml：电话" in done.stdout
    assert target.current_name() == dirty

    # Now the live release is the one with the phone: forgetting does not take it for the newest.
    done = portal(project, "publish", "--to", target.root, "--forget")
    assert done.returncode == 1
    assert "--yes" in done.stderr and clean in done.stderr
    assert {dirty, clean} <= set(target.names())
    done = portal(project, "publish", "--to", target.root, "--forget", "--yes")
    assert done.returncode == 0, done.stderr
    assert target.names() == [clean] and target.current_name() == clean
    assert holding(target.root, PHONE) == []
    assert not target.held.exists()
    assert is_whole(target)


def test_forgetting_waits_for_a_withdrawal_to_be_published(project: Path, target: ReleaseStore) -> None:
    names = [*target.names(), _publish(project, target)]
    change(project / "content/advisers/adviser-00001.yml", r"phone: .*\n", "")
    done = portal(project, "publish", "--to", target.root, "--forget")
    assert done.returncode == 1
    assert "先发布" in done.stderr and "adviser-00001.yml：电话" in done.stderr
    assert target.names() == names


def test_an_allow_list_entry_that_was_withdrawn_is_told(project: Path, target: ReleaseStore) -> None:
    entries = project / "content/privacy-allow.yml"
    assert not entries.exists()
    entries.write_text(
        "- {path: sms.txt, mark: 0a1b2c3d, reason: 县政府网站公布的值班号码，镇里同意登在这里}\n", "utf-8"
    )
    _publish(project, target)
    entries.unlink()
    clean = _publish(project, target)
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 1 and "允许名单" in done.stderr
    assert target.current_name() == clean


def test_a_rollback_over_changes_that_took_nothing_back_needs_no_second_word(
    project: Path, target: ReleaseStore
) -> None:
    first = _publish(project, target)
    change(project / "content/portal.yml", "zh: .*", "zh: 又一版")
    _publish(project, target)
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 0, done.stderr
    assert target.current_name() == first


def test_without_the_records_the_newest_release_is_what_counts(
    project: Path, target: ReleaseStore, tmp_path: Path
) -> None:
    _, clean = _with_phone_then_without(project, target)
    done = portal(tmp_path, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 1 and "adviser-00001.yml：电话" in done.stderr
    assert target.current_name() == clean


def test_a_release_of_an_earlier_program_says_that_nothing_is_known_of_it(project: Path, target: ReleaseStore) -> None:
    first = target.current_name()
    record = target.state / "releases" / f"{first}.json"
    facts = json.loads(record.read_bytes())
    del facts["shown"]
    record.write_text(json.dumps(facts), "utf-8")
    _publish(project, target)
    done = portal(project, "publish", "--to", target.root, "--rollback")
    assert done.returncode == 1 and "旧程序" in done.stderr
    assert portal(project, "publish", "--to", target.root, "--rollback", "--yes").returncode == 0
    assert target.current_name() == first
