"""Letters to fill in."""

from portal.records.descriptions.words import ID

RECORDS = {
    "FieldWords": "用另一种语言解释要填的一项。",
    "HandIn": "写好的文书交到哪里、怎么交。",
    "LetterFacts": "文书开头的说明（源语言）：要填哪些项。",
    "LetterField": "要填的一项；文书里写 {id} 的地方就是它的空。",
    "LetterTranslationFacts": "文书译文：只解释各项，文书本身是中文。",
}

FIELDS = {
    "FieldWords": {
        "id": "和源语言的同一项一样",
        "label": "这一项叫什么",
        "note": "怎么填；源语言有才写",
        "choices": "选项，和源语言的一样多、一样顺序",
    },
    "HandIn": {
        "offices": "交到哪些单位（offices.yml 里的 id）；两家自己留着的不写",
        "how": "怎么交、交几份、多久有回音",
    },
    "LetterFacts": {
        "title": "题目，用群众的话；家暴一类的，题目要中性",
        "lead": "一句话：什么时候用它；可以写引用",
        "explainers": "配哪几篇文章，写 主题/编号；那几篇文章会链到它",
        "aliases": "群众会怎么说、怎么打字，至少 8 个",
        "changed": "内容最近一次改动",
        "reviewed": "律师看过再写：{by: 姓名, role: 律师, on: 日期}",
        "sensitive": "家暴一类写 true：页面可以马上离开，填的字一概不存",
        "element_forms": "法院有要素式表格可用的写 true",
        "fields": "要填的各项，按填的顺序",
        "bring": "和文书一起交的东西，一样一条；可以写引用",
        "hand_in": "交到哪里",
    },
    "LetterField": {
        "id": ID + "；文书里写 {编号}",
        "label": "这一项叫什么",
        "type": "text 一行字 / long 几行字 / date 日期 / sum 金额，旁边自动写大写 / choice 选一个",
        "note": "怎么填、依据哪一条；可以写引用",
        "choices": "type: choice 的选项，至少两个",
    },
    "LetterTranslationFacts": {
        "title": "题目",
        "lead": "一句话：什么时候用它",
        "aliases": "用这种语言的人会怎么说",
        "fields": "各项，和源语言一样多、一样顺序",
        "bring": "一起交的东西",
        "hand_in": "怎么交",
        "translation": "从哪个版本译来",
    },
}
