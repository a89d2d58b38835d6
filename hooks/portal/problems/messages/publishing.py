"""Faults of a finished site, and of what is pushed to the server."""

from portal.problems.messages.text import text

_TEMPLATE = (
    "多半是模板或程序的毛病：请告诉维护的人",
    "most likely a fault of a template or the program: tell whoever maintains it",
)

TEXTS = {
    "page-missing": text(
        ("生成的网站里缺这一页。", "The built site lacks this page."),
        ("每个档案、每种语言各有一页", "a page for every record in every language"),
        _TEMPLATE,
    ),
    "asset-unasked": text(
        (
            "这个文件没有一页用到，也不在旧版留用的清单里。",
            "No page asks for this file, and it is not on the list of those kept for pages of earlier releases.",
        ),
        ("assets/ 里只有用到的文件", "nothing in assets/ that is not used"),
        _TEMPLATE,
    ),
    "page-not-closed": text(
        ("这一页不完整：{element} 没有配对。", "The page is not whole: {element} has no counterpart."),
        ("每个开始标签都有结束标签", "an end tag for every start tag"),
        _TEMPLATE,
    ),
    "link-broken": text(
        ("链接 {address} 指向不存在的页面或文件。", "The link {address} leads to no page or file."),
        ("网站里有的地址，文件夹以 / 结尾", "an address of this site; folders end in /"),
        (
            "改正文章里的链接；不是文章里的，请告诉维护的人",
            "mend the link in the explainer, else tell whoever maintains it",
        ),
    ),
    "anchor-missing": text(
        ("链接 {address} 的 # 后面那一段，目标页上没有。", "The page that {address} leads to has no such part."),
        ("目标页上有的 id", "an id on that page"),
        ("改正 # 后面的名字，或去掉它", "mend what stands after #, or take it away"),
    ),
    "outside-address": text(
        ("这里用到了站外的地址 {address}。", "Something here uses the outside address {address}."),
        ("打开页面时只从本站取文件", "a page that loads nothing but this site's own files"),
        _TEMPLATE,
    ),
    "feed-broken": text(
        ("这个文件读不出来：{why}", "This file cannot be read: {why}"),
        ("完整的日历、JSON、XML 或网页", "a whole calendar, JSON, XML or page"),
        _TEMPLATE,
    ),
    "policy-missing": text(
        ("这一页没有安全策略。", "This page has no Content-Security-Policy."),
        ("页首写着 default-src 'none' 的那一行", "the line with default-src 'none' at the top of the page"),
        _TEMPLATE,
    ),
    "policy-broken": text(
        ("安全策略不许这里的 {element} 起作用。", "The page's policy keeps this {element} from working."),
        (
            "没有 style、on… 属性；写在页面里的脚本和样式都在策略里",
            "no style or on… attributes; every inline script and style named by the policy",
        ),
        _TEMPLATE,
    ),
    "sample-unmarked": text(
        ("样例站点的这一页没有写明是样例。", "This page of a sample site does not say that it is one."),
        ("样例提示和 noindex", "the sample banner and noindex"),
        _TEMPLATE,
    ),
    "sample-banner-left": text(
        ("站点已是 sample: false，这一页还写着样例。", "The site is sample: false, yet this page says sample."),
        ("没有样例提示", "no sample banner"),
        _TEMPLATE,
    ),
    "push-file-name": text(
        ("文件名 {name} 不能用。", "The file name {name} cannot be used."),
        (
            "UTF-8 写的名字，没有 ..、: * ? 这些符号和控制字符，不是 con、aux 一类",
            "a name in UTF-8, without .., signs such as : * ? or control characters, and none like con or aux",
        ),
        ("给文件改名，再提交一次", "rename the file and commit again"),
    ),
    "push-no-file": text(
        ("{name} 是链接或子仓库，不是文件。", "{name} is a link or a submodule, not a file."),
        ("普通文件", "a plain file"),
        ("删掉它，放上真正的文件", "delete it and add the file itself"),
    ),
    "push-file-large": text(
        ("{name} 有 {bytes} 字节，太大了。", "{name} has {bytes} bytes: too large."),
        ("不超过 16 MB", "at most 16 MB"),
        ("看看是不是放错了文件；照片先缩小", "see whether it is the wrong file; make photos smaller first"),
    ),
    "push-too-slow": text(
        (
            "检查这次推送用了 {seconds} 秒还没有完，已经停下，推送没有收下。",
            "The check of this push was not done after {seconds} seconds and was stopped; the push was not taken.",
        ),
        (
            "{seconds} 秒之内检查得完的改动：平常的推送用一两秒",
            "changes that are checked within {seconds} seconds; most pushes take one or two",
        ),
        (
            "在自己电脑上运行 portal check，看看有没有特别大的文件、特别长的一行；改动多就分几次推送；"
            "都正常再请管服务器的人看：服务器太忙，或用 git config portal.pushSeconds 放宽",
            "run portal check on your own machine and look for a very large file or a very long line; push many changes"
            " in parts; if all is well, ask the server's keeper: git config portal.pushSeconds allows more",
        ),
    ),
    "push-program-changed": text(
        (
            "这次推送改了 {name}：程序、模板和设置不能随档案一起改。",
            "This push changes {name}: code, templates and settings are not changed along with records.",
        ),
        ("{branch} 分支只改 content/ 和 docs/", "the branch {branch} changes content/ and docs/ only"),
        (
            "推到 {program} 分支，再请管服务器的人运行 portal upgrade",
            "push it to the branch {program} and ask the server's keeper to run portal upgrade",
        ),
    ),
    "push-forced": text(
        (
            "强制推送会丢掉服务器上已有的提交（{old} 起）。",
            "A forced push would lose commits that the server has (from {old}).",
        ),
        ("在服务器现有提交之后接着提交", "commits that follow those on the server"),
        ("先 git pull --rebase，再推送", "git pull --rebase, then push"),
    ),
    "push-words": text(
        (
            "提交 {commit} 的说明、作者或文件名里有不能公开的内容（{what}）。",
            "Commit {commit} has personal data in its message, author or file names ({what}).",
        ),
        (
            "说明、姓名、邮箱、文件名里没有手机号、身份证号、微信号",
            "no personal numbers in messages, names, addresses, file names",
        ),
        (
            "最近一次提交：git commit --amend；更早的：git rebase -i；作者先用 git config 改 user.name 和 user.email",
            "git commit --amend for the last commit, git rebase -i for earlier ones; set user.name, user.email first",
        ),
    ),
    "push-history": text(
        (
            "这次推送里较早的提交 {commit} 有个人信息；后来虽然删了，历史里还留着。",
            "An earlier commit of this push, {commit}, holds personal data; deleted since, it stays in the history.",
        ),
        ("要推送的每一次提交里都没有", "none in any commit that is pushed"),
        (
            "并成一次提交再推：git reset --soft origin/{branch}，git commit，git push",
            "make one commit of them: git reset --soft origin/{branch}, git commit, git push",
        ),
    ),
    "push-branch-deleted": text(
        ("不能删除 {branch} 分支：网站由它发布。", "The branch {branch} cannot be deleted: the site comes from it."),
        ("分支保留", "the branch stays"),
        ("要撤回某次改动，用 git revert", "to take a change back, use git revert"),
    ),
    "push-branch-unknown": text(
        ("服务器不收 {branch}。", "The server does not take {branch}."),
        ("{content}（档案）或 {program}（程序）", "{content} (records) or {program} (code)"),
        ("推到 {content}：git push origin HEAD:{content}", "push to {content}: git push origin HEAD:{content}"),
    ),
    "push-row-deleted": text(
        (
            "{village} {day} 的坐班（{office_hour}）发布过一条记录，这次推送把它删了：手机日历会一直留着旧的说法。",
            "A published report of the sit-in of {village} on {day} ({office_hour}) is gone: calendar programs would"
            " keep what it said.",
        ),
        ("发布过的行留着，revision 只增不减", "published rows stay, and their revision only rises"),
        ("写回一行：- {row}", "put a row back: - {row}"),
    ),
    "push-revision-lower": text(
        (
            "日历里这一条发布过的序号是 {was}，现在算下来是 {now}：手机日历会一直留着旧的说法。",
            "The number of this calendar entry was {was} when it was published and is {now} now: calendar programs"
            " would keep what was published.",
        ),
        ("revision 只增不减：{least} 或更大", "a revision only rises: {least} or more"),
        ("写 revision: {least}", "write revision: {least}"),
    ),
    "push-deletes-many": text(
        (
            "这次推送删掉 {deleted} 个档案，原来一共 {before} 个，像是误删。",
            "This push deletes {deleted} of {before} records; it looks like a slip.",
        ),
        ("一次最多删掉一半", "at most half of them in one push"),
        (
            "误删的用 git revert 找回；真要删，在最后一次提交的说明里单写一行：确认大量删除",
            "bring them back with git revert; if it is meant, give the last commit's message a line: 确认大量删除",
        ),
    ),
}
