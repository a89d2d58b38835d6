"""New records as text: commented, so that whoever opens one knows what to write next.

Each function returns a file that passes the check by itself; what a record may have besides
stands in it as lines behind a `#` without a space: take the sign away, and they are in use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portal.explainers.markdown_subset import STAND_IN
from portal.records.registry import schema_line
from portal.yaml_io.emitter import flow, key_lines, scalar

CHECK = "改完先运行：make check"


def new_village(values: Mapping[str, Any]) -> str:
    """content/villages/<id>.yml; needs code, kind, name, phone, place, verified."""
    lines = [
        schema_line("village", "villages/x.yml"),
        f"# 村档案。{CHECK}",
        f"code: {values['code']}            # 12 位统计用区划代码",
        f"kind: {values['kind']}                 # village 村 / community 社区",
        f"name: {flow(values['name'])}",
        "aliases: []                   # 群众还怎么叫它，例如 [加牙]",
        "office:",
        f"  phone: {scalar(values['phone'])}",
        f"  place: {flow(values['place'])}",
    ]
    lines += _assignments(values)
    lines += [
        "legal_helpers:                # 法律明白人。没有本人同意，不写电话。写的时候去掉行首的 #：",
        "#  - name: {zh: 王某某}",
        "#    trained: [2026-05-20]     # 培训日期",
        "#    languages: [zh, bo]       # 会说的话",
        "#mediation_committee:          # 人民调解委员会",
        "#  chair: {zh: 李某某}",
        "#  members: 5",
        "#grid_worker:                  # 网格员",
        "#  name: {zh: 张某某}",
        f"verified: {flow(values['verified'])}  # 最近一次核实",
        "#board: {code: 7K2M-X4RD-9QTA, printed: 2026-11-22}  # 村务栏海报的版本号和贴出日期",
        f"changed: {values['today']}",
    ]
    return _text(lines)


def _assignments(values: Mapping[str, Any]) -> list[str]:
    hours = [
        "    office_hours:             # 坐班规则，写的时候去掉行首的 #：",
        "#      - every: month          # week 每周 / 2 weeks / month 每月 / quarter / lunar-month 农历每月 / once",
        "#        on: second tuesday    # 也可以写 15、last friday、last day；农历写 [3, 13, 23]",
        "#        from: 09:00           # 24 小时制，北京时间",
        "#        to: 11:30",
        "#        place: {zh: 村委会一楼}",
        "#        holidays: next-workday  # 遇法定节假日：skip 不补 / next-workday 顺延 / keep 照常",
    ]
    if values.get("adviser"):
        return ["assignments:", f"  - adviser: {values['adviser']}", f"    since: {values['today']}", *hours]
    return [
        "assignments:                  # 聘了法律顾问以后，去掉行首的 #：",
        "#  - adviser: sample-01        # content/advisers/ 里的文件名",
        "#    since: 2026-01-01         # 从哪天起；换人时给旧的一任加 until:",
        *(line.replace("    office_hours:", "#    office_hours:") for line in hours),
    ]


def new_adviser(values: Mapping[str, Any]) -> str:
    """content/advisers/<id>.yml; needs name, firm, verified."""
    lines = [
        schema_line("adviser", "advisers/x.yml"),
        f"# 法律顾问档案。{CHECK}",
        f"name: {flow(values['name'])}",
        f"firm: {flow(values['firm'])}",
        f"licence: {scalar(values['licence'])}" if values.get("licence") else "#licence:  # 执业证号，核实后再写",
        f"phone: {flow(values['phone'])}"
        if values.get("phone")
        else "#phone: {number: 0971-0000100, consent: 2026-01-08}  # 本人同意公开才写，consent 是同意的日期",
        "#photo: {file: zhang-san.jpg, consent: 2026-01-08}  # 照片放在 content/advisers/photos/，也要本人同意",
        f"languages: {flow(values.get('languages') or ['zh'])}  # 会说的话：zh 汉语 / bo 藏语 / en 英语",
        f"fields: {flow(values.get('fields') or [])}  # 擅长的主题，用 topics.yml 里的 id",
        f"verified: {flow(values['verified'])}",
        f"changed: {values['today']}",
    ]  # fmt: skip
    return _text(lines)


def new_event(values: Mapping[str, Any]) -> str:
    """content/events/<year>/<date>-<id>.yml; values by key as in the record."""
    lines = [
        schema_line("event", "events/2026/x.yml"),
        f"# 一场普法活动。{CHECK}",
        f"kind: {values['kind']}  # lecture 讲座 / consultation 咨询 / leaflets 发资料 / mock-court / training",
        f"status: {values['status']}  # planned 计划 / held 办了 / postponed 延期 / cancelled 取消；取消也不删档案",
        f"title: {flow(values['title'])}",
        f"starts: {values['starts']}",
        f"ends: {values['ends']}",
        *_given("postponed_to", values),
        *(
            []
            if values.get("postponed_to")
            else ["#postponed_to: {starts: 2026-12-11 09:30, ends: 2026-12-11 11:00}  # 延期：status 改 postponed"]
        ),
        "venue:",
        f"  type: {values['venue']['type']}  # village / school / company / temple-or-mosque / market …",
        *([f"  place: {values['venue']['place']}"] if values["venue"].get("place") else []),
        f"  name: {flow(values['venue']['name'])}",
        f"villages: {flow(values.get('villages') or [])}  # 面向哪些村",
        f"audience: {flow(values['audience'])}",
        f"topics: {flow(values['topics'])}  # topics.yml 里的 id",
        f"languages: {flow(values.get('languages') or ['zh'])}  # 用什么话讲",
        f"organiser: {values['organiser']}  # offices.yml 里的 id",
        *_given("partners", values),
        *_given("advisers", values),
        *_given("outcome", values),
        *(
            []
            if values.get("outcome")
            else [
                "#outcome:                     # 办完以后写，status 改 held；只记数，不写谁来问",
                "#  attendance: 40",
                "#  leaflets: [{material: fraud-zh, count: 40}]",
                "#  consultations: [{topic: labour, count: 2}]",
            ]
        ),
        *_given("note", values),
    ]
    return _text(lines)


def new_work(month: str, scheduled: Sequence[Mapping[str, str]] = ()) -> str:
    """content/work/<month>.yml; `scheduled` are the month's sit-ins, to be taken out of their comments."""
    lines = [
        schema_line("work", "work/x.yml"),
        f"# {int(month[5:])}月工作台账：只记次数。{CHECK}",
        "sit_ins:                      # 坐班情况：held 到了 / moved 改期 / excused 请假；没写就是“未记录”",
        *(f"#  - {flow({**sit_in, 'outcome': 'held'})}" for sit_in in scheduled),
        "#  - village: jiaya            # 改期的写法：",
        f"#    date: {month}-10",
        "#    outcome: moved",
        f"#    moved_to: {{date: {month}-12, from: 09:00, to: 11:30}}",
        "#    reason: {zh: 律师当天开庭}",
        "advisers:                     # 法律顾问：只记次数，不写人和事；没有的不写",
        "#  - {adviser: sample-01, village: jiaya, calls: 1, visits: 1, committee_meetings: 1, lectures: 1}",
        "legal_helpers:                # 法律明白人，按村合计",
        "#  - {village: jiaya, mediations: 1, visits: 3}",
    ]
    return _text(lines)


def new_explainer(values: Mapping[str, Any], headings: Mapping[str, str]) -> str:
    """docs/<source language>/explainers/<topic>/<slug>.md; `headings` are the sections' by id,
    `citation` shows how an article is cited."""
    aliases = values.get("aliases") or []
    lines = [
        "---",
        f"title: {scalar(values['title'])}",
        f"topic: {values['topic']}  # topics.yml 里的 id，和文件夹同名",
        f"audience: {flow(values.get('audience') or ['everyone'])}",
        f"aliases: {flow(aliases)}  # 至少 8 个：群众会怎么说、怎么打字",
        f"changed: {values['today']}",
        "reviewed:  # 律师看过再写：{by: 姓名, role: 律师, on: 日期}",
        "sensitive: false  # 家暴一类写 true：页面可以马上离开，不留痕迹",
        "# 引用法条：[《民法典》第六百七十五条](law:civil-code#675)；写单位：[司法所](office:justice-office)",
        "---",
        "",
        values["answer"],
    ]
    for id, heading in headings.items():
        if id != "safety":
            lines += ["", f"## {heading}", "", *_section(id, values)]
    return _text(lines)


def _section(id: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """What a section holds at first: steps are numbered, time limits a table, and each cites an article."""
    if id != "limits":
        return (f"1. {STAND_IN}" if id == "steps" else f"- {STAND_IN}",)
    return "| 事情 | 时限 | 依据 |", "| --- | --- | --- |", f"| {STAND_IN} | {STAND_IN} | {values['citation']} |"


def _given(key: str, values: Mapping[str, Any]) -> list[str]:
    return key_lines(key, values[key], 0) if values.get(key) else []


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
