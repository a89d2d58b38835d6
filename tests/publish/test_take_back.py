"""What has been taken back is gone: from the next release, and from the kept ones when told so."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from portal_publish.places import Place
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


def test_a_consent_that_is_withdrawn_takes_number_and_photo_out_of_everything(project: Path, target: Place) -> None:
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
