"""Golden pairs of every log format: documented and recorded lines, and what they say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.collector import LineContext
from collectors.registry import log_mappings
from tests.collectors.mapping.golden import CONTEXT, FOLDER, says

NAMES = sorted(log_mappings())


@pytest.mark.parametrize("name", NAMES)
def test_every_line_says_what_its_golden_pair_says(name: str) -> None:
    """A format without a golden pair fails; so does a line that now says something else."""
    assert json.loads((FOLDER / f"{name}.json").read_text()) == json.loads(json.dumps(says(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_recognised_by_its_own_format_alone(name: str) -> None:
    """No format claims another one's lines."""
    for line in (FOLDER / f"{name}.log").read_text().splitlines():
        assert [name] == [each for each, mapping in log_mappings().items() if mapping.recognise(line)], line


@pytest.mark.parametrize("name", NAMES)
def test_the_tokens_find_every_line_that_says_something(name: str) -> None:
    """The reader skips lines without a token unread: none of them may say anything."""
    tokens = log_mappings()[name].tokens
    for row in says(name):
        if row["says"]:
            assert any(token in str(row["line"]).encode() for token in tokens), row["line"]


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text(max_size=200))
def test_arbitrary_text_is_never_an_error(name: str, text: str) -> None:
    """Whatever a file holds, a mapping answers."""
    mapping = log_mappings()[name]
    mapping.recognise(text)
    assert isinstance(mapping.parse(text, 0, LineContext(node="n")), tuple)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_damaged_line_is_never_an_error(name: str, data: st.DataObject) -> None:
    """A real line cut anywhere, with junk in it, is noise at worst."""
    line = data.draw(st.sampled_from((FOLDER / f"{name}.log").read_text().splitlines()))
    at = data.draw(st.integers(0, len(line)))
    junk = data.draw(st.text(max_size=8))
    assert isinstance(log_mappings()[name].parse(line[:at] + junk + line[at + len(junk) :], 0, CONTEXT), tuple)
