"""Plans, study, duties, leaflets and reports."""

from portal.records.descriptions.words import AUDIENCE, ID

RECORDS = {
    "Duty": "普法责任清单（谁执法谁普法）的一项。",
    "PlanItem": "普法工作计划的一项。",
    "PlanYear": "一年的普法工作计划。",
    "ReportYear": "一年报告里公布的数字。",
    "StudySession": "领导干部学法的一次。",
    "StudyYear": "一年的领导干部学法计划，不算面向群众的活动。",
}

FIELDS = {
    "Duty": {
        "id": ID,
        "office": "执法单位，offices.yml 里的 id",
        "laws": "讲哪些法，laws.yml 里的 id",
        "audience": AUDIENCE,
        "topics": "写了的，讲这些主题之一才算",
        "sessions": "一年应办几场",
    },
    "PlanItem": {
        "id": ID,
        "title": "做什么",
        "month": "到这个月底应办完，例如 2026-12",
        "since": "从这个月起办的也算",
        "office": "责任单位，offices.yml 里的 id",
        "topics": "写了的，讲这些主题之一才算",
        "audience": "写了的，面向这些人之一才算",
        "sessions": "应办几场，不写是 1",
        "done": "不是活动的事，办完写日期",
    },
    "PlanYear": {"items": "计划的各项"},
    "ReportYear": {"title": "报告的名称", "figures": "报告里的数字，照报告的写法，例如 40余场"},
    "StudySession": {
        "id": ID,
        "kind": "meeting 集体学法 / lecture 律师讲课",
        "month": "计划在哪个月，例如 2026-03",
        "subject": "学什么",
        "adviser": "讲课的律师，content/advisers/ 里的文件名",
        "held": "办了才写日期",
        "attendance": "到了多少人",
    },
    "StudyYear": {"sessions": "各次学法"},
}
