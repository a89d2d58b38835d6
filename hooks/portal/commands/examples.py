"""Examples for `--help`: at least one for each command, in one shape; a test parses every one of them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, NamedTuple

PROGRAM = "portal"


class Example(NamedTuple):
    """A command line and what it does."""

    line: str
    """What stands behind `portal`."""
    chinese: str
    english: str


_HOOK = "由 git 运行，不用自己打", "run by git, never by hand"
_SITE = "--to /srv/portal"

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "": (
        Example("check", "检查全部档案和文章", "check all records and explainers"),
        Example("new event --help", "看新建活动要写什么", "see what a new session needs"),
        Example(f"publish {_SITE}", "检查、生成、核对后发布", "check, build, verify, then go live"),
    ),
    "check": (
        Example("check", "检查全部", "check everything"),
        Example("check content/villages/jiaya.yml", "只列出这个文件里的问题", "list only what is in this file"),
        Example("check --warnings", "提醒也逐条列出", "list each warning as well"),
    ),
    "inspect": (
        Example("inspect", "检查 site/ 里生成的网站", "inspect the site built in site/"),
        Example(
            "inspect /srv/portal/current --nginx /etc/nginx/conf.d/portal.conf --docx 自查报告.docx",
            "检查发布的网站，另存为 Word", "inspect the published site and write it as Word",
        ),
    ),
    "new": (Example("new village", "一问一答，建一个村", "asks for what a new village needs"),),
    "new village": (
        Example(
            "new village --id jiaya --code 630106101221 --name 加牙村 --phone 0971-2230000 --place 村委会一楼",
            "建一个村", "make a village",
        ),
    ),
    "new adviser": (
        Example("new adviser --id zhang-san --name 张某某 --firm 某某律师事务所", "建一位法律顾问", "make an adviser"),
    ),
    "new event": (
        Example(
            "new event --id winter-wages --title 冬季讨薪咨询 --date 2026-12-04 --from 09:30 --to 11:00 "
            "--venue 村委会会议室 --topics labour",
            "预告一场活动", "announce a session",
        ),
    ),
    "new work": (Example("new work --month 2026-12", "建一个月的工作台账", "make a month's work ledger"),),
    "new explainer": (
        Example(
            "new explainer --topic labour --slug unpaid-overtime --title 加班费怎么要 --answer 先留好考勤和工资条。 "
            "--aliases 加班费,夜班费",
            "建一篇文章", "make an explainer",
        ),
    ),
    "import": (
        Example("import 台账.xlsx --kind legal-helpers", "先看会改什么", "show what would change"),
        Example("import 台账.xlsx --kind work --year 2026 --write", "写进档案", "write it into the records"),
    ),
    "export": (Example("export 台账.xlsx --kind advisers", "导出法律顾问的台账", "export the advisers' ledger"),),
    "translations": (
        Example("translations --list", "列出每一篇译文的状态", "list the state of every translation"),
        Example(
            "translations --accept docs/bo/explainers/labour/unpaid-wages.md",
            "这篇已照现在的中文改好", "this one now renders the present source",
        ),
    ),
    "laws": (Example("laws 法律原文", "用这个文件夹里的原文更新登记", "renew the register from a folder of texts"),),
    "review": (
        Example("review labour/unpaid-wages --laws 法律原文", "打印审核单", "make the sheet for a review"),
        Example("review labour/unpaid-wages --by 张某某 --on 2026-11-20", "签收", "sign the review off"),
    ),
    "report": (Example("report 2026 --to 年报 --public", "写2026年的公开稿", "draft the public report of 2026"),),
    "plan": (Example("plan --count 3 --dry-run", "看建议的下三场", "see the next three sessions suggested"),),
    "poster": (
        Example("poster jiaya --lang bo", "加牙村的藏文海报", "the Tibetan poster of Jiaya"),
        Example("poster --card", "全部村的便民卡", "pocket cards of all villages"),
    ),
    "boards": (Example("boards --all", "每个村务栏的海报换不换", "every board, and whether to renew its poster"),),
    "font": (Example("font", "文字有了新字以后，重做藏文字体", "subset the font after texts have got new letters"),),
    "generate": (
        Example("generate --villages 200 --out /tmp/town", "造一个200村的镇", "make a town of 200 villages"),
    ),
    "schema": (Example("schema", "字段改了以后，重做编辑器用的说明", "after a field has changed"),),
    "share-pictures": (Example("share-pictures --site site", "给生成好的网站画", "draw them for a built site"),),
    "publish": (
        Example(f"publish {_SITE}", "发布到这个文件夹", "publish to this folder"),
        Example(f"publish {_SITE} --dry-run", "全部试一遍，不发布", "try everything, publish nothing"),
        Example(f"publish {_SITE} --rollback --yes", "退回上一版", "back to the release before"),
    ),
    "status": (Example(f"status {_SITE} --max-age 36h", "超过36小时没有更新就算出错", "fail past 36 hours"),),
    "bundle": (Example("bundle 普法.zip", "做成一个压缩包", "make one zip of the site"),),
    "serve-git": (
        Example(f"serve-git /srv/portal.git {_SITE}", "建一个推送就发布的仓库", "make a repository that publishes"),
    ),
    "upgrade": (
        Example("upgrade /srv/portal.git --accept 3f2a9c1", "启用看过的这个提交", "install the commit you have read"),
    ),
    "receive": (Example("receive --served /srv/portal.git", *_HOOK),),
    "received": (Example("received --served /srv/portal.git", *_HOOK),),
    "check-commit": (
        Example("check-commit --index", "提交以前检查", "check what is about to be committed"),
        Example("check-commit --commit HEAD", "检查最新的提交", "check the newest commit"),
    ),
    "new-town": (
        Example("new-town /srv/qingshi --name 青石镇 --villages 名单.xlsx", "给青石镇做一个", "make one for a town"),
    ),
    "update": (Example("update", "合并程序的更新", "merge the program's updates"),),
    "migrate": (Example("migrate", "把旧的档案改成新的写法", "bring older records to the new form"),),
    "redate": (
        Example(
            "redate 2026-12-20-winter-wages 2026-12-21",
            "改正活动写错的日子，文件名一起改", "mend a wrong day",
        ),
    ),
    "desk": (Example("desk", "在浏览器里填表改档案", "edit records by forms in the browser"),),
    "annotate": (Example("annotate --gitlab report.json", "写 GitLab 的报告", "write GitLab's report"),),
}  # fmt: skip
"""By the words of the command; the empty one is `portal` itself."""


class CommandParser(argparse.ArgumentParser):
    """A parser of `portal` or of a command below it; its help ends with examples."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **settings)
        self.name = self.prog.removeprefix(PROGRAM).strip()
        self.below: Mapping[str, CommandParser] = {}
        """The commands below it by name."""
        examples = EXAMPLES.get(self.name, ())
        lines = [f"  {PROGRAM} {line}\n      {chinese} / {english}" for line, chinese, english in examples]
        self.epilog = "\n".join(["例子 examples:", *lines]) if lines else None

    def add_subparsers(self, **settings: Any) -> Any:
        """Add commands, which are parsers of this class."""
        action = super().add_subparsers(**settings)
        self.below = action.choices
        return action
