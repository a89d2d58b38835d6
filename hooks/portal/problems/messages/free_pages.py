"""Faults of free pages: Markdown of docs/ that is no explainer."""

from portal.problems.messages.text import text

TEXTS = {
    "page-address-taken": text(
        (
            "这一页的网址 /{address} 已经归{owner_zh}用。",
            "The address of this page, /{address}, belongs to {owner_en}.",
        ),
        ("别处没有用的文件名，例如 docs/zh/about.md", "a file name nothing else uses, such as docs/zh/about.md"),
        ("给文件换个名字（每种语言都换）", "rename the file, in every language"),
    ),
    "page-title-missing": text(
        ("这一页没有标题。", "This page has no title."),
        ("第一行是“# 标题”，或者开头的信息里有 title:", "“# Title” as the first line, or title: in the front matter"),
        ("补上标题", "give it a title"),
    ),
    "page-title-twice": text(
        ("“{heading}”会成为这一页的又一个大标题。", "“{heading}” would be a second title of the page."),
        (
            "第一行一个“# 标题”，其余小标题用 ## 或 ###",
            "one “# Title” in the first line; other headings with ## or ###",
        ),
        ("改成 ##，或删掉这一行", "write ##, or delete the line"),
    ),
    "page-html": text(
        ("Markdown 页里不能写 HTML：{text}。", "HTML is not allowed in a Markdown page: {text}."),
        ("普通 Markdown；要照样显示的代码放在 ` ` 里", "plain Markdown; code to be shown as it is between ` `"),
        ("删掉尖括号里的标签", "delete the tag"),
    ),
    "page-link": text(
        ("链接 {target} 指向的页面没有。", "The link {target} leads to no page of this site."),
        (
            "同一语言里的 .md 文件、以 / 开头的本站网址（如 /site-map/）、office:、law: 或 term:",
            "a .md file of the same language, an address of this site that begins with / (such as /site-map/), "
            "office:, law: or term:",
        ),
        ("{hint_zh}", "{hint_en}"),
    ),
}
