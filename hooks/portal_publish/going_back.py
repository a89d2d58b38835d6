"""Going back to an earlier release, and deleting earlier ones: neither may undo what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from portal_publish.console import PublishError, explain, print_bilingual
from portal_publish.lock import locked
from portal_publish.publishing import WAIT
from portal_publish.releases import Release, ReleaseStore
from portal_publish.withdrawn import Shown, listed, withdrawn

States = Callable[[], Sequence[frozenset[Shown]]]
"""What the records show by persons' leave, as they are now; nothing if there are no records at hand."""


def rollback(place: ReleaseStore, wait: float = WAIT, states: States = tuple, *, is_sure: bool = False) -> Release:
    """Lets the release before the live one be live again.

    What was withdrawn since would be public again: raises PublishError with the list, unless that is meant.
    """
    if not place.current.is_symlink():
        raise PublishError("还没有发布过，没有可退回的。", "Nothing has been published yet.")
    try:
        with locked(place.lock, wait):
            place.clean()
            name = place.current_name() or ""
            live = place.read(name)
            for older in reversed([other for other in place.names() if other < name]):
                release = place.read(older)
                if release and not place.damage(release, thorough=True):
                    _refuse_withdrawn(place, release, states(), is_sure)
                    if live:
                        place.held.write_text(live.sources, encoding="ascii")
                    place.switch(older)
                    return release
    except OSError as error:
        raise explain(error) from error
    raise PublishError("没有更早的、完整的版本可以退回。", "There is no earlier whole release to go back to.")


def _refuse_withdrawn(place: ReleaseStore, release: Release, states: Sequence[frozenset[Shown]], is_sure: bool) -> None:
    """Tells what a rollback brings back; raises PublishError unless someone is sure of it."""
    if release.shown is None:
        told = ("  （这一版是旧程序发布的，没有记下里面有什么）", "an earlier program made it and noted nothing")
    else:
        later = [place.read(name) for name in {place.names()[-1], place.current_name() or ""}]
        known = [frozenset(map(Shown._make, one.shown)) for one in later if one and one.shown is not None]
        items = withdrawn(map(Shown._make, release.shown), [*states, *known])
        if not items:
            return
        told = (listed(items), f"{len(items)} item(s), listed above")
    if is_sure:
        print_bilingual(
            f"注意：退回的这一版里有后来撤回的内容：\n{told[0]}", f"Note: withdrawn since, now public again: {told[1]}."
        )
        return
    raise PublishError(
        f"没有退回：{release.name} 里有后来撤回的内容，退回去就又公开了：\n{told[0]}\n"
        "改一改档案再发布一版更好；确实要退回，加 --yes。",
        f"Not rolled back: {release.name} shows what was withdrawn since ({told[1]}). Better mend the records and "
        "publish; if you mean it, add --yes.",
    )


def forget(place: ReleaseStore, wait: float = WAIT, states: States = tuple, *, is_sure: bool = False) -> int:
    """Deletes every release but that of the newest records, after something was taken back; says how many.

    After a rollback the live release is an older one: it is left only if that is meant.
    """
    if place.live() is None:
        raise PublishError("还没有发布过，没有可删的。", "Nothing has been published yet.")
    try:
        with locked(place.lock, wait):
            place.clean()
            newest = _newest(place)
            items = withdrawn(map(Shown._make, newest.shown or ()), states())
            if items:
                raise PublishError(
                    f"没有删：这些已从档案里撤回，最新的一版（{newest.name}）里却还有：\n{listed(items)}\n"
                    "先发布（portal publish），再删旧版。",
                    f"Nothing deleted: the newest release, {newest.name}, still shows what the records no longer do. "
                    "Publish first.",
                )
            live = place.current_name()
            if newest.name != live and not is_sure:
                raise PublishError(
                    f"没有删：现在的网站是退回的旧版 {live}，最新的是 {newest.name}。"
                    f"加 --yes 就换回 {newest.name}，再删掉其余的；不想换回，先改好档案再发布一版。",
                    f"Nothing deleted: the live release, {live}, was rolled back to; the newest is {newest.name}. "
                    "Add --yes to go live with the newest and delete the others, or publish mended records first.",
                )
            if newest.name != live:
                place.switch(newest.name)
                place.held.unlink(missing_ok=True)
            before = len(place.names())
            place.prune(kept=1)
            return before - 1
    except OSError as error:
        raise explain(error) from error


def _newest(place: ReleaseStore) -> Release:
    """The whole release with the highest number: that of the newest records, whichever is live."""
    for name in reversed(place.names()):
        release = place.read(name)
        if release and (name == place.current_name() or not place.damage(release, thorough=True)):
            return release
    raise PublishError("没有完整的版本。", "There is no whole release.")
