"""Words of a request as tokens."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clab.design.check.requirements import requirements
from clab.design.meaning.request_parser import understand
from clab.design.meaning.request_reading import read_request
from clab.design.words.tokens import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3-node ring", [("number", "3"), ("role", "router"), ("shape", "ring")]),
        ("r1-r2", [("name", "r1"), ("mark", "link"), ("name", "r2")]),
        ("spine-leaf 2x4", [("shape", "leaf_spine"), ("dimension", "2x4")]),
        ("AS 65001 to 65003", [("asn", "as")]),
        ("Nokia SR Linux nodes", [("system", "nokia_srlinux"), ("role", "router")]),
        ("20 ms", [("beyond", "a rate, delay or loss, which containerlab's file cannot hold")]),
        ("172.20.0.0/24", [("prefix", "172.20.0.0/24")]),
        ("a quux", [("article", "a"), ("unknown", "quux")]),
    ],
)
def test_what_words_stand_for(text: str, found: list[tuple[str, str]]) -> None:
    """The longest form of the vocabulary is taken at each place."""
    assert found == [(one.type, one.value) for one in tokens(text)]


@pytest.mark.parametrize(
    ("written", "word"), [("rnig", "ring"), ("routrs", "routers"), ("fuor", "four"), ("swiitch", "switch")]
)
def test_a_slip_of_the_hand_is_read_and_said(written: str, word: str) -> None:
    """Two letters swapped, one left out or doubled: the word that was meant, with what was written."""
    (token,) = tokens(written)
    assert (written, word) == (token.text, token.read_as)


@pytest.mark.parametrize("word", ["lead", "most", "string", "bring", "sting", "hexagonal"])
def test_another_word_is_no_slip(word: str) -> None:
    """A letter for another letter makes another word."""
    assert not any(one.read_as for one in tokens(word))


TEXT = """a two 3 FRR SR-Linux spines leaves hub spokes r1 r2 - -- connected to each other with hosts on each AS
65001 , and ring ( ) no BGP OSPF all its own in vlan 10 named x"""
WORDS = TEXT.split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60))
def test_nothing_brings_the_reading_down(text: str) -> None:
    """Any words in any order are read to an end, and every unknown one is left or said to be not looked at."""
    understand(text)
    requirements(text)
    unknown = [one.text for one in tokens(text) if one.type == "unknown" and not one.read_as]
    reading = read_request(text).stated
    said = reading.said
    named = {*reading.names, said.lab_name, *(name for group in reading.groups for name in group.names)}
    named |= {name for hosts in reading.hosts for name in hosts.names}
    assert {word for word in unknown if word not in named} <= {*reading.left, *said.aside, *said.purpose}


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "1" * 20_000, "a-" * 10_000, "r1-" * 5_000, "and " * 5_000, "65001," * 3_000]
)
def test_long_text_takes_linear_time(text: str) -> None:
    """Twice the text takes at most some three times as long."""
    begun = process_time()
    tokens(text[: len(text) // 2])
    half = process_time() - begun
    begun = process_time()
    tokens(text)
    assert process_time() - begun < 3.5 * half + 0.2
