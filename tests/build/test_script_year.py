"""Scripts keep to what Chromium 64 knows: the language of 2017, and no younger functions of the browser."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

YOUNGER = (
    "flatMap", "flat", "replaceChildren", "matchAll", "replaceAll", "fromEntries", "allSettled", "trimStart", "trimEnd",
    "structuredClone", "queueMicrotask", "globalThis", "toggleAttribute", "AbortController",
    "RelativeTimeFormat", "ListFormat", "getAnimations", "isConnected", "findLast", "hasOwn", "WeakRef", "randomUUID",
    "inert", "requestSubmit",
)  # fmt: skip
"""Names that came after Chromium 64 and that nothing of ours may call."""

# Node carries a parser that can be told the year of the language.
_PARSE = """
const acorn = require('internal/deps/acorn/acorn/dist/acorn'), fs = require('fs');
for (const name of process.argv.slice(1)) {
  try { acorn.parse(fs.readFileSync(name, 'utf8'), { ecmaVersion: 2017 }); }
  catch (error) { console.log(name + ': ' + error.message); }
}
"""


def scripts(site: Path) -> list[Path]:
    return [*sorted((site / "assets").glob("*.js")), site / "sw.js"]


def complaints(names: list[Path]) -> str:
    command = ["node", "--expose-internals", "-e", _PARSE, *map(str, names)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_published_scripts_are_in_the_language_of_2017(site: Path, tmp_path: Path) -> None:
    assert len(scripts(site)) > 5
    assert complaints(scripts(site)) == ""
    young = tmp_path / "young.js"
    young.write_text("var a = b?.c;")
    assert "young.js" in complaints([young])


def test_published_scripts_call_nothing_younger_than_chromium_64(site: Path) -> None:
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in YOUNGER) + r")\b")
    assert {path.name: pattern.findall(path.read_text(encoding="utf-8")) for path in scripts(site)} == {
        path.name: [] for path in scripts(site)
    }
