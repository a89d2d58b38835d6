"""Publishing: check, build, verify, and only then let the new release be live."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from portal.catalog.catalog import Catalog
from portal.commands.progress import Begin, Step, begin_silently
from portal.images.share_pictures import write_share_pictures
from portal.loading.load import load
from portal.loading.site_day import find_sample_day
from portal.problems.problem import sort_problems
from portal_publish import release_steps as plugs
from portal_publish.changes import changed_pages, say_changes
from portal_publish.compress import compress_site
from portal_publish.console import PublishError, in_words, keep_details, print_bilingual, report
from portal_publish.lock import locked
from portal_publish.mkdocs_build import build
from portal_publish.release_day import Day, settle_day
from portal_publish.releases import UNFINISHED, Release, ReleaseStore, digest_of, sync_tree
from portal_publish.server_files import NGINX, NGINX_MAP
from portal_publish.sources import Sources
from portal_publish.unchanged import keep_unchanged, old_assets, take_over
from portal_publish.verify import verify
from portal_publish.withdrawn import shown_in

MAKING = (
    Step("检查档案和文章", "checking records and explainers", 2),
    Step("生成网站", "building the site", 7),
    Step("画分享图片", "drawing share pictures", 1),
    Step("核对每一页", "verifying every page", 3),
)
"""What `make_site` does, for those who wait for it."""
PUBLISHING = (
    *MAKING,
    Step("压缩", "compressing", 6),
    Step("换上新的一版", "going live", 1),
)

WAIT = 600.0
"""Seconds to wait for another publish to end."""


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """How a publish is to go about it."""

    now: datetime
    """The server's clock."""
    today: date
    is_today_fixed: bool = False
    """Whether someone chose the day; then the clock is not asked about it."""
    wait: float = WAIT
    if_changed: bool = False
    """Do nothing where the same sources have already been published for the same day."""
    respect_rollback: bool = False
    """Do not bring back what was rolled back (the nightly rebuild)."""
    go_live: bool = True
    """Switch to the new release; without it everything else is tried and thrown away."""


TakeTried = Callable[[str, Path], bool]
"""Moves a site that was built and verified before from the same (`key_of`) to a path, if there is one."""


def publish(
    place: ReleaseStore,
    find_sources: Callable[[], Sources],
    options: PublishOptions,
    take_tried: TakeTried | None = None,
    begin: Begin = begin_silently,
) -> bool:
    """Publishes; False if problems in the records stopped it (they have been reported).

    `find_sources` is asked once the lock is held: of two pushes the later one's records win.
    `begin` is told each of the steps of `PUBLISHING` in turn.
    Raises PublishError, worded for staff, for all that is no problem in a record.
    """
    try:
        place.prepare()
        with locked(place.lock, options.wait) as lock:
            place.clean()
            try:
                return _publish(place, find_sources(), options, lock, take_tried, begin)
            finally:
                _tidy(place)
    except Exception as caught:  # whoever pushed is told in words, whatever goes wrong
        error = in_words(caught)
        keep_details(place.state, error)
        raise error from (None if error is caught else caught)


def make_site(
    sources: Sources, folder: Path, day: date, lock: int | None = None, earlier: Path | None = None,
    take_tried: TakeTried | None = None, begin: Begin = begin_silently,
) -> Catalog | None:  # fmt: skip
    """A checked, built and verified site in `folder`/site; None if problems stopped it (reported).

    Share pictures that an `earlier` site has already are taken from there.
    """
    begin()
    catalog, problems = load(sources.files, day)
    faults = [*sources.problems, *(problem for problem in problems if not problem.is_warning)]
    if catalog is None or faults:
        report(sort_problems(faults))
        return None
    site = folder / "site"
    if take_tried is not None and take_tried(key_of(sources, day), site):
        return catalog
    begin()
    project = folder / "project"
    project.mkdir()
    sources.lay_out(project)
    # On a sample day the builder finds the day in the records, as any build does, and lets the pages carry it.
    fixed = None if day == find_sample_day(sources.files) else day
    build(project, site, fixed, epoch_of(sources, day), lock)
    begin()
    write_share_pictures(site, catalog, earlier)
    for finisher in plugs.FINISHERS:
        finisher(site, catalog)
    begin()
    found = verify(site, catalog, day)
    for gate in plugs.GATES:
        found += gate(site, catalog)
    if found:
        report(found)
        return None
    return catalog


def choose_day(sources: Sources, today: date, live: Release | None, *, is_fixed: bool = False) -> Day:
    """The day a site is made for: the samples' own, a fixed one, else the clock's as far as it can be believed."""
    if sample_day := find_sample_day(sources.files):
        return Day(sample_day)
    if is_fixed:
        return Day(today)
    return settle_day(today, None if live and live.stands_still else live, sources.committed)


def key_of(sources: Sources, day: date) -> str:
    """What a site's bytes depend on."""
    return f"{sources.digest()} {day} {epoch_of(sources, day)}"


def epoch_of(sources: Sources, day: date) -> int:
    """The moment that stands in the site as its making: the last commit's, else the day's start."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    if sources.committed is not None:
        return sources.committed
    return int(datetime.fromisoformat(f"{day}T00:00:00+08:00").timestamp())


def _publish(
    place: ReleaseStore,
    sources: Sources,
    options: PublishOptions,
    lock: int,
    take_tried: TakeTried | None,
    begin: Begin,
) -> bool:
    live = place.live()
    settled = choose_day(sources, options.today, live, is_fixed=options.is_today_fixed)
    day = settled.day
    if settled.warning:
        print_bilingual(*settled.warning)
    digest = sources.digest()
    if options.respect_rollback and place.held.exists() and place.held.read_text(encoding="ascii") == digest:
        raise PublishError(
            "没有发布：这一版昨天之后被人退回过，要等新的提交，或手动运行 portal publish。",
            "Not published: this version was rolled back; a new commit or a publish by hand is awaited.",
        )
    if options.if_changed and live and (live.sources, live.day) == (digest, f"{day}") and not place.damage(live):
        print_bilingual("内容和日期都没有变，不用再发布。", "Neither records nor day have changed: nothing to publish.")
        return True
    making = place.releases / f"{UNFINISHED}{os.getpid()}"
    making.mkdir()
    catalog = make_site(sources, making, day, lock, place.current, take_tried, begin)
    if catalog is None:
        return False
    site = making / "site"
    old = _take_old_assets(site, place, live)
    compress_site(site, old, begin())
    if not options.go_live:
        print_bilingual(
            "试过了：检查、生成、核对都没有问题；没有发布。",
            "Tried: check, build and verification are fine; not published.",
        )
        return True
    begin()
    files = {path.relative_to(site).as_posix(): _facts(path) for path in sorted(site.rglob("*")) if path.is_file()}
    keep_unchanged(site, files, live, place)
    place.let_read(site)
    sync_tree(site)
    name = place.next_name(day, sources.commit)
    moment = options.now.isoformat(timespec="seconds")
    release = Release(
        name, f"{day}", moment, sources.commit, digest, catalog.portal.sample, files,
        stands_still=find_sample_day(sources.files) is not None,
        shown=tuple(sorted((item.kind, item.path, item.mark) for item in shown_in(sources.files))),
        old_assets=old,
    )  # fmt: skip
    place.finish(site, release)
    place.switch(name)
    place.held.unlink(missing_ok=True)
    place.prune()
    _announce(place, release, catalog, sources)
    if live:
        print_bilingual(
            *say_changes(*changed_pages(release, live, [each.prefix for each in catalog.languages.values()]))
        )
    if live and any(live.files.get(name) != files.get(name) for name in (NGINX_MAP, NGINX)):
        print_bilingual(
            "注意：响应头变了。用 nginx 的，请管服务器的人运行 nginx -s reload，否则新页面的样式会被旧的设置挡住。",
            "Note: the headers have changed: on nginx run nginx -s reload, or the old ones keep styles from new pages.",
        )
    return True


def _take_old_assets(site: Path, place: ReleaseStore, live: Release | None) -> dict[str, int]:
    """Put assets of earlier editions into a verified site; return those taken (see `unchanged.old_assets`)."""
    made = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    found = old_assets(live, made)
    taken = take_over(site, place, live, found)
    return {path: age for path, age in found.items() if path in taken}


def _tidy(place: ReleaseStore) -> None:
    """Cleans up at once where that can be done; a full or broken disk leaves it to the next run."""
    with suppress(OSError):
        place.clean()


def _facts(path: Path) -> tuple[int, str]:
    data = path.read_bytes()
    return len(data), digest_of(data)


def _announce(place: ReleaseStore, release: Release, catalog: Catalog, sources: Sources) -> None:
    pages = sum(path.endswith(".html") for path in release.files)
    print_bilingual(
        f"已发布 {release.name}：{pages} 页，按 {release.day} 生成，在 {place.current}",
        f"Published {release.name}: {pages} pages, made for {release.day}, at {place.current}",
    )
    if closed := " ".join(map(str, place.closed)):
        print_bilingual(
            f"注意：只有主人进得去 {closed}。网站服务器是别的用户时读不到网站，先运行 chmod 755 {closed}。",
            f"Note: only its owner gets into {closed}: a web server under another user needs chmod 755.",
        )
    if sources.uncommitted:
        print_bilingual(
            f"注意：有 {sources.uncommitted} 个文件还没有提交，也一起发布了。",
            f"Note: {sources.uncommitted} file(s) not yet committed were published as well.",
        )
    if release.is_sample:
        print_bilingual(
            "注意：这是样例站点（content/portal.yml 里 sample: true）。每页都写明“样例”，搜索引擎不收录；"
            "换成真实资料后改成 sample: false。",
            "Note: this is a sample site (sample: true in content/portal.yml). Every page says so and asks "
            "search engines to stay away; set sample: false once the records are real.",
        )
    if release.stands_still:
        print_bilingual(
            f"注意：日期停在 {release.day}（sample_day）：哪天打开都一样，不会过期，也不会往前走。"
            "换成真实资料后删掉这一行。",
            f"Note: the date stands still at {release.day} (sample_day): the site looks the same on every day and "
            "never moves on; delete the line once the records are real.",
        )
    if not catalog.portal.base_url:
        print_bilingual(
            "注意：content/portal.yml 没有写 base_url，所以没有二维码、订阅日历和规范网址。",
            "Note: base_url is not set in content/portal.yml: no QR codes, feeds or canonical addresses.",
        )
