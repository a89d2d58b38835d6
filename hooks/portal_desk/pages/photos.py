"""An adviser's photo: drawn anew when it comes in, gone with its consent."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.images.photos import PhotoError, read_photo
from portal.problems.messages import TEXTS
from portal.records.registry import PHOTOS
from portal.yaml_io.reviser import revise
from portal_desk.app import clerk
from portal_desk.forms.base import read_yaml, stamp
from portal_desk.forms.records import RecordForm
from portal_desk.words import DeskError
from portal_desk.workspace import Request

pages = Blueprint("photos", __name__)
WIDEST = 600
"""Pixels: what the manual asks for."""
_QUALITY = 88


@pages.get("/photo/<id>")
def photo(id: str) -> ResponseReturnValue:
    """The photo that is there, and where another is put."""
    form = RecordForm(clerk(), "adviser", id)
    value = read_yaml(form.path, clerk().file(form.path)).value
    if not isinstance(value, dict):
        raise DeskError("没有这位法律顾问。", "There is no such adviser.", status=404)
    return render_template("photo.html", id=id, name=form.title, photo=value.get("photo"), phone=value.get("phone"),
                           today=clerk().today)  # fmt: skip


@pages.post("/photo/<id>")
def change(id: str) -> ResponseReturnValue:
    """Take in a photo with its consent, or take back what was agreed to."""
    form = RecordForm(clerk(), "adviser", id)
    raw = clerk().file(form.path)
    value = read_yaml(form.path, raw).value
    if raw is None or not isinstance(value, dict):
        raise DeskError("没有这位法律顾问，或者他的档案读不懂。", "There is no such adviser.", status=404)
    what = request.form.get("what", "")
    files: dict[str, bytes | None] = {}
    new = dict(value)
    if what == "photo":
        name = f"{id}.jpg"
        files[PHOTOS + name] = draw_anew(request.files["file"].read() if "file" in request.files else b"")
        new["photo"] = {"file": name, "consent": request.form.get("consent", "")}
        subject = f"换照片：{form.title}"
    elif what in ("withdraw-photo", "withdraw-phone"):
        key = what.removeprefix("withdraw-")
        if key == "photo" and isinstance(value.get("photo"), dict):
            files[PHOTOS + str(value["photo"].get("file"))] = None
        new.pop(key, None)
        subject = f"撤回{'照片' if key == 'photo' else '电话'}：{form.title}"
    else:
        raise DeskError("没有这样的改动。", "There is no such change.", status=400)
    names = [inner.key for inner in form.field.fields]
    files[form.path] = revise(form.path, raw, stamp(new, value, names, f"{clerk().today}", ()))
    bases = {path: clerk().workspace.read(path) for path in files}
    outcome = clerk().workspace.save(Request(files, bases, subject, subject))
    if outcome.problems:
        first = outcome.problems[0]
        raise DeskError(f"没有保存：{first.text('found', 'zh')}{first.text('mend', 'zh')}", "Not saved.", status=422)
    flash(f"保存好了：{subject}" + ("；下一次发布以后网站上就没有了" if "撤回" in subject else ""))
    return redirect(url_for("forms.show", key=f"record/adviser/{id}"))


def draw_anew(raw: bytes) -> bytes:
    """A photo as pixels alone: no place, no device, nothing behind its end."""
    try:
        picture = read_photo(raw)
    except PhotoError as error:
        text = TEXTS[error.code]
        details = {"name": "", "format": "", "size": "", **error.details}
        raise DeskError(
            f"照片不能用：{text.found['zh'].format_map(details)}{text.mend['zh']}",
            "The photo cannot be used.",
            status=422,
        ) from None
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, max(1, picture.height * WIDEST // picture.width)))
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=_QUALITY, optimize=True)
    return drawn.getvalue()
