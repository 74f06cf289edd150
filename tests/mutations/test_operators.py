"""The operators are many, a third is held out, and what they make is really false."""

from functools import cache
from itertools import pairwise

import pytest

from agent.mutations.corruption import Corrupted, Known, Operator
from agent.mutations.faithful import paraphrases
from agent.mutations.suite import corrupt, operators
from tests.mutations.reading import doubts

TEXTS = paraphrases(1_200, 1)
READABLE = (
    "address: invented",
    "count: wrong",
    "duration: 10 to 20 % off",
    "duration: 23 minutes",
    "duration: by a factor",
    "family: wrong",
    "interface: on another node",
    "interface: wrong",
    "node: another of the lab",
    "plots: merged",
    "plots: stale facts",
    "prefix: invented",
    "severity: wrong token",
    "time: another zone as UTC",
    "time: minutes off",
    "time: seconds off",
)


def named(name: str) -> Operator:
    """An operator by its name."""
    return next(each for each in operators() if each.name == name)


@cache
def made(name: str) -> list[Corrupted]:
    """An operator's corrupted texts, at least some."""
    found = corrupt(named(name), TEXTS, 60, 1)
    assert len(found) >= 30
    return found


def test_a_third_of_many_operators_is_held_out() -> None:
    """At least 24 operators, with names of their own."""
    found = operators()
    assert len({each.name for each in found}) == len(found) >= 24
    assert sum(each.held_out for each in found) == round(len(found) / 3)


def test_the_suite_is_large_enough() -> None:
    """At least 2,000 corrupted texts, no two the same, and none that is also among the faithful ones."""
    texts = [each.text.text for operator in operators() for each in made(operator.name)]
    assert len(texts) >= 2_000
    assert not set(texts) & {each.text for each in TEXTS}


@pytest.mark.parametrize("name", [each.name for each in operators()])
def test_every_operator_makes_texts_and_says_what_is_false(name: str) -> None:
    """Thirty at least of 1,200 faithful ones, the same ones for the same seed."""
    same = corrupt(named(name), TEXTS, 10, 1)
    assert [each.text.text for each in made(name)[:10]] == [each.text.text for each in same]
    assert all(each.what for each in made(name))


@pytest.mark.parametrize("name", READABLE)
def test_a_second_reader_sees_the_wrong_value(name: str) -> None:
    """What the reader of the faithful texts accepts there, it does not find in the incident here."""
    assert [each.what for each in made(name) if not doubts(each.text.case.incident, each.text.text)] == []


def test_a_wrong_peer_makes_a_pair_that_lost_no_session() -> None:
    """The changed end and the other end of its sentence share no peering of the incident."""
    for each in made("peering: wrong peer"):
        pairs = Known(each.text.case.incident).pairs
        changed = [
            slot for *_, slot in each.text.slots("node") if slot.key.startswith("end:") and slot.text != slot.value
        ]
        assert len(changed) == 1
        number = int(changed[0].key.split(":")[1])
        here = each.text.case.incident["peerings"][number]
        other = ({here["a"], here["b"]} - {changed[0].value}).pop()
        assert frozenset((changed[0].text, other)) not in pairs


def test_a_dropped_plot_leaves_a_node_unmentioned() -> None:
    """The text does not hold one of the names of those that lost something."""
    for each in made("dropped: a node's plot"):
        words = set(each.text.text.replace("-", " ").replace("–", " ").replace("/", " ").replace("(", " ").split())
        plain = {word.strip(".,:;'") for word in words}
        assert not set(each.text.case.incident["nodes"]) <= plain


def test_raised_certainty_is_only_made_where_nothing_is_proved() -> None:
    """The incident's own certainty is likely or unknown."""
    for name in ("cause: certainty raised", "cause: hedge dropped"):
        assert {each.text.case.incident["cause"]["certainty"] for each in made(name)} <= {"likely", "unknown"}


def test_open_and_closed_are_told_the_wrong_way_round() -> None:
    """Recovery is claimed only where something is down, and the reverse."""
    for name in ("state: all well", "state: open told as over", "dropped: what is open"):
        assert {each.text.case.incident["last_restored_at"] for each in made(name)} == {None}
    for name in ("state: still down", "state: only some restored", "dropped: how it ended", "order: backwards"):
        assert all(each.text.case.incident["last_restored_at"] for each in made(name))


def test_planned_is_claimed_and_denied_against_the_record() -> None:
    """Each only where the incident says otherwise."""
    assert not any(each.text.case.incident["cause"]["planned"] for each in made("planned: claimed"))
    assert all(each.text.case.incident["cause"]["planned"] for each in made("planned: denied"))


def test_exchanged_times_put_the_end_before_the_beginning() -> None:
    """In the changed sentence the moment of the loss is told later than that of the restoration."""
    for each in made("order: times exchanged"):
        moments = [slot for *_, slot in each.text.slots("time") if ":" in slot.key]
        told = [(a.key, b.key) for a, b in pairwise(moments) if a.value > b.value]
        assert any(a.startswith("restored_at") and b.startswith("lost_at") for a, b in told)
