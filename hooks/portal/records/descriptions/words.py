"""What several record types say alike."""

from portal.text.language_traits import LANGUAGE_TRAITS

ID = "编号：小写字母、数字、短横，永远不改、不重用"
REVISION = "改动的次数；改时间、地点、状态时加一，手机日历才会更新"
CHANGED = "最近一次改动的日期"
TOPICS = "主题，topics.yml 里的 id"
AUDIENCE = "面向哪些人，everyone 是所有人"
LANGUAGES = "会说的话：" + " / ".join(f"{code} {traits.chinese_names[0]}" for code, traits in LANGUAGE_TRAITS.items())
FROM = "几点开始，24 小时制，北京时间，例如 09:00"
TO = "几点结束，24 小时制，北京时间，例如 11:30"
PHONE = "工作电话；没有本人同意就不写，群众打村委会的电话"
VILLAGE = "村的编号，content/villages/ 里的文件名"
ADVISER = "法律顾问的编号，content/advisers/ 里的文件名"
