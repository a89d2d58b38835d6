"""Faults and warnings of laws, citations, reviews, the glossary and the chooser."""

from portal.problems.messages.text import text

TEXTS = {
    "law-shape-form": text(
        ("“{text}”不是“条:各款的项数”。", "“{text}” is not article:items of each paragraph."),
        (
            "例如 27:0,3（第27条两款，第二款三项）",
            "such as 27:0,3 (article 27 has two paragraphs, the second three items)",
        ),
        ("用 portal laws 重新生成这个文件", "make the file anew with portal laws"),
    ),
    "unknown-paragraph": text(
        (
            "《{law}》第 {article} 条只有 {count} 款。",
            "Article {article} of {law} has {count} paragraph(s) only.",
        ),
        ("不大于 {count} 的款", "a paragraph up to {count}"),
        ("核对原文后改款号，或只引到条", "compare with the law and mend the paragraph, or cite the article alone"),
    ),
    "unknown-item": text(
        (
            "《{law}》第 {article} 条第 {paragraph} 款只有 {count} 项。",
            "Paragraph {paragraph} of article {article} of {law} has {count} item(s) only.",
        ),
        ("不大于 {count} 的项", "an item up to {count}"),
        ("核对原文后改项号，或只引到款", "compare with the law and mend the item, or cite the paragraph alone"),
    ),
    "citation-law": text(
        ("链接文字“{text}”写的不是目标里的法律。", "The words “{text}” do not name the law of the target."),
        ("{law}", "{law}"),
        ("核对是哪一部法律，改文字或改目标", "find out which law is meant, then mend the words or the target"),
    ),
    "link-form": text(
        ("链接写坏了：{text}。", "This link is broken: {text}."),
        (
            "[文字](law:编号#条)，半角括号，中间不空格，文字不空",
            "[words](law:id#article): plain brackets, no space between, words not empty",
        ),
        ("照例子改", "follow the example"),
    ),
    "article-not-linked": text(
        ("{text}没有做成引用链接。", "{text} stands in the text without a citation."),
        ("[《法律》第…条](law:编号#条)", "[Law, Article …](law:id#article)"),
        ("做成引用，或删掉条号", "make it a citation, or leave the number out"),
    ),
    "section-empty": text(
        ("“{heading}”下面没有内容。", "There is nothing under “{heading}”."),
        ("一段文字或几条", "text or a list"),
        ("补上内容", "write it"),
    ),
    "limits-table": text(
        ("“{heading}”里没有完整的表格。", "“{heading}” has no whole table."),
        ("表头、--- 一行、至少一行时限", "a head, a line of ---, at least one time limit"),
        ("照别的文章的表格写", "follow the table of another explainer"),
    ),
    "limit-cells": text(
        ("时限表的这一行有 {count} 格。", "This row of the time limits has {count} cells."),
        ("3 格：事情、时限、依据，两头都有 |", "three cells: what, how long, the article, with | at both ends"),
        ("补上或去掉 |", "add or delete |"),
    ),
    "limit-without-citation": text(
        ("这一行时限没有写依据哪一条。", "This time limit cites no article."),
        ("最后一格有 law: 引用", "a law: citation in the last cell"),
        ("查到条文后写上；查不到就删掉这一行", "cite the article; without one, delete the row"),
    ),
    "review-due": text(
        (
            "《{law}》在审核以后改过（{version} 的版本）：{articles}。要请律师重新看。",
            "{law} has changed since the review (version {version}): {articles}. A lawyer has to read this again.",
        ),
        ("不早于 {version} 的审核", "a review not before {version}"),
        ("请律师看过后改 reviewed，或先清空它", "mend reviewed after the lawyer has read it, or empty it for now"),
        is_warning=True,
    ),
    "law-moved": text(
        (
            "这篇文章写好以后，《{law}》改过（{version} 的版本）：{articles}。",
            "{law} has changed since this text was written (version {version}): {articles}.",
        ),
        ("照新条文看过的文章", "a text read against the new articles"),
        (
            "照 portal laws --compare 列的句子看一遍，改好后更新 changed",
            "read the sentences listed by portal laws --compare again, then renew changed",
        ),
        is_warning=True,
    ),
    "law-replaced": text(
        ("《{law}》已经由《{new}》代替。", "{law} has been replaced by {new}."),
        ("现行法律的条文", "an article of a law in force"),
        (
            "改成新法律里对应的一条；没有就删掉这句话",
            "cite the new law's article, or delete what rested on this",
        ),
        is_warning=True,
    ),
    "review-expired": text(
        (
            "{by} 的审核（{on}）满一年了，要请律师重新看。",
            "The review by {by} ({on}) is a year old; a lawyer has to read this again.",
        ),
        ("一年以内的审核", "a review of the last twelve months"),
        (
            "portal review 打印给律师，看完签收；没看以前页面写“未经律师审核”",
            "print it with portal review and sign it off; until then the page says “not reviewed”",
        ),
        is_warning=True,
    ),
    "review-before-change": text(
        (
            "审核以后文章又改过（{changed}），要请律师重新看。",
            "The text was changed after the review ({changed}); a lawyer has to read it again.",
        ),
        ("不早于 {changed} 的审核", "a review not before {changed}"),
        ("请律师看过后改 reviewed，或先清空它", "mend reviewed after the lawyer has read it, or empty it for now"),
        is_warning=True,
    ),
    "review-in-future": text(
        ("审核日期 {day} 还没有到。", "The review is dated {day}, which is still to come."),
        ("今天或以前的日期", "today or earlier"),
        ("改成律师真正看完的那一天", "write the day the lawyer finished reading"),
    ),
    "translation-negation": text(
        (
            "“{text}”读起来是“不……”，源文（{source}）没有这个意思。",
            "“{text}” reads as “not …”, and the source ({source}) says nothing of the kind.",
        ),
        ("和源文一样的肯定、否定", "denied where the source denies, and nowhere else"),
        ("指人的，换一个说法，例如 སུ་ཞིག", "where a person is meant, write another word, such as སུ་ཞིག"),
        is_warning=True,
    ),
    "translation-term": text(
        (
            "“{heading}”里没有用术语表的词：{term}译作“{word}”。",
            "“{heading}” does not use the glossary's word for {term}: “{word}”.",
        ),
        ("与 glossary.yml 相同的词", "the word of glossary.yml"),
        (
            "改译文；确实同义的，加进术语表的 also",
            "mend the translation; a true synonym belongs under also in glossary.yml",
        ),
        is_warning=True,
    ),
    "answer-ends-nowhere": text(
        ("这个回答没有下一步。", "This answer leads nowhere."),
        ("next（下一个问题），或 explainer、offices", "next (another question), or explainer or offices"),
        ("补上其中一个", "add one of them"),
    ),
    "answer-ends-twice": text(
        ("这个回答既有下一个问题，又有去处。", "This answer leads to a question and to help at once."),
        ("next，或 explainer、offices，不能都有", "either next, or explainer and offices"),
        ("删掉一边", "delete one side"),
    ),
    "answer-repeated": text(
        ("这个回答和这一问的第 {first} 个回答一样。", "This answer is the same as answer {first} of its question."),
        ("同一问里，每个回答说的不同", "answers that differ within a question"),
        ("删掉其中一个，或改写", "delete one of the two, or reword it"),
    ),
    "chooser-deep": text(
        ("这条路超过 {most} 个问题：{way}。", "This way is longer than {most} questions: {way}."),
        ("最多 {most} 个问题", "at most {most} questions"),
        ("把问题合并", "put questions together"),
    ),
    "chooser-circle": text(
        ("问题绕回去了：{way}。", "The questions go in a circle: {way}."),
        ("一直往下的问题", "questions that lead on"),
        ("改 next", "mend next"),
    ),
    "chooser-unreached": text(
        ("没有哪个回答通到问题 {id}。", "No answer leads to the question {id}."),
        ("每个问题都有回答通到它", "questions that some answer leads to"),
        ("在某个回答里写 next: {id}，或删掉它", "write next: {id} in an answer, or delete it"),
    ),
}
