"""Shapes of statements over the senses of words."""

import re

import pytest

from agent.gates.script.request.lexicon import LEXICON, TESTED, TIMES
from agent.gates.script.request.senses import PARTS, SENSES
from agent.gates.script.request.shapes import find, is_whole, longest, number_of, replaced, says, seconds_of, without
from agent.gates.script.request.statements import OPERATIONS
from agent.gates.script.request.words import line


@pytest.mark.parametrize(
    ("shape", "text", "words"),
    [
        ("SORT by column:COLUMN", "the routes, sorted by next hop", "sorted by next hop"),
        ("top|first NUMBER", "the top five ports", "top five"),
        ("the? table ( of ROW )?", "a table of neighbours", "table of neighbours"),
        ("if .. END", "cpu, if it is high; then more", "if it is high"),
        ("up !and", "up and down, up now", "up"),
        ("<leaf1 up", "spine1 up, leaf1 up", "up"),
        ("( a | an )* port", "a an port", "a an port"),
        ("exit 'with", "exits with", "exits with"),
        ("any_of_them", "any of them", "any of them"),
        ("frobnicate", "a plain text", None),
    ],
)
def test_a_shape_is_found(shape: str, text: str, words: str | None) -> None:
    """By its slots, in any inflection, at the first place where it stands."""
    found = find(text, shape)
    assert words == (found.words if found else None)


def test_every_name_is_defined() -> None:
    """A slot in capitals that is no part and no sense would match nothing."""
    shapes = [*PARTS.values(), *(words for _, _, words in (*LEXICON, *TIMES, *TESTED))]
    shapes += [one for _, beside, some in OPERATIONS for one in (beside, *some)]
    names = set(re.findall(r"(?<!\w)[A-Z][A-Z_]+(?!\w)", " ".join(shapes)))
    written = {
        "END",
        "START",
        "WORD",
        "STOP",
        "DIGITS",
        "POSITIVE",
        "MARKED",
        "PREFIX",
        "ADDRESS",
        "FILE",
        "MAC",
        "CAPITALS",
    }
    assert set() == names - written - SENSES.keys() - PARTS.keys()


def test_what_is_kept_stays_in_the_text() -> None:
    """A statement's noun is what the request is about."""
    found = find("top 3 ports of leaf1 by errors now", "top number:NUMBER noun:ROW gap:( OF .. )? by column:COLUMN")
    assert found is not None
    assert ("3", "errors", "ports of leaf1 now") == (found["number"], found["column"], found.rest)


def test_a_part_takes_as_much_as_it_can() -> None:
    """A column of two words is not one of its first word."""
    assert longest(line("oper state of leaf1"), 0, "COLUMN") == (2, {})
    assert is_whole("in octets", "COLUMN")
    assert not is_whole("octets of leaf1", "COLUMN")


def test_places_are_replaced_or_taken_out() -> None:
    """All of them; where nothing is made of one, it stays."""
    assert "7 days, 14 days" == replaced(
        "a week, two weeks", lambda found: f"{7 * int(number_of(found['number']))} days", "number:NUMBER week"
    )
    assert "one two" == replaced("one two", lambda _: None, "NUMBER")
    assert ["ports"] == without("please show the ports please", "please|show|the").split()
    assert says("as JSON", "json")


@pytest.mark.parametrize(
    ("text", "seconds"), [("5 s", 5), ("10s", 10), ("two minutes", 120), ("1 hour", 3600), ("a day", 86_400)]
)
def test_a_span_of_time(text: str, seconds: int) -> None:
    """In every unit, with its number as a word or in digits."""
    found = find(text, "SPAN")
    assert found is not None
    assert seconds == seconds_of(found.kept)
