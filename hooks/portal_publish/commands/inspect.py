"""`portal inspect`: the portal as inspectors of government sites look at it."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.commands.status import OK, PROBLEMS, FaultsError
from portal.inspect.model import Outcome
from portal.inspect.report import as_docx, as_text
from portal.loading.load import load, read_folder
from portal.loading.site_day import find_today
from portal.problems.problem import render_report
from portal.text.staff_message import StaffError
from portal_publish.console import write
from portal_publish.inspecting import Inspected, inspect


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "inspect",
        help="照政府网站的检查指标自查 / inspect the site as inspectors of government sites do",
    )
    parser.add_argument(
        "site", type=Path, nargs="?", default=Path("site"),
        help="生成或发布的网站文件夹，默认 site / the built or published site, else site",
    )  # fmt: skip
    parser.add_argument("--docx", type=Path, metavar="FILE", help="另存为 Word，报区里用 / write it as Word as well")
    parser.add_argument(
        "--nginx", type=Path, metavar="FILE", help="服务器的 nginx 配置 / the server's nginx configuration"
    )
    parser.set_defaults(run=_inspect)


def _inspect(options: argparse.Namespace) -> int:
    """Fail where a rule does; what only the town can supply is told and fails nothing."""
    files = read_folder(options.root)
    today = find_today(files)
    catalog, problems = load(files, today)
    if catalog is None:
        raise FaultsError(render_report([problem for problem in problems if not problem.is_warning]))
    folder = options.site if options.site.is_absolute() else options.root / options.site
    if not (folder / "index.html").is_file():
        raise StaffError(
            f"{options.site} 里没有网站：先运行 make build，或写上发布的文件夹里的 current",
            f"There is no site in {options.site}: run make build first, or name `current` of a release folder",
        )
    findings = list(inspect(Inspected(folder, catalog, today, options.root, options.nginx)))
    name = str(catalog.source_language.text(catalog.portal.site_name))
    write(as_text(findings, name, today))
    if options.docx:
        options.docx.write_bytes(as_docx(findings, name, today))
    return PROBLEMS if any(finding.outcome is Outcome.FAILED for finding in findings) else OK
