"""Sessions, and what was done month by month."""

from portal.records.descriptions.words import ADVISER, AUDIENCE, CHANGED, FROM, REVISION, TO, TOPICS, VILLAGE

RECORDS = {
    "AdviserWork": "一位法律顾问一个月在一个村做了什么，只记次数。",
    "Consultations": "某个主题问了几次，只记数，不写谁来问。",
    "Event": "一场普法活动。编号和文件名不变，改期、取消也不删。",
    "HelperWork": "一个村的法律明白人一个月做了什么，按村合计，只记次数。",
    "LeafletsGiven": "一种资料发了多少份。",
    "NewSitIn": "坐班改到哪天几点。",
    "NewTime": "活动延期到什么时候。",
    "Outcome": "活动办完以后写：只记数，不写谁来问。",
    "SitInReport": "一次坐班的情况；没写就是“未记录”，不是没来。",
    "Venue": "活动在哪里办。",
    "Work": "一个月的工作台账：只记次数，不写人和事。",
}

FIELDS = {
    "AdviserWork": {
        "adviser": ADVISER,
        "village": VILLAGE,
        "calls": "电话联系几次",
        "visits": "走访几次",
        "committee_meetings": "和村委会开会几次",
        "mediations": "参加调解几次",
        "lectures": "讲课几次",
    },
    "Consultations": {"topic": "主题，topics.yml 里的 id", "count": "问了几次；少于 5 的，公开时写“少于5”"},
    "Event": {
        "kind": "形式：lecture 讲座 / consultation 现场咨询 / leaflets 发放资料 / performance 演出 / "
        "mock-court 模拟法庭 / training 培训",
        "status": "planned 计划 / held 办了 / postponed 延期 / cancelled 取消；取消也不删档案",
        "title": "题目",
        "starts": "原定的开始，北京时间，例如 2026-12-04 09:30",
        "ends": "原定的结束，例如 2026-12-04 11:00",
        "postponed_to": "延期到什么时候；status 同时改成 postponed",
        "venue": "在哪里办",
        "villages": "面向哪些村；面向全镇就写 []",
        "audience": AUDIENCE,
        "topics": TOPICS,
        "languages": "用什么话讲：zh 汉语 / bo 藏语 / en 英语",
        "organiser": "主办单位，offices.yml 里的 id",
        "partners": "协办",
        "advisers": "哪位法律顾问讲，content/advisers/ 里的文件名",
        "outcome": "办完以后写；status 同时改成 held",
        "note": "给群众的一句提醒，例如 请带小板凳",
        "changed": CHANGED,
        "revision": REVISION,
    },
    "HelperWork": {"village": VILLAGE, "mediations": "调解几次", "visits": "走访几次", "trained": "参加培训几人次"},
    "LeafletsGiven": {"material": "资料，materials.yml 里的 id", "count": "发了多少份"},
    "NewSitIn": {"date": "改到哪天", "from": FROM, "to": TO, "place": "地点也变了才写"},
    "NewTime": {
        "starts": "新的开始，例如 2026-12-11 09:30",
        "ends": "新的结束，例如 2026-12-11 11:00",
        "reason": "为什么延期，群众会看到",
    },
    "Outcome": {
        "attendance": "到了多少人",
        "leaflets": "发了哪些资料",
        "consultations": "现场问了什么，一个主题一行",
        "note": "办得怎么样，一句话，不写人",
    },
    "SitInReport": {
        "village": VILLAGE,
        "date": "原定的坐班日",
        "office_hour": "村里有几条坐班规则时，写是哪一条的 id",
        "outcome": "held 到了 / moved 改期 / excused 请假 / scheduled 照常：收回已经发布的一行",
        "moved_to": "改到什么时候；outcome 写 moved",
        "reason": "为什么，群众会看到",
        "confirmed": "村里确认过到了：true / false",
        "changed": CHANGED,
        "revision": "发布过的一行再改时加一，手机日历才会更新",
    },
    "Venue": {
        "type": "village 村 / community 社区 / school 学校 / company 企业 / temple-or-mosque 寺院、清真寺 / "
        "office 机关 / market 集市",
        "place": "places.yml 里的 id，可省",
        "name": "地点，群众一看就知道",
    },
    "Work": {
        "sit_ins": "坐班情况，一次一行；没写就是“未记录”",
        "advisers": "法律顾问各做了几次",
        "legal_helpers": "法律明白人，按村合计",
    },
}
