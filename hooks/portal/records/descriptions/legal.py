"""Explainers, laws, terms, the chooser and the search."""

from portal.records.descriptions.words import AUDIENCE, ID

RECORDS = {
    "Answer": "一个回答：要么接着问，要么指到文章和单位。",
    "Law": "法律目录的一项：只登记事实，不抄条文。",
    "LawShape": "一部法律各条有几款几项、文字的校验码，由 portal laws 生成，不手改。",
    "Question": "“找谁帮忙”里的一个问题；第一个是开头。",
    "Review": "哪位律师看过这篇文章。",
    "SearchWords": "搜索用词：群众怎么说，搜索就怎么懂。",
    "SourceFacts": "文章开头的说明（源语言）。",
    "Term": "法律术语，各语言的说法。",
    "Translation": "译文从哪个版本译来，能信到什么程度。",
    "TranslationFacts": "译文开头的说明。",
}

FIELDS = {
    "Answer": {
        "says": "回答，用群众的话",
        "next": "接着问哪个问题（本文件里的 id）",
        "explainer": "指到哪篇文章，写 主题/编号",
        "offices": "找哪些单位（offices.yml 里的 id）；不写就用那篇文章“找谁”里的前几个",
    },
    "Law": {
        "id": ID + "；文章里写 law:编号#条",
        "title": "正式名称",
        "short": "简称，文章的书名号里写它",
        "name": "各语言里怎么叫",
        "version": "现行版本的日期",
        "in_force": "这个版本哪天起施行；原文、公布的人说了才写",
        "replaced_by": "被哪部法律代替（laws.yml 里的 id）；那部法律写明废止才写",
        "last": "最后一条是第几条",
        "inserted": "有“之一”的条，例如第十二条之一写 12-1",
        "official": "官方网页",
    },
    "LawShape": {
        "id": "laws.yml 里的 id",
        "articles": "各条的款和项，由 portal laws 生成",
        "hashes": "各条文字的校验码，由 portal laws 生成；@ 后面是从哪个版本起就是这样",
    },
    "Question": {"id": ID, "asks": "问题，用群众的话", "answers": "几个回答"},
    "Review": {"by": "律师姓名", "role": "身份，例如 律师", "on": "哪天看的"},
    "SearchWords": {
        "ignore": "问话、虚词，搜的时候不算数",
        "same": "意思一样的话，一行一组",
        "more": "某篇文章另外的说法，按文章编号",
        "pages": "名单一类页面的说法，例如 律师什么时候来 到 advisers",
        "kinds": "指明要找什么的词，例如 讲座 是 session",
        "readings": "字典读错的名称，写拼音，例如 解家沟: xie jia gou",
    },
    "SourceFacts": {
        "title": "题目，用群众的话",
        "topic": "主题，topics.yml 里的 id，和文件夹同名",
        "audience": AUDIENCE,
        "aliases": "群众会怎么说、怎么打字，至少 8 个",
        "changed": "内容最近一次改动",
        "reviewed": "律师看过再写：{by: 姓名, role: 律师, on: 日期}",
        "sensitive": "家暴一类写 true：页面可以马上离开，不留痕迹",
    },
    "Term": {
        "id": ID + "；文章里写 term:编号",
        "term": "术语",
        "meaning": "意思，用平常的话；法律规定写在文章里，不写在这里",
        "also": "同一个意思的别的说法，按语言",
    },
    "Translation": {
        "of": "译的是哪个版本：源文的校验码，portal translations 给出；还没定写 pending",
        "state": "draft 草稿 / reviewed 审校过；藏文没有合格译者审过，一律写 draft",
        "by": "谁译的",
        "on": "哪天译的",
    },
    "TranslationFacts": {
        "title": "题目",
        "aliases": "用这种语言的人会怎么说",
        "translation": "从哪个版本译来",
    },
}
