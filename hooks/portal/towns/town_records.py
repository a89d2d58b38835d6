"""The records a new town begins with: its own facts where they are known, marked where they have to be filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from portal.catalog.record_templates import new_village
from portal.records.fields import LANGUAGES
from portal.records.registry import COMMON, path_of, schema_line
from portal.text.pinyin import syllables
from portal.text.staff_message import StaffError
from portal.towns.village_list import ListedVillage, stem_of
from portal.yaml_io.emitter import flow

TO_FILL_IN = "【待填】"
"""Stands in a comment beside whatever the town has to supply."""
SOURCE = "zh"
"""The language the explainers are written in."""
_NAME = re.compile(r"[一-鿿〇·]{2,20}")
_ENGLISH_KINDS = {"镇": "Town", "乡": "Township", "街道": "Subdistrict", "苏木": "Sumu"}
_EXAMPLE = ListedVillage("example", "示例村", "639999999200", "village")
"""Stands where no list of villages was given: a code that no village has."""
_PHONE = "12348"
"""Of a village whose own number is not known: the legal hotline answers everywhere."""


def check_name(name: str) -> None:
    """Raise StaffError for words that are no name of a town."""
    if not _NAME.fullmatch(name):
        raise StaffError(
            f"镇名“{name[:20]}”不行：2 到 20 个汉字，例如 青石镇",
            f"“{name[:20]}” is no name of a town: 2 to 20 Chinese characters, such as 青石镇",
        )


def check_languages(languages: Sequence[str], catalogues: Sequence[str]) -> None:
    """Raise StaffError for languages that are not there; `catalogues` are those that have their words."""
    recipe_zh, recipe_en = (
        "照 CONTRIBUTING.md 的 Recipe: a language 先加好",
        "add it by the recipe in CONTRIBUTING.md first",
    )
    known = [code for code in LANGUAGES if code in catalogues]
    for code in languages:
        if code not in LANGUAGES:
            raise StaffError(
                f"没有语言 {code[:20]}（有 {', '.join(known)}）；{recipe_zh}",
                f"there is no language {code[:20]} (there are {', '.join(known)}); {recipe_en}",
            )
        if code not in catalogues:
            path = f"content/{COMMON}labels/{code}.yml"
            raise StaffError(f"{code} 没有界面文字 {path}；{recipe_zh}", f"{code} has no words in {path}; {recipe_en}")
    if len(set(languages)) != len(languages):
        raise StaffError("同一种语言写了两次", "a language is named twice")
    if not languages or languages[0] != SOURCE:
        raise StaffError(
            "第一种语言要是 zh：文章的原文是中文", "the first language has to be zh: the explainers' source"
        )


def town_files(
    name: str, languages: Sequence[str], villages: Sequence[ListedVillage] | None, today: date
) -> dict[str, bytes]:
    """Return the files of a new town by path: its portal.yml, its offices, its villages, a README."""
    texts = {
        "content/portal.yml": _portal(name, languages),
        "content/offices.yml": _offices(name, languages),
        "README.md": _readme(name),
    }
    for village in villages or (_EXAMPLE,):
        texts[path_of("village", village.id)] = _village(village, languages, today, is_example=not villages)
    return {path: text.encode() for path, text in texts.items()}


def _names(chinese: str, english: str, languages: Sequence[str]) -> dict[str, str]:
    return {SOURCE: chinese} | ({"en": english} if "en" in languages else {})


def _english(name: str) -> str:
    stem = stem_of(name)
    kind = _ENGLISH_KINDS.get(name.removeprefix(stem), "")
    return f"{''.join(syllables(stem)).capitalize()} {kind}".strip()


def _village(village: ListedVillage, languages: Sequence[str], today: date, *, is_example: bool) -> str:
    body = "社区" if village.kind == "community" else "村委会"
    values: Mapping[str, object] = {
        "code": village.code,
        "kind": village.kind,
        "name": _names(village.name, village.english, languages),
        "phone": village.phone or _PHONE,
        "place": {SOURCE: village.place or body},
        "verified": {"on": f"{today}", "by": "待核实"},
        "today": f"{today}",
    }
    text = new_village(values)
    if not village.phone:
        text = text.replace(f"  phone: {_PHONE}\n", f"  phone: {_PHONE}                # {TO_FILL_IN}村委会电话\n", 1)
    if is_example:
        text = text.replace("# 村档案。", f"# {TO_FILL_IN}这是范例：照它写真的村（portal new village），再删掉它。", 1)
    return text


def _portal(name: str, languages: Sequence[str]) -> str:
    english = _english(name)

    def names(chinese: str, translated: str) -> str:
        return flow(_names(chinese, translated, languages))

    lines = [
        schema_line("portal", "portal.yml"),
        f"# 全站设置。标着{TO_FILL_IN}的要由镇上填；填好一处，删掉那个标记。改完先运行：make check",
        f"# {TO_FILL_IN}资料都核实以后，sample 改成 false；在那以前每页都写明是样例，搜索引擎不收录。",
        "sample: true",
        f"site_name: {names(f'{name}普法', f'{english} Legal Help')}",
        f"town: {names(name, english)}",
        f"#base_url: https://example.org/  # {TO_FILL_IN}网站的网址，末尾的 / 要留；没有它就没有二维码和订阅",
        f"languages: {flow(list(languages))}",
        f"host: {names(f'{name}人民政府', f'{english} Government')}",
        f"operator: {names(f'{name}司法所', f'{english} Justice Office')}",
        "contact:",
        f"  phone: {_PHONE}                # {TO_FILL_IN}司法所的电话",
        f"  address: {names(f'{name}人民政府', f'{english} Government')}  # {TO_FILL_IN}写全：省、市、县区、镇、门牌",
        "justice_office: justice-office",
        "hotlines: [legal-hotline, police, government-hotline]",
        f"# {TO_FILL_IN}网站标识码、ICP备案号、公安备案号：拿到以后再填，没有就不写。写法：",
        "# site_identification:",
        "#   site_id_code:",
        "#   icp:",
        "#   public_security:",
        f"plan_name: {names('普法规划', 'Legal education plan')}  # {TO_FILL_IN}现行普法规划的名称",
        f"thresholds:                   # {TO_FILL_IN}按县里的要求改",
        "  sit_ins_a_month: 1          # 每村每月坐班几次",
        "  calls_a_month: 1",
        "  visits_a_quarter: 1",
        "  lectures_a_year: 1",
        "  verified_within_days: 365   # 超过这么多天没核实，就提醒",
        "  legal_helpers_a_village: 3  # 每村法律明白人至少几名",
        "account:                      # 普法台账",
        "  public: [figures, coverage]",
    ]
    return "\n".join(lines) + "\n"


def _offices(name: str, languages: Sequence[str]) -> str:
    english = _english(name)
    own = (("justice-office", "司法所", "Justice Office"), ("town-government", "人民政府", "Government"))
    lines = [
        schema_line("office", "offices.yml"),
        "# 本镇和县里的单位。编号和 content/common/offices.yml 相同的，只写不一样的几行；没写的用通用名称和全国热线。",
        f"# {TO_FILL_IN}照下面的样子，一个一个写上名称、电话、时间（hours）、地址（address）、来源、哪天核实的。",
    ]
    for id, chinese, translated in own:
        lines += [f"- id: {id}", f"  name: {flow(_names(name + chinese, f'{english} {translated}', languages))}", ""]
    lines += [
        "#- id: police-station",
        f"#  name: {{zh: {stem_of(name)}派出所}}",
        "#  phone: 110                # 单位自己的号码，带区号",
        "#  hours: {zh: 周一至周五 09:00—12:00 14:30—18:00}",
        "#  source: 派出所公示",
        "#  verified: {on: 2026-11-02, by: 司法所}",
    ]
    return "\n".join(lines) + "\n"


def _readme(name: str) -> str:
    return f"""# {name}普法网站

村民扫一扫公告栏上的二维码，看到本村的法律顾问、下次坐班的日子，和“这事怎么办”。

    make serve    # 预览：http://127.0.0.1:8000/
    make check    # 检查档案和文章
    make test     # 全部测试
    portal update # 把程序的更新合并进来，不动本镇的档案

先填标着{TO_FILL_IN}的地方：`grep -rn {TO_FILL_IN} content`。谁交什么名单、先后怎样、哪些可以等，
见 [content/README.md](content/README.md) 的“给别的镇用”。
"""
