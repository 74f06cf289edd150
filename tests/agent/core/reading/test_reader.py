"""Sentences, clauses, names, pairs and events of everyday network prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.core.reading import Reading, Vocabulary, read
from agent.core.reading.numbers import value_of

LAB = Vocabulary(
    ("r1", "r2", "r3", "r4", "e1", "leaf1", "srl2"), {"tor-1": "leaf1"}, "212925-0f2cf4", ('down "line card swap" now',)
)


def reading(text: str) -> Reading:
    """A text, read with the names of a small lab."""
    return read(text, LAB)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The session to 10.0.0.1 was lost. It is back.", 2),
        ("ethernet-1/2 failed, e.g. at 21:16:23.438. r1 saw it.", 2),
        ("Approx. 25 s later r1 came back.", 1),
        ("# Report\n\nr1 failed.\n- r2 failed\n- r3 failed", 4),
        ("One line that goes on\nhere. Two.", 2),
        ("Reason: Admin. shutdown by r1.", 1),
        ("", 0),
        ("***", 0),
    ],
)
def test_sentences_survive_dots(text: str, count: int) -> None:
    """Addresses, interfaces, times and abbreviations end no sentence; headings and list items are sentences."""
    assert count == len(reading(text).sentences)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("the session between r1 and r3 was lost", {("r1", "r3")}),
        ("r4 lost its sessions to r1, r2 and r3", {("r4", "r1"), ("r4", "r2"), ("r4", "r3")}),
        ("r1 and r2 lost their sessions with r4", {("r1", "r4"), ("r2", "r4")}),
        ("r1–r3 and r2 - r3 dropped", {("r1", "r3"), ("r2", "r3")}),
        ("r1's session with its neighbor r3 ended", {("r1", "r3")}),
        ("between r4 and its peers r1 and r2", {("r4", "r1"), ("r4", "r2")}),
        ("r1 (10.1.1.1) to r3 (10.1.1.2)", {("r1", "r3")}),
        ("r1 failed, while r3 stayed up", set()),
        ("two to e1, two to r3", set()),
        ("r1:eth1 failed at e1", set()),
    ],
)
def test_pairs(text: str, pairs: set[tuple[str, str]]) -> None:
    """Which two nodes a clause puts together."""
    assert pairs == {(each.a, each.b) for clause in reading(text).clauses for each in clause.pairs}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The session was lost", ["lost"]),
        ("It never recovered", ["down"]),
        ("It did not recover until 21:16", ["restored"]),
        ("No session was lost", ["kept"]),
        ("It is no longer down", ["restored"]),
        ("It stayed down for 25 s", ["lost"]),
        ("leaf1 is still down", ["down"]),
        ("They came back and stayed up", ["restored", "kept"]),
        ("The link between r1 and r3 went down", []),
        ("Nothing proves why the session was lost", ["lost"]),
        ("Packet loss was seen", []),
        ("the incident is closed", []),
    ],
)
def test_events_and_their_negation(text: str, kinds: list[str]) -> None:
    """Lost, restored, still down, never lost; what happens to links and packets is no session's event."""
    assert kinds == [event.kind for clause in reading(text).clauses for event in clause.events]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("R1 failed", "node", "r1"),
        ("Leaf 1 failed", "node", "leaf1"),
        ("tor-1 failed", "node", "leaf1"),
        ("r9 failed", "strange_node", "r9"),
        ("leaf9 failed", "strange_node", "leaf9"),
        ("FD00:E1:0::2 failed", "address", "fd00:e1::2"),
        ("10.0.0.0/24 is gone", "prefix", "10.0.0.0/24"),
        ("AS 65001 failed", "as", "65001"),
        ("ethernet-1/2 failed", "interface", "ethernet-1/2"),
        ("Gi0/0/0/0 failed", "interface", "Gi0/0/0/0"),
        ("ge-0/0/0 failed", "interface", "ge-0/0/0"),
        ("swp1 failed", "interface", "swp1"),
        ("Ethernet1 failed", "interface", "Ethernet1"),
        ("IPv4 unicast failed", "family", "ipv4Unicast"),
        ("EVPN failed", "family", "l2VpnEvpn"),
        ("Cease 6/2 was sent", "code", "6/2"),
        ("incident 212925-0f2cf4 is over", "incident", "212925-0f2cf4"),
        ("aa:bb:cc:dd:ee:ff failed", "mac", "aa:bb:cc:dd:ee:ff"),
    ],
)
def test_names(text: str, kind: str, value: str) -> None:
    """Names of every kind, in their canonical form."""
    assert [(kind, value)] == [(each.kind, each.value) for clause in reading(text).clauses for each in clause.names]


@pytest.mark.parametrize(
    "text", ["IPv4 over TCP port 179", "RFC 4486, MD5 and v6", "a well-known thing", "step 2 of phase 3"]
)
def test_what_is_no_node(text: str) -> None:
    """Words with a digit that are no routers."""
    assert not any(each.kind in ("node", "strange_node") for clause in reading(text).clauses for each in clause.names)


def test_quoted_device_text_is_data() -> None:
    """What repeats a device's words in quotation marks is not read as a claim; other quotations are."""
    assert not any(clause.events for clause in reading('It said "line card swap".').clauses)
    assert "\0" in reading('It said "line card swap".').copy
    assert "\0" not in reading('It said "r1 was lost".').copy


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("sixty-six", 66),
        ("one hundred and twenty", 120),
        ("a dozen", 12),
        ("1,200", 1200),
        ("two point five", 2.5),
        ("and", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    """Numbers spelled out and in digits."""
    assert value == value_of(words)


@given(st.text(max_size=150))
def test_any_text_is_read_and_read_alike(text: str) -> None:
    """The reader takes any text; sentences lie inside it, in order, and clauses inside their sentences."""
    told = reading(text)
    assert len(text) == len(told.copy)
    assert told == reading(text)
    last = 0
    for sentence in told.sentences:
        assert last <= sentence.span.start < sentence.span.end <= len(text)
        assert all(sentence.span.covers(clause.span) for clause in sentence.clauses)
        last = sentence.span.end
