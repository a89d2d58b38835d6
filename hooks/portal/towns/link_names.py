"""Explainers of before: names of offices in links give way to empty brackets, which print the record's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from portal.explainers.model import Explainer
from portal.explainers.translations import source_hash
from portal.loading.load import load

_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{0,200})\]\(office:(?P<id>[a-z0-9-]{1,100})\)")


def without_names(files: Mapping[str, bytes], today: date) -> dict[str, bytes]:
    """Return the explainers that change: their links, and in translations the hash of a source that did."""
    _, problems = load(files, today)
    changed: dict[str, bytes] = {}
    for problem in problems:
        if problem.code == "name-in-link":
            text = changed.get(problem.path, files[problem.path]).decode("utf-8-sig")
            changed[problem.path] = _mended(text, problem.args["id"], problem.args["name"]).encode()
    catalog, _ = load({**files, **changed}, today)
    for explainer in catalog.explainers.values() if catalog else ():
        if explainer.source.path in changed:
            before = _hash_before(explainer, files[explainer.source.path].decode("utf-8-sig"))
            after = source_hash(explainer.source)
            for other in explainer.translations.values():
                if other.translation and other.translation.of == before:
                    raw = changed.get(other.path, files[other.path])
                    changed[other.path] = raw.replace(before.encode(), after.encode(), 1)
    return changed


def _mended(text: str, id: str, name: str) -> str:
    return _LINK.sub(lambda m: f"[](office:{m['id']})" if m["id"] == id and name in m["words"] else m[0], text)


def _hash_before(explainer: Explainer, text: str) -> str:
    """The hash of the source as it was: its links to offices with their former words, one by one."""
    words = iter([match["words"] for match in _LINK.finditer(text)])
    sections = tuple(
        replace(
            section, markdown=_LINK.sub(lambda m: f"[{next(words, '')}](office:{m['id']})", section.source), written=""
        )
        for section in explainer.source.sections
    )
    return source_hash(replace(explainer.source, sections=sections))
