"""The engine as readers run it: in a real browser, over the files of the built site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import TODAY

QUERIES = Path(__file__).parent / "queries.yml"
"""What residents type, and the pages that answer it."""

_SCRIPT = """async ({ queries, today }) => {
  const texts = {};
  const read = async (name) => JSON.parse(texts[name] || (texts[name] = await (await fetch(name)).text()));
  const results = [], fresh = {};
  for (const { language, query } of queries) {
    /* Making an index takes longer than asking it: one that has only shards more is emptied of them. */
    const index = fresh[language] || portalSearch.makeIndex();
    if (!fresh[language]) portalSearch.addFile(index, language + ".json", await read(language + ".json"));
    portalSearch.weigh(index);
    const files = { ...index.files }, fetched = [];
    let answer, milliseconds = 0;
    for (let round = 0; round < 4; round++) {
      const begun = performance.now();
      answer = portalSearch.search(index, query, { today });
      milliseconds = Math.max(milliseconds, performance.now() - begun);
      if (!answer.wants.length) break;
      for (const name of answer.wants) {
        portalSearch.addFile(index, name, await read(name));
        fetched.push(name);
      }
    }
    const isSame = fetched.every((name) => /-[0-9a-f]{8}-\\d+\\.json$/.test(name));
    fresh[language] = isSame ? Object.assign(index, { bodies: Object.create(null), files }) : null;
    results.push({
      pages: answer.items.map((item) => item.doc.path.replace(/^(bo|en)\\//, "").replace(/#.*/, "")),
      kinds: answer.items.map((item) => item.doc.kind), fetched, milliseconds,
    });
  }
  return results;
}"""


@dataclass
class Score:
    """How well a kind of query is answered."""

    count: int = 0
    first: int = 0
    among_three: int = 0
    reciprocal: float = 0.0

    def add(self, rank: int) -> None:
        """Counts an answer whose right page stands at `rank` (0: nowhere)."""
        self.count += 1
        self.first += rank == 1
        self.among_three += 1 <= rank <= 3
        self.reciprocal += 1 / rank if rank else 0

    def __str__(self) -> str:
        share = (self.first / self.count, self.among_three / self.count, self.reciprocal / self.count)
        return f"{self.count:4}  hit@1 {share[0]:.3f}  hit@3 {share[1]:.3f}  MRR {share[2]:.3f}"


@dataclass
class Scores:
    """Scores by kind, and of all together."""

    by_kind: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    missed: list[tuple[str, list[str]]] = field(default_factory=list)

    def __getitem__(self, kind: str) -> Score:
        return self.by_kind[kind]

    def add(self, query: dict[str, Any], pages: list[str]) -> None:
        """Counts what a query got."""
        rank = next((at for at, page in enumerate(pages, 1) if page in query["pages"]), 0)
        for kind in (query["kind"], "all"):
            self.by_kind[kind].add(rank)
        if not 1 <= rank <= 3:
            self.missed.append((query["query"], pages[:3]))


def read_queries(part: str) -> list[dict[str, Any]]:
    """The queries of a part, `tuning` or `held`."""
    queries: list[dict[str, Any]] = yaml.load(QUERIES.read_bytes(), yaml.CSafeLoader)[part]
    return queries


def open_engine(browser: Any, address: str, site: Path) -> Any:
    """A page of the built site that has the engine and can fetch its files."""
    page = browser.new_page()
    page.goto(address + "search/zh.json")
    [engine] = (site / "assets").glob("search-engine.*.js")
    page.add_script_tag(url=f"{address}assets/{engine.name}")
    return page


def ask(page: Any, queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answer to each query, each from an index of its own: pages in the order shown, files fetched."""
    results: list[dict[str, Any]] = page.evaluate(_SCRIPT, {"queries": queries, "today": f"{TODAY}"})
    return results
