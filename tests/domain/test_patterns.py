"""Every regular expression of the program takes time in proportion to the text, whatever the text is."""

from __future__ import annotations

import ast
import importlib
import random
import re
import signal
import time
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from tests.conftest import ROOT
from tests.pumping import best_of, hostile_texts
from werkzeug.local import LocalProxy

SIZE = 6_000
QUICK = 0.004
"""CPU seconds for `SIZE` signs below which nothing need be compared; a quadratic pattern takes ten times as long."""
MOST_GROWTH = 2.2
"""For twice the text."""
HANGS = 5.0
_METHODS = {
    "search": "search", "match": "match", "fullmatch": "fullmatch",
    "finditer": "finditer", "findall": "finditer", "split": "finditer", "sub": "finditer", "subn": "finditer",
}  # fmt: skip
_ONLY_WHOLE_VALUES = ("portal.records.fields", "portal.records.registry")
"""Modules that hand patterns on, to be matched against a whole value or path."""


class Used(NamedTuple):
    """A pattern, where it stands, and how it is asked."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def modules() -> Iterator[tuple[ModuleType, ast.Module]]:
    for path in sorted((ROOT / "hooks").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / "hooks").with_suffix("").parts).removesuffix(".__init__")
        if not name.endswith("__main__"):
            yield importlib.import_module(name), ast.parse(path.read_text("utf-8"))


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Patterns that a name stands for: itself, or in a table."""
    if isinstance(value, LocalProxy):
        return  # stands for something only while a request is answered
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(getattr(value, "pattern", None), re.Pattern):
        yield value.pattern  # type: ignore[attr-defined]
    elif depth < 3 and isinstance(value, (tuple, list, Mapping)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from patterns_in(item, depth + 1)


def calls_of_re(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id == "re" and node.func.attr in {*_METHODS, "compile"}:
                yield node


def find_patterns() -> list[Used]:
    """All patterns of hooks/: constants, those in tables, and literals given to `re.sub` and the like."""
    names: dict[re.Pattern[Any], str] = {}
    methods: dict[re.Pattern[Any], set[str]] = {}
    for module, tree in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                names.setdefault(pattern, f"{module.__name__}.{name}")
                if module.__name__ in _ONLY_WHOLE_VALUES:
                    methods.setdefault(pattern, set()).add("fullmatch")
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS:
                of = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                for pattern in patterns_in(vars(module).get(of.id)) if isinstance(of, ast.Name) else ():
                    methods.setdefault(pattern, set()).add(_METHODS[node.attr])
        for call in calls_of_re(tree):
            method = call.func.attr  # type: ignore[attr-defined]
            if method != "compile":
                pattern = re.compile(ast.literal_eval(call.args[0]))
                names.setdefault(pattern, f"{module.__name__}:{call.lineno}")
                methods.setdefault(pattern, set()).add(_METHODS[method])
    every = ("search", "finditer", "fullmatch")
    return [Used(name, pattern, frozenset(methods.get(pattern, every))) for pattern, name in names.items()]


FOUND = find_patterns()


def work(used: Used, method: str, text: str) -> float:
    """CPU seconds; `HANGS` if it takes longer."""
    given: Any = text.encode() if isinstance(used.pattern.pattern, bytes) else text

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, HANGS)
    start = time.process_time()
    try:
        if method == "finditer":
            for _ in used.pattern.finditer(given):
                pass
        else:
            getattr(used.pattern, method)(given)
        return time.process_time() - start
    except TimeoutError:
        return HANGS
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def growth(used: Used, method: str, position: int) -> float:
    """How much longer the hostile text number `position` of twice the size takes: the best of some tries.

    The first that is in bounds will do: more would only be better.
    """
    size = SIZE

    def text(size: int) -> str:
        return next(t for n, t in enumerate(hostile_texts(used.pattern, size, random.Random(1))) if n == position)

    while (once := work(used, method, text(size))) < 0.05 and size < 500_000:
        size *= 2
    if once >= HANGS:
        return HANGS
    one, two = text(size), text(2 * size)
    return best_of(4, lambda: work(used, method, two) / work(used, method, one), MOST_GROWTH)


@pytest.mark.parametrize("used", FOUND, ids=lambda used: used.name)
def test_a_pattern_takes_time_in_proportion_to_the_text(used: Used) -> None:
    for position, text in enumerate(hostile_texts(used.pattern, SIZE, random.Random(1))):
        for method in sorted(used.methods):
            if work(used, method, text) > QUICK and work(used, method, text) > QUICK:
                times = growth(used, method, position)
                assert times <= MOST_GROWTH, f"{used.name}.{method}: {times:.1f} times for twice {text[:60]!r}…"


def test_every_pattern_is_among_them() -> None:
    """None is made where nobody would find it: inside a function, of pieces, or with flags given beside it."""
    for module, tree in modules():
        made = [call for call in calls_of_re(tree) if call.func.attr == "compile"]  # type: ignore[attr-defined]
        held = {pattern for value in vars(module).values() for pattern in patterns_in(value)}
        # Two that are written alike are one, wherever they stand.
        assert held >= {
            re.compile(ast.literal_eval(c.args[0]))
            for c in made
            if isinstance(c.args[0], ast.Constant) and len(c.args) == 1
        }
        assert len(held) + (module.__name__ == "portal.records.registry") >= len({ast.dump(call) for call in made}), (
            module.__name__
        )
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in calls_of_re(ast.Module(function.body, [])):
                where = f"{module.__name__}:{call.lineno}"
                if call.func.attr == "compile":  # type: ignore[attr-defined]
                    assert where.startswith(("portal.records.registry:", "portal.catalog.page_kinds:")), where
                else:
                    assert isinstance(call.args[0], ast.Constant) and not call.keywords, where


@pytest.mark.parametrize("slow", [r"\s*$", r"a+b", r"(?:x.*y|z)*w", r"[a-z]*://", r"<i>.*?</i>", r"\d+\s*\d+号"])
def test_a_slow_pattern_would_be_found(slow: str) -> None:
    used = Used("slow", re.compile(slow), frozenset(["finditer"]))
    texts = enumerate(hostile_texts(used.pattern, SIZE, random.Random(1)))
    assert any(work(used, "finditer", t) > QUICK and growth(used, "finditer", n) > MOST_GROWTH for n, t in texts)
