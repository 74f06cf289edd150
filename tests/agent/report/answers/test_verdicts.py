"""What an answer begins with: whether what is asked to be so is so."""

from typing import get_args

import pytest

from agent.report.answers.verdicts import HOLDS
from agent.report.question_reader import read
from agent.report.questions.lexicon import CAUSES, NAMED
from agent.report.questions.propositions import Predicate, proposition
from tests.agent.report.recorded_texts import answered
from tests.recordings import knowledge


def test_every_predicate_is_held_against_the_facts() -> None:
    """By one function each."""
    assert set(get_args(Predicate)) == set(HOLDS)


def test_every_cause_that_a_question_may_name_has_words() -> None:
    """So that it can be denied by them."""
    assert set(NAMED) == set(CAUSES)


@pytest.mark.parametrize(
    ("name", "question", "begin"),
    [
        ("diamond-bgpd-killed", "did r1 lose r3?", "Yes: both sessions between r1 and r3 were lost."),
        ("diamond-bgpd-killed", "did r1 NOT lose its session to r3?", "Both sessions between r1 and r3 were lost."),
        ("diamond-bgpd-killed", "did e1 lose r1?", "No: no session between e1 and r1 was lost"),
        ("given-04-node-pause-35s", "did all sessions of r4 go down?", "No: three of five sessions of r4 were lost."),
        ("given-17-overlap-link-and-maxprefix", "did the r1-r3 ipv4 session survive?", "Yes: no IPv4 session between"),
        ("diamond-bgpd-killed", "is r3 still down?", "No: all four sessions of r3 are up now."),
        ("diamond-benign", "is everything up?", "Yes: all thirteen sessions are up now."),
        ("given-12-maxprefix-restart", "was e2 up at 21:32:00?", "No: the session of e2 was down at 21:32:00.000 UTC."),
        ("diamond-bird-disabled", "did b4 crash?", "No: it was an administrative shutdown at b4"),
        ("clos-unnumbered-hang", "spine2 crashed, right?", "No: it was a node that stood still at spine2"),
        ("diamond-clear-one", "was r4 the one who reset the session to r2?", "No: it was not r4 but r2: an admin"),
        ("live-last-two-links-10s-apart", "was the e1 reset done from r1?", "No: it was not r1 but e1: an admin"),
        ("diamond-route-withdrawal", "did r1 filter the routes of e1?", "No: it was a withdrawal of routes at r1"),
        ("diamond-node-pause", "was r4 paused or did it crash?", "It was a node that stood still at r4, not a crash."),
        ("live-ospf-removed-by-config", "did the hold timers of r4 expire?", "Yes: r3 sent the notification `Hold"),
        ("live-ospfd-killed", "is ospfd running again on r4?", "Yes: `ospfd` of r4 was back at 20:09:15.142 UTC."),
        ("live-ospf-removed-by-config", "did a port of r4 go down?", "No: no interface of r4 went down, as far"),
        ("diamond-bird-disabled", "was the b4 outage less than ten seconds?", "Yes: the outage of b4 took 8.01 s."),
        ("given-01-link-down-both-ends", "was e1 down for more than 30 s", "No: the longest outage of a session of"),
        ("diamond-two-faults", "were there more than two incidents?", "No: it was two incidents."),
        ("diamond-two-faults", "any outage at all?", "Yes: three of thirteen sessions were lost."),
        ("diamond-password-changed", "is the password mismatch on e2 solved?", "Yes: no incident of e2 goes on."),
        ("given-06-admin-shutdown-message", "was anything else lost?", "No: one incident is all that was seen"),
        ("drill-engine-restart", "was the whole lab stopped?", "The whole lab was stopped at 10:31:42 UTC and ran"),
        ("given-25-node-isolated", "r3 lost its session with r2, how long for?", "No session between r2 and r3 went"),
        ("given-11-maxprefix-no-restart", "why did e2 close its session to r2?", "r2 sent the notification"),
        ("given-11-maxprefix-no-restart", "e2 tore r2 down because of too many routes, correct?", "No: r2 sent the"),
        ("given-11-maxprefix-no-restart", "So e2 tore it down because r2 leaked too many routes, true?", "No: r2 sent"),
        ("live-ospfd-killed", "was that the only crash?", "Yes: there was one, a crash of the routing daemon at r4."),
        ("live-ospfd-killed", "did ospfd need more than five seconds to come back?", "Yes: `ospfd` of r4 was"),
        ("diamond-two-faults", "did both outages overlap?", "It was 2.02 s from the first loss"),
        ("live-ospf-removed-by-config", "were r4's links up the whole time?", "Yes: no interface of r4 went down"),
        ("live-ospf-removed-by-config", "which router noticed first that ospf on r4 was gone?", "r2 was the"),
        ("diamond-two-faults", "was ipv6 between r2 and r4 reset as well", "No: no session between r2 and r4 in IPv6"),
        ("drill-frr-daemons", "longest reconvergence of the lot?", "The longest of seven: "),
        ("diamond-wrong-remote-as", "what ASNs do e1 and r1 really use?", "e1 is in AS 65101. r1 is in AS 65000."),
        ("diamond-link-flap", "what was going on between 07:49:14 and 07:49:25", "At 07:49:21 UTC the session"),
        ("drill-frr-daemons", "how many of these incidents took down a session of r3?", "The number of incidents"),
        ("clos-spine-isolated", "which leaf lost spine1 first, and which one was last to come back",
         "The first of three: leaf1"),
        ("drill-clos-unnumbered", "does any incident need action?", "Yes: four of fifteen incidents want a person."),
    ],
)  # fmt: skip
def test_an_answer_begins_with_what_is_so(name: str, question: str, begin: str) -> None:
    """With yes or no where it was asked that way, and with what is so where it was denied."""
    assert answered(question, knowledge(name)).startswith(begin)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("given-25-node-isolated", "did x3 feel anything?"),
        ("diamond-bgpd-restarted", "did r1 reboot?"),
        ("diamond-two-way-loss", "was the e1 link down?"),
        ("diamond-bird-killed", "did b4 crash?"),
    ],
)
def test_where_the_facts_do_not_tell_nothing_is_affirmed_or_denied(name: str, question: str) -> None:
    """A deed of another, what else was felt, a daemon for a node, a cause behind which another may lie."""
    assert not answered(question, knowledge(name)).startswith(("Yes", "No:", "In part"))


@pytest.mark.parametrize("question", ["which sessions did r1 lose?", "why did r1 lose r3?", "did r1 or the moon fail?"])
def test_a_question_for_facts_has_no_proposition(question: str) -> None:
    """Nor has one that was not read whole."""
    known = knowledge("diamond-bgpd-killed")
    found = read(question, known, known.session.to_ns).lookup
    assert found is None or proposition(found) is None


ASKED = (
    ("did {a} lose {b}?", "lost"),
    ("{a} and {b} lost each other, right?", "lost"),
    ("did any session between {a} and {b} drop?", "lost"),
    ("did {a} lose all sessions with {b}?", "all"),
    ("did the session between {a} and {b} survive?", "kept"),
    ("is {a}-{b} up?", "up"),
    ("has {a} recovered its session to {b}?", "up"),
    ("is {b} still without {a}?", "down"),
)
"""One fact asked in several ways."""


@pytest.mark.parametrize("name", ["given-04-node-pause-35s", "given-25-node-isolated", "clos-spine-isolated"])
def test_one_fact_asked_in_several_ways_has_one_answer(name: str) -> None:
    """By what the incidents and the peerings hold, for every pair of nodes."""
    known = knowledge(name)
    lost = [(item.a, item.b, item.address_a) for one in known.incidents for item in one.peerings]
    pairs = {(item.a, item.b) for item in known.peerings if item.a and item.b}
    for a, b in sorted(pairs):
        mine = len({one for one in lost if {*one[:2]} == {a, b}})
        every = sum({item.a, item.b} == {a, b} for item in known.peerings)
        kept = "Yes" if not mine else "No" if mine == every else "In part"
        right = {"lost": "Yes" if mine else "No", "all": "Yes" if mine == every else "No", "kept": kept}
        for question, asked in ASKED:
            begin = answered(question.format(a=a, b=b), known).partition(":")[0]
            assert begin == {**right, "up": "Yes", "down": "No"}[asked], (question, a, b)
