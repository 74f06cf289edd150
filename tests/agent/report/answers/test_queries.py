"""Questions that are parsed whole: what is answered agrees with what the incidents hold, however it is asked."""

from itertools import permutations

import pytest

from agent.report.knowledge import Knowledge
from agent.report.question_reader import read
from agent.report.records.single_outages import single
from agent.report.words import clock_words
from tests.agent.report.recorded_texts import answered
from tests.recordings import REPLAYS, knowledge

RECORDINGS = sorted(path.name for path in REPLAYS.iterdir())
PAIRS = 3
"""Sessions of a recording that are compared with one another."""

Losses = dict[tuple[str, str], list[tuple[int, int | None]]]


def losses(known: Knowledge) -> Losses:
    """Each time that a session of two routers was down, by its ends; of no session of which that is not known."""
    found: Losses = {}
    unsure = set()
    for incident in known.incidents:
        for outage in incident.peerings:
            spans = single(outage, incident)
            if outage.a and outage.b:
                found.setdefault((outage.a, outage.b), []).extend(spans or ())
                unsure |= set() if spans else {(outage.a, outage.b)}
    return {ends: sorted(spans, key=lambda one: one[0]) for ends, spans in found.items() if ends not in unsure}


def parsed(question: str, known: Knowledge) -> bool:
    """Whether the grammar derives a question."""
    lookup = read(question, known, known.session.to_ns).lookup
    return lookup is not None and bool(lookup.queries)


def between(ends: tuple[str, str]) -> str:
    """A session's name in a question."""
    return f"the session between {ends[0]} and {ends[1]}" if any("-" in end for end in ends) else "-".join(ends)


def exact(at_ns: int) -> str:
    """A time as an answer says it."""
    return f"{clock_words(at_ns)[0]} UTC"


@pytest.mark.parametrize("name", RECORDINGS)
def test_of_two_sessions_the_one_that_was_lost_first_is_named(name: str) -> None:
    """In whatever order and voice it is asked; the question and its reverse are never both so."""
    known = knowledge(name)
    for (one, first), (two, second) in permutations(list(losses(known).items())[:PAIRS], 2):
        if first[0][0] == second[0][0]:
            continue
        a, b = between(one), between(two)
        early = min(first[0][0], second[0][0])
        for question in (
            f"did {a} go down before {b}?",
            f"was {a} lost before {b} was lost?",
            f"did {b} go down after {a}?",
        ):
            assert parsed(question, known), question
            text = answered(question, known)
            assert text.startswith("Yes: " if early == first[0][0] else "No: "), (question, text)
        for question in (f"did {a} or {b} go down first?", f"which was lost first, {a} or {b}?"):
            assert parsed(question, known), question
            text = answered(question, known)
            assert text.startswith("First: "), (question, text)
            assert exact(early) in text.split(". ")[0], (question, text)


@pytest.mark.parametrize("name", RECORDINGS)
def test_the_first_and_the_last_after_another_event_are_those_of_the_incidents(name: str) -> None:
    """A clause of time may stand before or behind what it bounds."""
    known = knowledge(name)
    mine = losses(known)
    every = sorted(span for spans in mine.values() for span in spans)
    if any(None in (item.a, item.b) for incident in known.incidents for item in incident.peerings):
        return
    for ends, spans in list(mine.items())[:PAIRS]:
        begin = spans[0][0]
        later = [start for start, _ in every if start >= begin]
        for question in (
            f"which session was the last to go down after {between(ends)} was lost?",
            f"after {between(ends)} was lost, which session went down last?",
        ):
            if len(mine) == len({frozenset((p.a, p.b)) for i in known.incidents for p in i.peerings}):
                assert parsed(question, known), question
                assert exact(later[-1]) in answered(question, known), question


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("drill-frr-daemons", "which session went down first after r2's ospfd crashed?",
         "after `ospfd` of r2 went at 23:31:39.478 UTC: the session between r2 and r3"),
        ("drill-frr-daemons", "how long after r2's ospfd died was the first session lost?", "6.43 s later"),
        ("drill-frr-daemons", "what was the last session to come back", "was back at 23:32:13.324 UTC"),
        ("drill-frr-daemons", "name the three longest outages",
         "The three longest of 23 are these. The session between r1"),
        ("drill-frr-daemons", "which sessions went down while the link between r2 and r4 was cut",
         "Three sessions were lost while r4:eth1 (r2:eth2) was down"),
        ("drill-frr-daemons", "was r1-r2 up when r4 lost its first link?",
         "Yes: no session between r1 and r2"),
        ("drill-frr-daemons", "who was down longer, r1-r3 or r1-r2, and by how much?",
         "Longer, by 9.62 s: the session between r1 and r2"),
        ("drill-frr-daemons", "when did the session that was lost first come back?", "was back at 23:29:56.646 UTC"),
        ("drill-frr-daemons", "second outage of e1-r1, when did it start?", "was lost at 23:32:08.172 UTC"),
        ("drill-frr-daemons", "after ospfd on r2 came back, which session was up again first?",
         "was back at 23:31:49.080 UTC"),
        ("given-04-node-pause-35s", "how long after r4 was unpaused did r1-r4 come back?", "1.00 s later"),
        ("given-04-node-pause-35s", "was r1-r2 up while r4 was paused?", "Yes: no session between"),
        ("given-04-node-pause-35s", "which of r4's sessions took the longest to come back", "for 29.24 s"),
        ("given-04-node-pause-35s", "did bgp or ospf go down first?", "First: the OSPF adjacency of r3 with r4"),
        ("given-04-node-pause-35s", "which sessions were down when r3-r4 was lost?", "Two sessions were down when"),
        ("given-04-node-pause-35s", "how long did it take from the pause until all sessions were back?",
         "36.07 s later"),
        ("given-25-node-isolated", "how long before the bgp loss did ospf go down?", "8.35 s later"),
        ("given-04-node-pause-35s", "which session was lost first after the pause, and when did it come back?",
         "was back at 21:20:35.543 UTC"),
        ("given-15-route-withdrawal", "which session fell when e1 withdrew its routes?", "No session went down"),
    ],
)  # fmt: skip
def test_structure_is_answered_as_it_is_asked(name: str, question: str, said: str) -> None:
    """Which noun an order ranks, what a clause bounds, what two events lie between."""
    known = knowledge(name)
    assert parsed(question, known)
    assert said in answered(question, known)


@pytest.mark.parametrize(
    "question",
    [
        "which session went down first because of the crash?",
        "was the biggest outage before the reset?",
        "did r1 kick out r4 before r2-r4 was lost?",
        "which session would have gone down first without r4?",
        "did r1-r4 go down before r2-r4 but after r3-r4?",
    ],
)
def test_a_word_without_a_place_is_no_query(question: str) -> None:
    """What the grammar has no place for it does not answer."""
    assert not parsed(question, knowledge("given-04-node-pause-35s"))


@pytest.mark.parametrize(
    "asked", ["which came back last, v4 or v6 r1-r3", "which came back last, the v6 session between r1 and r3 or v4"]
)
def test_a_family_alone_is_of_the_session_that_it_is_compared_with(asked: str) -> None:
    """Not of any session of that family."""
    told = answered(asked, knowledge("diamond-bgpd-killed"))
    assert "fd00:13::1" in told.partition("The other one")[0]
    assert "10.255.0.1 – 10.255.0.3" in told.partition("The other one")[2]
