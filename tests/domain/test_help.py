"""`portal` and every command print help with examples in Chinese and English, each of which parses."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest

from portal.cli import COMMANDS, _parser
from portal.commands.examples import EXAMPLES, CommandParser


def _all_below(parser: CommandParser) -> Iterator[tuple[str, CommandParser]]:
    yield parser.name, parser
    for inner in parser.below.values():
        yield from _all_below(inner)


EVERY = dict(_all_below(_parser([])))


def test_every_command_has_examples_and_no_example_is_of_none() -> None:
    assert EVERY.keys() == EXAMPLES.keys()
    assert {word for words in COMMANDS for word in words.split()} <= EVERY.keys()


@pytest.mark.parametrize("name", EVERY)
def test_help_ends_with_examples_in_both_languages(name: str) -> None:
    printed = EVERY[name].format_help().rstrip().split("例子 examples:\n")
    assert len(printed) == 2
    lines = printed[1].split("\n")
    assert len(lines) == 2 * len(EXAMPLES[name]) >= 2
    for command, meaning in zip(lines[::2], lines[1::2], strict=True):
        assert command.startswith(f"  portal {name}".rstrip())
        assert re.fullmatch(r"      .*[一-鿿].* / [ -~]*[a-z]{2}[ -~]*", meaning), meaning


@pytest.mark.parametrize("line", [example.line for examples in EXAMPLES.values() for example in examples])
def test_an_example_parses(line: str) -> None:
    words = shlex.split(line)
    if words[-1] == "--help":
        with pytest.raises(SystemExit) as left:
            _parser(words).parse_args(words)
        assert left.value.code == 0
    else:
        assert callable(_parser(words).parse_args(words).run)
