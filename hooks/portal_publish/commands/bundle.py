"""`portal bundle`: the site as one zip, for hosts that give neither server nor headers."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from portal.commands.progress import Progress, Step
from portal.commands.status import OK, PROBLEMS
from portal.loading.site_day import find_today
from portal_publish.bundling import lost, write_bundle
from portal_publish.console import explain, print_bilingual, write
from portal_publish.publishing import MAKING, epoch_of, make_site
from portal_publish.sources import working_folder

BUNDLING = (*MAKING, Step("打包", "packing", 4))


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser("bundle", help="整个网站做成一个压缩包，双击就能看 / the site as one zip")
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    parser.set_defaults(run=_bundle)


def _bundle(options: argparse.Namespace) -> int:
    sources = working_folder(options.root)
    day = find_today(sources.files)
    try:
        with tempfile.TemporaryDirectory(prefix="portal-") as folder, Progress(BUNDLING) as progress:
            catalog = make_site(sources, Path(folder), day, begin=progress.begin)
            if catalog is None:
                return PROBLEMS
            count = write_bundle(
                Path(folder, "site"), catalog, f"{day}", epoch_of(sources, day), options.file, progress.begin()
            )
    except OSError as error:
        raise explain(error) from error
    write(lost(catalog, f"{day}"))
    print_bilingual(f"已做好 {options.file}：{count} 个文件。", f"Made {options.file}: {count} files.")
    return OK
