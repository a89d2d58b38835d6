"""The trial of a push: the site is built and verified before git takes the commit.

Whatever the check cannot foresee and the build fails for refuses the push, in words. A site that
has passed is kept, and publishing takes it over instead of building the same bytes once more.

    REPO/portal/trial/site/      the site that passed
    REPO/portal/trial/made-from  what it was made from, written last
    REPO/portal/trial.lock       one trial at a time
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from portal_publish.console import PublishError, in_words, keep_details, print_bilingual, write
from portal_publish.lock import locked
from portal_publish.publishing import WAIT, choose_day, key_of, make_site
from portal_publish.releases import remove
from portal_publish.server import Server


def try_push(server: Server, commit: str, today: date) -> bool:
    """Whether the site can be made of a pushed commit; if not, the pusher has been told why."""
    try:
        with locked(server.portal / "trial.lock", WAIT) as lock:
            if _try(server, commit, today, lock):
                return True
    except Exception as caught:  # a push ends with an answer, whatever goes wrong
        error = in_words(caught)
        keep_details(server.portal, error)
        write(f"{error}\n")
    print_bilingual(
        "推送没有收下：用这次的改动做不出网站。服务器上的内容和网站都没有动，您的提交还在自己电脑上；照上面说的改好再推送。",
        "The push was not taken: no site can be made of it. Records and site on the server are as they were, and "
        "your commit is still on your computer: mend it as said above and push again.",
    )
    return False


def take_tried(server: Server, key: str, to: Path) -> bool:
    """Moves the site of the last trial to `to`, if it was made from just what `key` tells."""
    folder = server.portal / "trial"
    with suppress(OSError, PublishError), locked(server.portal / "trial.lock", 0):
        made_from = folder / "made-from"
        if made_from.read_text(encoding="ascii") == key:
            made_from.unlink()
            shutil.move(folder / "site", to)
            return True
    return False


def _try(server: Server, commit: str, today: date, lock: int) -> bool:
    sources = server.sources(commit)
    live = server.place.live()
    day = choose_day(sources, today, live).day
    if live and (live.sources, live.day) == (sources.digest(), f"{day}"):
        return True
    folder = server.portal / "trial"
    if folder.exists():
        remove(folder)  # what the trial before left
    folder.mkdir()
    passed = False
    try:
        passed = make_site(sources, folder, day, lock, server.place.current) is not None
        if passed:
            (folder / "made-from").write_text(key_of(sources, day), encoding="ascii")
    finally:
        remove(folder / "project" if passed else folder)
    return passed
