"""Faults of a file's text, before anything is known of its meaning."""

from portal.problems.messages.text import text

TEXTS = {
    "not-utf-8": text(
        ("文件不是 UTF-8 编码，像是 {encoding}。", "The file is not UTF-8; it looks like {encoding}."),
        ("UTF-8 编码的文本", "text encoded as UTF-8"),
        ("在编辑器里另存为，编码选 UTF-8", "save it again as UTF-8"),
    ),
    "file-too-large": text(
        ("文件有 {bytes} 字节，档案不会这么大。", "The file has {bytes} bytes; no record is that large."),
        ("一个档案，不超过 850 KB", "one record, at most 600 KB"),
        ("看看是不是放错了文件", "see whether this is the wrong file"),
    ),
    "empty-file": text(
        ("文件是空的。", "The file is empty."),
        ("一个档案", "a record"),
        ("补上内容，或删掉这个文件", "write the record, or delete the file"),
    ),
    "misplaced-file": text(
        ("文件 {name} 放在这里没有用处。", "The file {name} means nothing here."),
        ("{where}", "{where}"),
        (
            "移到该放的文件夹，文件名只用小写字母、数字和短横",
            "move it where it belongs; names are lower-case letters, digits and hyphens",
        ),
    ),
    "unsafe-path": text(
        (
            "{name} 不在 content/ 和 docs/ 里，或者这个文件名有的电脑打不开。",
            "{name} is outside content/ and docs/, or some computers cannot open a file of that name.",
        ),
        (
            "content/ 或 docs/ 里的文件；名字不是 con、aux 一类，没有 : * ? 这些符号，不超过 {most} 个字符",
            "a file in content/ or docs/; no name such as con or aux, no : * ?, at most {most} characters",
        ),
        ("给文件改名，或移到该放的文件夹", "rename the file, or move it where it belongs"),
    ),
    "missing-file": text(
        ("缺少文件 {name}。", "The file {name} is missing."),
        ("content/ 里有这个文件", "that file in content/"),
        ("补上它，或从上一次提交里找回来", "add it, or take it back from the last commit"),
    ),
    "conflict-marker": text(
        ("这里留着合并冲突的标记。", "A merge conflict was left here."),
        ("只留一种写法", "one version only"),
        ("删掉标记行，留下对的那一段", "keep the right lines and delete the marker lines"),
    ),
    "hidden-character": text(
        ("这里有一个看不见的字符。", "There is an invisible character here."),
        ("看得见的文字", "visible text"),
        ("把这一行删掉，重新打一遍", "delete the line and type it again"),
    ),
    "line-break": text(
        ("这一项的文字里有换行。", "A line break stands in this text."),
        ("写在一行里的文字", "a text on one line"),
        ("删掉 \\n 或 |，把文字接成一行", "delete the \\n or the | and write the text on one line"),
    ),
    "hidden-file": text(
        (
            "{name} 是隐藏文件，会影响别人的电脑，或者没有用处。",
            "{name} is a hidden file: it changes other computers, or is of no use.",
        ),
        (
            "content/ 和 docs/ 里没有名字以 . 开头的文件",
            "no file in content/ and docs/ whose name begins with a full stop",
        ),
        ("删掉它：git rm --cached，再提交", "delete it: git rm --cached, and commit"),
    ),
    "not-a-file": text(
        ("{name} 是文件夹，不是文件，里面写的不会发布。", "{name} is a folder, no file; nothing of it is published."),
        ("一个文件", "a file"),
        ("把文件夹改名或删掉，另存一个同名的文件", "rename or delete the folder, and save a file of that name"),
    ),
    "tab-indent": text(
        ("这一行用 Tab 缩进。", "This line is indented with a Tab."),
        ("用空格缩进", "indentation by spaces"),
        ("把 Tab 换成空格，每级两个", "replace the Tab by spaces, two a level"),
    ),
    "wide-space-indent": text(
        ("这一行用全角空格缩进。", "This line is indented with full-width spaces."),
        ("半角空格", "plain spaces"),
        ("把全角空格换成半角空格，每级两个", "replace them by plain spaces, two a level"),
    ),
    "wide-colon": text(
        ("冒号是全角的。", "The colon is full-width."),
        ("半角冒号加一个空格，例如 code: 630106101221", "a plain colon and a space, such as code: 630106101221"),
        ("改成 : 和一个空格", "write : and a space"),
    ),
    "colon-without-space": text(
        ("冒号后面少一个空格。", "A space is missing after the colon."),
        ("键: 值", "key: value"),
        ("在冒号后面加一个空格", "add a space after the colon"),
    ),
    "wide-quote": text(
        ("引号是全角的。", "The quotation mark is full-width."),
        ('不用引号，或用半角引号 "', 'no quotation marks, or plain ones "'),
        ("去掉引号", "delete the quotation marks"),
    ),
    "unclosed-quote": text(
        ("引号没有成对。", "A quotation mark is not closed."),
        ("引号成对，或不用引号", "quotation marks in pairs, or none"),
        ("在这一行末尾补上引号，或把引号去掉", "close it at the end of this line, or delete it"),
    ),
    "unclosed-bracket": text(
        ("括号没有成对，或里面少了逗号。", "A bracket is not closed, or a comma is missing inside it."),
        ("成对的 [ ] 或 {{ }}，各项用半角逗号隔开", "[ ] or {{ }} in pairs, items parted by plain commas"),
        ("补上括号或逗号", "add the bracket or comma"),
    ),
    "colon-in-text": text(
        ("一行里有两个“冒号加空格”。", "There are two colons with a space in one line."),
        ("一行一个键", "one key a line"),
        ("文字里的冒号改用全角：，或把文字放进半角引号", "put the text in plain quotation marks"),
    ),
    "indentation": text(
        ("缩进和上下行不齐。", "The indentation does not match the lines around it."),
        ("同一级的行对齐，每级两个空格", "lines of one level aligned, two spaces a level"),
        ("和上一行同级的对齐", "align it with the line of the same level above"),
    ),
    "needs-quotes": text(
        ("这里的文字不能以这个符号开头。", "A text cannot begin with this sign."),
        ("普通文字", "plain text"),
        ("把文字放进半角引号", "put the text in plain quotation marks"),
    ),
    "yaml-syntax": text(
        ("这一行读不懂。", "This line cannot be read."),
        ("键: 值，或以 - 开头的一项", "key: value, or an item beginning with -"),
        ("和同一文件夹里别的档案比一比", "compare it with another record in the same folder"),
    ),
    "anchor": text(
        ("这里用了 YAML 的引用（& 或 *）。", "A YAML anchor or alias (& or *) is used here."),
        ("把内容写全", "the content itself"),
        (
            "把内容照写一遍；文字以 & 或 * 开头时放进引号",
            "write the content again; quote a text that begins with & or *",
        ),
    ),
    "merge-key": text(
        ("这里用了 YAML 的合并键 <<。", "The YAML merge key << is used here."),
        ("把内容写全", "the content itself"),
        ("把要合并的几行照写一遍", "write the merged lines out"),
    ),
    "tag": text(
        ("这里用了 YAML 的类型标记 {tag}。", "The YAML tag {tag} is used here."),
        ("普通的值", "a plain value"),
        ("删掉以 ! 开头的标记", "delete the mark that begins with !"),
    ),
    "key-not-text": text(
        ("键必须是一个词。", "A key has to be a word."),
        ("键: 值", "key: value"),
        ("检查这一行的括号和冒号", "check the brackets and colons of this line"),
    ),
    "duplicate-key": text(
        ("键 {key} 写了两遍（第 {line} 行已有）。", "The key {key} is written twice (first on line {line})."),
        ("每个键一遍", "each key once"),
        ("删掉其中一行", "delete one of the two lines"),
    ),
    "second-document": text(
        ("这里又开始了一份文档（--- 或 ...）。", "A second document begins here (--- or ...)."),
        ("一个文件一个档案", "one record a file"),
        (
            "删掉 --- 或 ... 这一行；另一个档案另存一个文件",
            "delete the --- or ... line; save another record in a file of its own",
        ),
    ),
    "too-deep": text(
        ("这里的层次太深了。", "This is nested too deeply."),
        ("几层以内", "a few levels"),
        ("看看是不是放错了文件，或多了括号", "see whether this is the wrong file, or has brackets too many"),
    ),
    "broken-character": text(
        ("这里有坏掉的字（�），原来的字已经丢了。", "A broken character (�) stands here; what it was is lost."),
        ("完好的文字", "whole characters"),
        ("照原文重新打一遍，存成 UTF-8", "type it again from the original and save as UTF-8"),
    ),
    "wide-dash": text(
        ("这一项前面的横线不是半角短横 -。", "This item does not begin with a plain hyphen."),
        ("半角短横加一个空格", "a plain hyphen and a space"),
        ("改成 - 和一个空格", "write - and a space"),
    ),
    "wide-comma": text(
        ("列表里用了全角逗号，两项会连成一项。", "A full-width comma joins two items of this list."),
        ("各项用半角逗号和空格隔开", "items parted by a plain comma and a space"),
        ("改成 , 和一个空格；文字里要用，就把文字放进半角引号", "write , and a space; quote a text that needs it"),
    ),
    "runs-on": text(
        ("这一行接到了上一行的文字后面。", "This line runs on from the text of the line above."),
        ("一行一个“键: 值”", "one key: value a line"),
        (
            "补上冒号或短横，或改缩进；长文字写在一行里",
            "add the colon or hyphen, or mend the indentation; keep a text on one line",
        ),
    ),
    "escape": text(
        ("双引号里的反斜杠 \\ 用得不对。", "The backslash inside the quotation marks is wrong."),
        ("不用反斜杠", "no backslash"),
        ("删掉反斜杠，或改用单引号", "delete it, or use single quotation marks"),
    ),
    "no-colon": text(
        ("这一行缺少冒号。", "This line lacks its colon."),
        ("键: 值", "key: value"),
        ("在键后面写 : 和一个空格", "write : and a space after the key"),
    ),
    "dash-without-space": text(
        ("短横后面少一个空格。", "A space is missing after the hyphen."),
        ("- 和一个空格", "a hyphen and a space"),
        ("在 - 后面加一个空格", "add a space after the hyphen"),
    ),
    "no-dash": text(
        ("这一项前面少了短横。", "The hyphen before this item is missing."),
        ("每项以短横和一个空格开头", "items that begin with a hyphen and a space"),
        ("在这一行前面写 - 和一个空格", "write - and a space before it"),
    ),
    "repeated-item": text(
        ("这一项和第 {line} 行的一样。", "This item is the same as that on line {line}."),
        ("各项不重复", "items that differ"),
        ("删掉其中一项", "delete one of the two"),
    ),
    "not-readable": text(
        ("程序读这个文件时出了错（{reason}）。", "The program failed on this file ({reason})."),
        ("能读的档案", "a file that can be read"),
        ("撤回最近的改动，并把文件发给维护人", "take back the last change, and send the file to the maintainer"),
    ),
    "photo-missing": text(
        ("没有照片文件 {file}。", "There is no photo {file}."),
        ("content/advisers/photos/ 里的文件", "a file in content/advisers/photos/"),
        ("放入照片，或删掉 photo 这几行", "add the photo, or delete the photo lines"),
    ),
    "photo-unused": text(
        ("没有档案用这张照片，它不会发布。", "No record names this photo; it is not published."),
        ("有本人同意、写进档案的照片", "a photo that a record names, with consent"),
        ("撤回同意的，把文件也删掉", "delete the file as well if consent was withdrawn"),
        is_warning=True,
    ),
    "photo-format": text(
        ("照片不是它名字所说的格式（是 {format}）。", "The photo is not of the format its name says (it is {format})."),
        ("真正的 .jpg、.png 或 .webp 图片，文件名小写", "a real .jpg, .png or .webp picture with a lower-case name"),
        ("用看图软件另存为 .jpg，不要只改文件名", "save it as .jpg in a picture program; renaming is not enough"),
    ),
    "photo-broken": text(
        (
            "照片不完整或已损坏，解不出整张图（多半是传送时断了）。",
            "The photo is cut off or damaged and cannot be decoded (most often a transfer that broke off).",
        ),
        ("能从头到尾打开的图片", "a picture that opens to its last line"),
        (
            "向拍照的人重新要一次，在电脑上打开看看下半张在不在，再放进来",
            "get the photo again, open it to see that its lower half is there, and put it here",
        ),
    ),
    "photo-too-large": text(
        ("照片太大了（{size}）。", "The photo is too large ({size})."),
        ("1300 万像素（4160 × 3120）、10 MB 以内", "at most 13 million pixels (4160 × 3120) and 10 MB"),
        ("用看图软件缩小到宽 600 像素左右再存", "make it about 600 pixels wide in a picture program"),
    ),
    "picture-large": text(
        ("图片有 {kilobytes} KB，手机上打开太慢。", "The picture has {kilobytes} KB, too slow for a phone."),
        ("200 KB 以内", "at most 200 KB"),
        ("缩小到宽 600 像素左右再存", "make it about 600 pixels wide and save again"),
        is_warning=True,
    ),
    "picture-with-place": text(
        ("图片里记着拍摄地点（GPS）。", "The picture records where it was taken (GPS)."),
        ("去掉位置信息的图片", "a picture without location data"),
        ("用看图软件去掉位置信息，或截图后另存", "strip the location in a picture program, or save a screenshot of it"),
    ),
    "picture-with-text": text(
        (
            "图片文件里另外写着字，看图时看不见：{text}",
            "The picture's file has words in it that nobody sees: {text}",
        ),
        ("只有图、没有附加文字的图片", "a picture without added words"),
        (
            "发到微信（不选原图）再存下来，或截图后另存：附加的文字就没有了",
            "save a screenshot of it, or send it through WeChat (not as the original): the words are then gone",
        ),
    ),
    "picture-with-more": text(
        (
            "图片后面还接着 {kilobytes} KB 别的内容（动态照片、另一张图等）。",
            "Something else, {kilobytes} KB, follows the picture in its file (a motion photo, another picture).",
        ),
        ("文件里只有这一张图", "a file that holds this one picture"),
        (
            "发到微信（不选原图）再存下来，或截图后另存",
            "save a screenshot of it, or send it through WeChat (not as the original)",
        ),
    ),
}
