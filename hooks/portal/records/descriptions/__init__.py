"""What each record and each of its keys means, in Chinese, as editors show it while staff write.

A table: a test sees that every key of every record type is here, and nothing else.
"""

from collections.abc import Mapping

from portal.records.descriptions import account, legal, letters, outreach, site, villages

LABELS_FILE = "界面文字。各语言的键相同；{…} 是自动填入的内容，不要改。"

_PARTS = (villages, outreach, account, legal, letters, site)

RECORDS: Mapping[str, str] = {name: text for part in _PARTS for name, text in part.RECORDS.items()}
"""By record type."""

FIELDS: Mapping[str, Mapping[str, str]] = {name: keys for part in _PARTS for name, keys in part.FIELDS.items()}
"""By record type and key."""
