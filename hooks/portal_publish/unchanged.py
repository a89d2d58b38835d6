"""What a new release takes over from the live one: files that are the same, and assets old pages still ask for.

Unchanged files are hard links to the live release's, with their time as it was: servers make `Last-Modified` and
`ETag` of time and size, so that a browser is answered 304 after a night that changed nothing. Releases share these
files and are therefore never written in place; a release is made in a folder of its own and only renamed.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from portal_publish.releases import Release, ReleaseStore, digest_of

EDITIONS_KEPT = 3
"""Of how many editions before, assets stay reachable; nights that change no asset make no new edition."""
_ASSET = re.compile(r"assets/.+\.[0-9a-f]{8}\.[a-z0-9]+(?:\.gz|\.br)?")
_SECOND = 10**9

Facts = tuple[int, str]
"""Size and SHA-256 of a file."""


def old_assets(live: Release | None, made: frozenset[str]) -> dict[str, int]:
    """The live release's assets that a new one, of the files `made`, has not, and for how many editions they were not.

    They have their hash in their name, so they never stand for anything else. Without them a page that a phone or a
    cache kept before an upgrade would open without its style.
    """
    if live is None:
        return {}
    own = {path for path in live.files if _ASSET.fullmatch(path) and path not in live.old_assets}
    plain = {path for path in own if not path.endswith((".gz", ".br"))}
    step = int(plain != {path for path in made if _ASSET.fullmatch(path)})
    ages = {path: live.old_assets.get(path, 0) + step for path in (*own, *live.old_assets)}
    gone = {path for path in ages if path.removesuffix(".gz").removesuffix(".br") not in made}
    return {path: age for path, age in sorted(ages.items()) if path in gone and age <= EDITIONS_KEPT}


def take_over(site: Path, place: ReleaseStore, live: Release | None, paths: Mapping[str, int]) -> frozenset[str]:
    """Puts old assets into a new site, and says which; one that is damaged on the disk is left out."""
    taken: list[str] = []
    if live is None:
        return frozenset()
    for path in paths:
        source = place.releases / live.name / path
        if _facts(source) == live.files[path]:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            _link(source, site / path)
            taken.append(path)
    return frozenset(taken)


def keep_unchanged(site: Path, files: Mapping[str, Facts], live: Release | None, place: ReleaseStore) -> None:
    """Links what is unchanged to the live release's file; gives what changed a later time than the live one has.

    A clock that was set back would else make a page that changed without growing look old to a browser.
    What lies on the disk is read first: damage does not spread to a new release.
    """
    if live is None:
        return
    for path, facts in files.items():
        file, before = site / path, place.releases / live.name / path
        try:
            known = before.stat()
        except OSError:
            continue
        if _facts(before) == facts:
            if not os.path.samestat(known, file.stat()):
                file.unlink()
                _link(before, file)
        elif file.stat().st_mtime_ns // _SECOND <= known.st_mtime_ns // _SECOND:
            os.utime(file, ns=(known.st_mtime_ns + _SECOND, known.st_mtime_ns + _SECOND))


def _link(source: Path, target: Path) -> None:
    """A hard link; a copy with its time where the file system has none, or has reached their limit."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _facts(path: Path) -> Facts | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return len(data), digest_of(data)
