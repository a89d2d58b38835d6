"""The sheet on which a lawyer reviews a text: each sentence beside the articles it rests on, to be printed and signed.

The words of the laws come from a folder outside the project and go to paper alone. The sheet has no script and asks for
no other file, so that it can be sent and opened anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from portal.explainers.citations import Citation
from portal.explainers.model import Explainer, ExplainerText, Section
from portal.explainers.official_texts import LawText, divide_article
from portal.explainers.sentences import Sentence, find_sentences
from portal.records import Law

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 11pt/1.6 "Noto Sans CJK SC", "WenQuanYi Micro Hei", "Microsoft YaHei", "Noto Serif Tibetan", sans-serif;
  margin: 0 auto; max-width: 190mm; color: #000; background: #fff }
h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 6mm 0 1mm; break-after: avoid }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
td, th { border: 1px solid #777; padding: 1.5mm 2mm; vertical-align: top; text-align: left; overflow-wrap: anywhere }
th:first-child, td:first-child { width: 8mm } tr { break-inside: avoid } .long { break-inside: auto }
.law { font-size: 9.5pt; line-height: 1.45 } .law p { margin: 0 } mark { background: #eee; font-weight: bold }
.write { display: block; height: 9mm; border-bottom: 1px dotted #777; font-size: 8.5pt; color: #444 }
.sign { margin-top: 8mm; break-inside: avoid }
.sign span { display: inline-block; min-width: 45mm; border-bottom: 1px solid #000 }
code { font-size: 9pt; overflow-wrap: anywhere } .missing { border: 2px solid #000; padding: 2mm }
"""
_LONG = 900
"""Characters of articles beyond which a row may be parted by the end of a page."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What stands on the sheet beside the text: the town's name, the day, the section headings by id."""

    site: str
    day: str
    headings: Mapping[str, str]


def make_sheet(
    explainer: Explainer, text: ExplainerText, laws: Mapping[str, Law], texts: Mapping[str, LawText], words: SheetWords
) -> str:
    """The sheet as one HTML file."""
    rows = "".join(_section(section, text.language, laws, texts, words) for section in text.sections)
    cited = dict.fromkeys(citation.law for section in text.sections for citation in section.citations)
    missing = [f"《{laws[id].short}》" for id in cited if id not in texts]
    told = f"原文文件夹里没有：{'、'.join(missing)}。请另找原文核对。"
    warning = f'<p class="missing">{escape(told)}</p>' if missing else ""
    versions = "；".join(_version(laws[id], texts.get(id)) for id in cited)
    command = f"portal review {text.path} --by 姓名 --role 律师 --on 年-月-日"
    return f"""<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>审核单：{escape(text.title)}</title><style>{_STYLE}</style>
<h1>审核单：<span lang="{text.language}">{escape(text.title)}</span></h1>
<p>{escape(words.site)} · {escape(text.path)} · 文章改于 {explainer.changed} · 打印于 {words.day}</p>
<p>左边是文章里的句子，右边是它引用的条文，引用的款、项加粗。请逐句看：对不对、全不全、会不会误导。要改的写在横线上。</p>
{warning}
{rows}
<p class="law">所据版本：{escape(versions)}</p>
<div class="sign"><p>□ 可以发布　□ 照上面的改过以后可以发布　□ 不能发布</p>
<p>律师（签名）<span></span> 执业证号 <span></span> 日期 <span></span></p>
<p>签字以后由工作人员登记：<code>{escape(command)}</code></p></div>
</html>
"""


def _version(law: Law, text: LawText | None) -> str:
    return f"《{law.short}》{text.version if text else law.version}"


def _section(
    section: Section, language: str, laws: Mapping[str, Law], texts: Mapping[str, LawText], words: SheetWords
) -> str:
    heading = words.headings.get(section.id, section.heading)
    rows = (
        _row(number, sentence, language, laws, texts)
        for number, sentence in enumerate(find_sentences(section.markdown.split("\n"), section.line, language), 1)
    )
    return (
        f"<h2>{escape(heading)}</h2>\n<table><thead><tr><th>行</th><th>文章里写的</th><th>条文</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>\n"
    )


def _row(number: int, sentence: Sentence, language: str, laws: Mapping[str, Law], texts: Mapping[str, LawText]) -> str:
    articles = "".join(_article(citation, laws, texts) for citation in sentence.citations)
    is_long = len(articles) > _LONG
    return (
        f"<tr{' class=long' if is_long else ''}><td>{sentence.line}</td>"
        f'<td><span lang="{language}">{escape(sentence.shown)}</span><span class="write">改：</span></td>'
        f'<td class="law">{articles or "没有引用条文"}</td></tr>\n'
    )


def _article(citation: Citation, laws: Mapping[str, Law], texts: Mapping[str, LawText]) -> str:
    law, text = laws[citation.law], texts.get(citation.law)
    words = text.articles.get(citation.article) if text else None
    title = f"<p><b>《{escape(law.short)}》{citation.in_chinese()}</b></p>"
    if words is None:
        return f"{title}<p>（文件夹里没有这一条的原文）</p>"
    return title + "".join(_lines(citation, words))


def _lines(citation: Citation, words: str) -> Iterator[str]:
    """The article line by line; the paragraph or item cited is marked, the whole where neither is named."""
    for line, paragraph, item in divide_article(words):
        is_cited = citation.paragraph is None or (
            paragraph == citation.paragraph and (citation.item is None or item in (0, citation.item))
        )
        shown = escape(line)
        yield f"<p><mark>{shown}</mark></p>" if is_cited and citation.paragraph else f"<p>{shown}</p>"
