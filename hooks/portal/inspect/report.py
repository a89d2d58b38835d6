"""Print an inspection as text, or write it as a Word document for the district."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date

import docx
from docx.oxml.ns import qn

from portal.account.report_files import without_times
from portal.inspect.model import Finding, Outcome

_MARKS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNKNOWN: "?"}
_HEAD = ("要求", "依据", "结果", "说明")


def as_text(findings: Sequence[Finding], site: str, day: date) -> str:
    """Return a line a rule, its details below; Chinese, then English, and the sum at the end."""
    lines = [f"{site} {day} 检查 / inspection"]
    for finding in findings:
        rule = finding.rule
        lines.append(f"{_MARKS[finding.outcome]} {rule.asks} — {finding.outcome.value}")
        if finding.outcome is not Outcome.PASSED:
            lines += [f"    {detail}" for detail in finding.details]
            lines.append(f"    依据 / asked by: {rule.source}")
    return "\n".join([*lines, summary(findings)]) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """Return how many rules passed, failed, and wait for the town."""
    counts = Counter(finding.outcome for finding in findings)
    return "；".join(f"{outcome.value} {counts[outcome]}" for outcome in Outcome)


def as_docx(findings: Sequence[Finding], site: str, day: date) -> bytes:
    """Return a Word document of one table, in Chinese, for the district; equal findings give equal bytes."""
    document = docx.Document()
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    properties = document.core_properties
    properties.title, properties.author, properties.language = f"{site}自查报告", site, "zh-CN"
    document.add_heading(f"{site}自查报告", 0)
    document.add_paragraph(
        f"检查日期：{day}。{'；'.join(part.split(' / ')[0] for part in summary(findings).split('；'))}"
    )
    table = document.add_table(rows=1, cols=len(_HEAD), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, _HEAD, strict=True):
        cell.text = text
    for finding in findings:
        details = "；".join(detail.zh for detail in finding.details)
        texts = (finding.rule.asks.zh, finding.rule.source.zh, finding.outcome.value.zh, details)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return without_times(buffer.getvalue())
