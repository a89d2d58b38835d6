"""What was read once is not looked up again, and what was kept never stands in the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from portal.text import pinyin


@pytest.fixture
def next_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Forgets what this process has asked and read, as if another began; what is kept lies in a folder of its own."""
    monkeypatch.setattr(pinyin, "KEPT", tmp_path / "pinyin.json")

    def forget() -> None:
        monkeypatch.setattr(pinyin, "_asked", {way: {} for way in pinyin._asked})
        pinyin._kept.cache_clear()

    forget()
    yield forget
    pinyin._kept.cache_clear()


def _answers() -> tuple[list[str], list[list[str]]]:
    return pinyin.syllables("银行行长"), pinyin.readings("行")


def _unasked(way: str, text: str) -> list[str]:
    raise AssertionError(f"the dictionary was asked for {text}")


def test_the_dictionary_is_asked_once(next_build: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    first = _answers()
    assert first[0] == ["yin", "hang", "hang", "zhang"] and {"xing", "hang"} <= set(first[1][0])
    pinyin.keep()
    next_build()
    monkeypatch.setattr(pinyin, "_look_up", _unasked)
    assert _answers() == first


def test_what_no_text_asks_any_more_is_dropped(next_build: Callable[[], None]) -> None:
    """A name that was taken back, above all."""
    pinyin.syllables("加牙")
    pinyin.syllables("张三")
    pinyin.keep()
    next_build()
    pinyin.syllables("加牙")
    pinyin.keep()
    assert json.loads(pinyin.KEPT.read_text(encoding="utf-8"))[1] == {"usual": {"加牙": ["jia", "ya"]}, "every": {}}


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "7", '["0", {"usual": {"加牙": ["wrong"]}, "every": {}}]', '["{version}", {"usual": []}]'],
    ids=["empty", "cut off", "other shape", "number", "other dictionaries", "parts missing"],
)
def test_a_file_that_is_not_as_we_write_it_is_made_anew(kept: str, next_build: Callable[[], None]) -> None:
    pinyin.KEPT.write_text(kept.replace("{version}", version("pypinyin")), encoding="utf-8")
    assert pinyin.syllables("加牙") == ["jia", "ya"]
    pinyin.keep()
    assert json.loads(pinyin.KEPT.read_text(encoding="utf-8"))[1]["usual"] == {"加牙": ["jia", "ya"]}


def test_a_folder_that_cannot_be_written_to_is_no_fault(
    next_build: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pinyin, "KEPT", tmp_path / "missing/pinyin.json")
    assert pinyin.syllables("加牙") == ["jia", "ya"]
    pinyin.keep()
    assert not pinyin.KEPT.exists()
