"""Faults and warnings of explainers and their translations."""

from portal.problems.messages.text import text

TEXTS = {
    "no-front-matter": text(
        ("开头没有 --- 围起来的信息。", "It does not begin with front matter between --- lines."),
        ("第一行是 ---，信息之后再一行 ---", "a first line ---, the facts, another line ---"),
        ("照 docs 里别的文章补上", "follow another explainer"),
    ),
    "unknown-section": text(
        ("不认识的小标题“{heading}”。", "Unknown heading “{heading}”."),
        ("{known}", "{known}"),
        ("{hint_zh}", "{hint_en}"),
    ),
    "section-order": text(
        ("小标题“{heading}”的位置不对，或重复。", "The heading “{heading}” is out of order, or repeated."),
        ("{known}", "{known}"),
        ("按这个顺序排", "follow this order"),
    ),
    "section-missing": text(
        ("缺少“{heading}”一节。", "The section “{heading}” is missing."),
        ("{known}", "{known}"),
        ("补上这一节", "add the section"),
    ),
    "answer-missing": text(
        ("开头没有一句话的回答。", "The answer in one sentence is missing at the top."),
        ("信息之后、第一个小标题之前有一段话", "one paragraph between the front matter and the first heading"),
        ("先用一两句话说怎么办", "say in a sentence or two what to do"),
    ),
    "link-not-allowed": text(
        ("不能用这种链接：{target}。", "This kind of link is not allowed: {target}."),
        (
            "law:、office:、term: 或别的文章 ../topic/slug.md",
            "law:, office:, term:, or another explainer ../topic/slug.md",
        ),
        ("换成 law:、office: 或 term:", "use law:, office: or term:"),
    ),
    "name-in-link": text(
        (
            "链接文字里写了地名“{name}”；文章是各镇共用的。",
            "The link's words name “{name}”, but all towns share the text.",
        ),
        ("单位名称由档案自动显示", "the name is printed from the record"),
        (
            "改成 [](office:{id})，或只写通用的词，例如 [法院]",
            "write [](office:{id}), or a generic word such as [court]",
        ),
    ),
    "html-not-allowed": text(
        ("文章里不能写 HTML：{text}。", "HTML is not allowed in an explainer: {text}."),
        ("普通 Markdown", "plain Markdown"),
        ("删掉尖括号里的标签", "delete the tag"),
    ),
    "phone-in-text": text(
        ("正文里写了电话号码 {number}。", "A phone number, {number}, stands in the text."),
        ("用 office: 链接，号码由页面自动显示", "an office: link; the page shows its number"),
        ("改成 [名称](office:编号)", "write [name](office:id)"),
    ),
    "citation-form": text(
        ("引用“{target}”的写法不对。", "The citation “{target}” is malformed."),
        (
            "law:法律编号#条，例如 law:civil-code#1079，可加 .款.项",
            "law:id#article such as law:civil-code#1079, with .paragraph.item if needed",
        ),
        ("照例子改", "follow the example"),
    ),
    "unknown-article": text(
        (
            "《{law}》没有第 {article} 条（最后一条是第 {last} 条）。",
            "{law} has no article {article} (the last one is {last}).",
        ),
        ("laws.yml 里登记的条", "an article found in laws.yml"),
        ("核对条号；增加的条写成 133-1", "check the number; an inserted article is written 133-1"),
    ),
    "citation-numeral": text(
        ("链接文字写的是{said}，目标却是{target}。", "The link says {said}, but its target is {target}."),
        ("两处一致", "the same article in both"),
        ("核对原文后改其中一处", "compare with the law and mend one of them"),
    ),
    "citation-without-article": text(
        ("引用的文字“{text}”里没有写第几条。", "The text of the citation, “{text}”, names no article."),
        ("{example}", "{example}"),
        ("在文字里写明第几条", "name the article in the text"),
    ),
    "aliases-few": text(
        ("只有 {count} 个别名。", "There are only {count} aliases."),
        ("至少 8 个，用群众的说法", "at least 8, in residents' words"),
        ("补上群众会怎么说、怎么打字", "add what residents would say and type"),
    ),
    "explainer-topic": text(
        (
            "文章放在 {folder} 文件夹里，topic 却是 {topic}。",
            "It stands in the folder {folder}, but its topic is {topic}.",
        ),
        ("topic 与文件夹同名", "a topic of the folder's name"),
        ("移动文件或改 topic", "move the file or mend the topic"),
    ),
    "translation-without-source": text(
        ("源语言里没有这篇文章。", "There is no such explainer in the source language."),
        ("docs/{source}/ 里有同名文件", "a file of the same name in docs/{source}/"),
        ("先写源语言的一篇，或改文件名", "write it in the source language first, or mend the name"),
    ),
    "translation-numbers": text(
        (
            "“{heading}”里的数字与源语言不同：{difference}（{source}）。",
            "The numbers in “{heading}” differ from the source: {difference} ({source}).",
        ),
        ("与源语言相同的数字", "the same numbers as the source"),
        ("对照源语言改", "compare with the source and mend"),
    ),
    "translation-citations": text(
        (
            "“{heading}”里的引用与源语言不同：{difference}（{source}）。",
            "The citations in “{heading}” differ from the source: {difference} ({source}).",
        ),
        ("与源语言相同的引用", "the same citations as the source"),
        ("对照源语言改", "compare with the source and mend"),
    ),
    "translation-structure": text(
        (
            "“{heading}”的结构与源语言不同：{difference}。",
            "The structure of “{heading}” differs from the source: {difference}.",
        ),
        ("与源语言相同的小标题、列表和表格", "the same headings, lists and tables as the source"),
        ("对照源语言补上", "compare with the source and add what is missing"),
        is_warning=True,
    ),
    "translation-stale": text(
        ("译文所据的源文已经改过。", "The source text has changed since this was translated."),
        ("译文跟上源文", "a translation of the present text"),
        ("改好译文后运行 portal translations --accept {path}", "mend it, then run portal translations --accept {path}"),
        is_warning=True,
    ),
    "front-matter-open": text(
        ("开头的信息没有用 --- 结束。", "The front matter is not closed by a --- line."),
        ("信息之后单独一行 ---", "a line --- after the facts"),
        ("在这一行前面加一行 ---", "add a line --- before this one"),
    ),
    "heading-place": text(
        ("这里不能写小标题。", "A heading cannot stand here."),
        ("小标题顶格写，前面是 ## 和一个空格", "headings at the start of a line, after ## and a space"),
        ("顶格写，或删掉 #", "move it to the start of the line, or delete the #"),
    ),
    "section-shape": text(
        ("这一行不是这一节的写法。", "This line is not of the shape of its section."),
        ("{shape_zh}", "{shape_en}"),
        ("照别的文章改；空格、短横、序号用半角", "follow another explainer, with plain spaces, hyphens and digits"),
    ),
    "step-number": text(
        ("步骤的序号是 {number}。", "The step's number is {number}."),
        ("{wanted}", "{wanted}"),
        ("按顺序写 1、2、3", "count 1, 2, 3"),
    ),
    "table-form": text(
        (
            "表格的第二行，而且只有第二行，是 | --- | --- |。",
            "The second line of a table, and no other, is | --- | --- |.",
        ),
        ("表头、| --- | 一行，然后是内容", "a head, a line of | --- |, then the rows"),
        ("照别的文章改", "follow another explainer"),
    ),
    "sentence-long": text(
        ("这句话有 {count} 个字，太长：{text}……", "This sentence has {count} characters, too many: {text}…"),
        ("不算引用，最多 {longest} 个字", "at most {longest} characters, citations apart"),
        ("拆成两句，或去掉可以不说的", "make two sentences of it, or leave out what need not be said"),
        is_warning=True,
    ),
    "repeated-line": text(
        ("这一行和第 {line} 行一样。", "This line is the same as line {line}."),
        ("每句话一遍", "each sentence once"),
        ("删掉其中一行", "delete one of the two"),
    ),
    "markdown-not-allowed": text(
        ("文章里不能用这种写法：{text}。", "This kind of Markdown is not allowed: {text}."),
        ("段落、列表、表格、链接、**加粗**", "paragraphs, lists, tables, links, **bold**"),
        ("改成普通文字", "write plain text"),
    ),
    "hash-form": text(
        ("“{text}”不是源文的记号。", "“{text}” is not a mark of the source text."),
        ("pending，或 12 位的记号", "pending, or a mark of twelve characters"),
        (
            "写 pending；译文核好后运行 portal translations --accept",
            "write pending; once it is up to date run portal translations --accept",
        ),
    ),
}
