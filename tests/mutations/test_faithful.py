"""The faithful texts are many, different, repeatable, and true of their incidents."""

import re
from collections import Counter

import pytest

from agent.mutations.corpus import cases
from agent.mutations.faithful import REGISTERS, by_hand, paraphrases
from tests.mutations.reading import doubts

COUNT = 1_200


@pytest.mark.parametrize("seed", [1, 2])
def test_a_second_reader_finds_nothing_that_is_not_in_the_incident(seed: int) -> None:
    """Addresses, nodes, times, durations, counts, severity, ending and certainty of every text are the incident's."""
    found = {each.text: doubts(each.case.incident, each.text) for each in paraphrases(COUNT, seed)}
    assert {text: said for text, said in found.items() if said} == {}


def test_every_slot_says_a_value_of_the_incident() -> None:
    """No generated slot carries a value that is nowhere in the JSON."""
    for each in paraphrases(COUNT, 4):
        whole = repr(each.case.incident)
        for *_, slot in each.slots("node", "address", "interface"):
            assert f"{slot.value}" in whole
        for *_, slot in each.slots("time"):
            assert f"{slot.value:%Y-%m-%dT%H:%M:%S.%fZ}" in whole
        for *_, slot in each.slots("duration"):
            assert repr(slot.value) in whole


def test_there_are_many_different_ones() -> None:
    """At least a thousand, no two the same, of every case and register, from some hundred templates."""
    texts = paraphrases(COUNT, 1)
    assert len({each.text for each in texts}) == COUNT
    assert {each.case.name for each in texts} == {case.name for case in cases()}
    assert min(Counter(each.register for each in texts).values()) >= len(by_hand())
    assert sum(len(lines) for each in REGISTERS for lines in each.lines.values()) > 250


def test_the_same_seed_gives_the_same_texts() -> None:
    """Another seed gives others."""
    one, same, other = paraphrases(200, 5), paraphrases(200, 5), paraphrases(200, 6)
    assert [each.text for each in one] == [each.text for each in same]
    assert [each.text for each in one] != [each.text for each in other]


def test_some_were_written_by_hand() -> None:
    """Sixty texts and more, on most of the cases, are first in every run."""
    texts = by_hand()
    assert len(texts) >= 60
    assert len({each.case.name for each in texts}) >= 30
    assert [each.text for each in paraphrases(len(texts), 1)] == [each.text for each in texts]


def test_complete_texts_name_every_node_and_peering() -> None:
    """What `complete` promises is in the words."""
    complete = [each for each in paraphrases(COUNT, 1) if each.complete]
    assert len(complete) > 100
    for each in complete:
        said = set(re.findall(r"[\w.-]*\w", each.text.replace("-", " ")))
        assert set(each.case.incident["nodes"]) <= said
