"""Answers to look-ups over real recordings: what is said, what is known, and what is said of false premises."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.report.answers.answer import WRITERS, answer, not_read
from agent.report.answers.facts import COUNTS
from agent.report.knowledge import Knowledge, LabSession
from agent.report.prose import render
from agent.report.question_reader import read
from agent.report.questions.lookups import KINDS, Lookup
from clab.model import Lab, Node
from clab.units import SECOND_NS
from tests.agent.report.recorded_texts import NAMES, answered
from tests.recordings import knowledge

NOON = 20_000 * 86_400 * SECOND_NS + 12 * 3600 * SECOND_NS
BLIND = Knowledge(LabSession(NOON - 3600 * SECOND_NS, NOON, "x"), nodes=("r1", "r2"), lab=Lab("x", {"r1": Node("r1")}))


def test_every_look_up_has_its_answer() -> None:
    """No kind of the table is left without a writer."""
    assert {kind for kind in KINDS if kind not in WRITERS} == {*COUNTS, "count_changes", "count_losses"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_value_in_an_answer_is_a_fact(name: str, kind: str) -> None:
    """Before the values are put in, no sentence has a digit of its own."""
    known = knowledge(name)
    for node in (None, *sorted(known.nodes)[:2]):
        found = answer(Lookup(kind, (node,) if node else ()), known)
        assert found.sentences
        for sentence in found.sentences:
            assert not re.search(r"\d", re.sub(r"\{F\d+\}", "", sentence.text)), sentence.text


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"unknown", "nodes", "count_nodes"}))
def test_where_nothing_was_seen_nothing_is_known(kind: str) -> None:
    """Silence is answered with not knowing."""
    found = answer(Lookup(kind), BLIND)
    assert found.known is False
    assert render(found.sentences[0].text, found.sheet).startswith("I do not know")


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("diamond-two-faults", "Which session was down the longest?", "for 10.04 s"),
        ("drill-frr-diamond", "how often did the link between e1 and r1 flap?", "was lost four times"),
        ("drill-clos-unnumbered", "how often did the link between leaf2 and spine1 flap?",
         "was lost four times"),
        ("clos-twin-link-down", "which interface went down at leaf2?", "I do not know which interface of leaf2"),
        ("clos-twin-link-down", "which port of leaf2 failed?", "I do not know which interface of leaf2 went down"),
        ("diamond-operator-link", "which port of r1 failed?", "the interface r1:eth3 (e1:eth1) that went down"),
        ("diamond-shutdown-message", "what was the shutdown message?", " logged the message "),
        ("diamond-link-flap", "what was the communication in the notification?", "I do not know of any such message"),
        ("diamond-node-killed", "did e1 or e2 lose a session too?", "No session of e1 went down"),
        ("diamond-node-killed", "for how long was r2 gone?", "r2 itself did not run from"),
        ("diamond-operator-link", "what solved it?", "an operator typed `ip netns exec lko-r1 ip link set eth3 up`"),
        ("diamond-link-flap", "how was the problem solved?", "I do not know who or what ended what began"),
        ("diamond-operator-link", "who took down the link?", "An operator's command explains it"),
        ("diamond-link-flap", "what reason did e1 log?", "with the reason `Interface down`"),
        ("diamond-operator-link", "was it a crash or a link failure?", "Because of a link failure"),
        ("diamond-operator-link", "did r2 or the weather drop", "I do not know what is asked by `weather`"),
        ("diamond-node-killed", "which interface failed on r2?", "I know of no incident by an interface"),
        ("diamond-two-faults", "how many incidents in the last two days?", "I do not know what was before"),
        ("diamond-two-faults", "Did the IPv6 session between r1 and r3 go down?",
         "No: no IPv6 session between r1 and r3 was lost"),
        ("diamond-two-faults", "Why did the IPv6 session between r1 and r2 go down?",
         "I know of no IPv6 session between r1 and r2."),
        ("diamond-two-faults", "Which side closed the session between r2 and r4?", "r4 closed the session between r2"),
        ("diamond-two-faults", "Did r4 crash?", "No: it was an administrative reset at r4 neighbor"),
        ("diamond-two-faults", "How many sessions were down at 08:04:55?", "Two sessions were down at"),
        ("diamond-two-faults", "Which sessions were down at 08:04:55?", "Two sessions were down at"),
        ("diamond-two-faults", "Which AS is e1 in?", "e1 is in AS 65101."),
        ("diamond-operator-link", "Who did it?", "link set eth3 down"),
        ("diamond-benign", "Why is r1 down?", "No session of r1 is down now"),
        ("diamond-node-pause", "who saw r2 lose r4 first?", "r2 was the first to lose one"),
        ("diamond-node-pause", "how long after the pause did r1 lose r4?", "7.28 s later"),
        ("diamond-node-pause", "how long was r4 frozen?",
         "r4 was paused from 07:50:08.3"),
        ("diamond-link-flap", "when was the 2nd flap?", "was down from 07:49:10.232"),
        ("diamond-link-flap", "when was the 9th flap?", "There were only eight outages"),
        ("diamond-link-flap", "how long was the longest flap?", "The longest of eight: "),
        ("diamond-link-flap", "did it flap three times?", "It was four times, not three."),
        ("diamond-link-flap", "total downtime of e1-r1 v4, not the time until all was back?",
         "down for 12.06 s in all"),
        ("diamond-password-changed", "only v6 between e2 and r2?",
         "Only IPv4 unicast sessions between e2 and r2 were lost"),
        ("diamond-two-faults", "did the reset of r4 take down e1-r1?", "No: the session between e1 and r1"),
        ("diamond-two-faults", "did the e1 link failure bring down e1 and r1?", "was lost at 08:04:49"),
        ("diamond-two-faults", "which came first, the reset or the link failure?",
         "First: the first sign of a link failure at e1:eth1"),
        ("diamond-two-faults", "are the two problems related?", "Nothing shows that one caused the other"),
        ("diamond-prefix-limit", "how many prefixes from e2 and what was the limit?", "r2 counted 21 prefixes from e2"),
        ("diamond-prefix-limit", "why did r2 send e2 too many prefixes?", "It was the other way round: r2 counted 21"),
        ("diamond-prefix-limit", "how many routes got r4 from r2 during the outage?",
         "one IPv4 unicast prefix from r2"),
        ("diamond-route-withdrawal", "prefixes of r1 from e1 before and after?", "; after it was three, at 08:01:12"),
        ("diamond-route-withdrawal", "list of withdrawn prefixes", "I do not know which prefixes"),
        ("diamond-route-withdrawal", "why did e1 drop r1?", "No session between e1 and r1 went down"),
        ("diamond-operator-clear", "list every session that the reset took down", "Five sessions were lost."),
        ("diamond-wrong-remote-as", "which AS did e1 expect of r1?", "e1 expected AS 64999 of r1"),
        ("clos-spine-isolated", "whose clock is wrong?", "The clock of leaf3 is 1 h ahead of the others"),
        ("clos-spine-isolated", "Why did spine2 lose its leaves?", "No session of spine2 with"),
        ("clos-spine-isolated", "why did four leaves lose spine1?", "It was three nodes, not four."),
        ("live-ospf-removed-by-config", "what did r2 see of ospf on r4?", "(InactivityTimer)"),
        ("live-ospf-removed-by-config", "why did r4 lose r1, r2 and r3?", "Because of a loss of the IGP"),
        ("live-ospf-removed-by-config", "how long from the ospf loss until r4 was back?", "13.85 s later"),
        ("diamond-bgpd-killed", "was the r3 outage planned, and is action needed?",
         "was not planned, as far as was seen."),
        ("diamond-bgpd-killed", "was the r3 outage planned, and is action needed?", "ACTION: at 07:51:56"),
        ("diamond-link-flap", "how often did the link flap?", "was lost four times"),
        ("diamond-shutdown-message", "did e1 shut the session down?", "Because of an administrative shutdown at r1"),
        ("diamond-node-killed", "did r1 restart r2?", "I do not know whether r1 did that"),
        ("clos-unnumbered-hang", "how long after leaf3 did leaf2 lose spine2?", "I do not know what is asked"),
        ("diamond-link-down-one-end", "how many prefixes did r4 lose from r2?", "one IPv4 unicast prefix from r2"),
        ("live-routemap-deny-in", "did e1 withdraw its routes?", "No withdrawal of routes of e1 was seen."),
        ("live-ospf-removed-by-config", "which adjacencies did r4 lose?",
         "on r4:eth1 (r2:eth2) was gone from 19:40:30.338 (`KillNbr`) to 19:40:42.965 UTC"),
        ("given-25-node-isolated", "why did r2-r3 not drop when r3 was isolated?", "its timer did not run out"),
        ("given-12-maxprefix-restart", "is there a restart timer on r2 for e2?", "a restart timer of 60.00 s"),
        ("live-router-id-changed", "which router-id did r4 have in the meantime?", "10.255.9.4 (seen from"),
        ("given-11-maxprefix-no-restart", "which state did r2 show for e2 while it was down?", "`Idle (PfxCt)`"),
        ("live-ospfd-killed", "when was ospfd on r4 back?", "was gone from 20:09:10.016 to 20:09:15.142 UTC"),
        ("live-router-id-changed", "did e1 drop any session while r4 was bouncing?",
         "No: no session of e1 was lost while"),
        ("given-17-overlap-link-and-maxprefix", "which fell first, r1-r3 or e2-r2?",
         "Then, 4.11 s later: the session between"),
        ("given-04-node-pause-35s", "who noticed r4's freeze first, r2 or r3?", "r2 was the first to lose one"),
        ("live-last-two-links-10s-apart", "why did r1-r4 go down?", "Because of the loss of all links of a node at r4"),
        ("given-17-overlap-link-and-maxprefix", "e2-r2 and r1-r3 broke together, one outage or two?", "two incidents"),
        ("live-router-id-changed", "r2-r4 dropped twice, why?", "Because of a change of a router's configuration"),
        ("given-25-node-isolated", "r1-r3 dropped twice, why?", "It was one time, not two."),
        ("live-last-two-links-10s-apart", "how long between the two link failures of r4?", "it was 10.02 s"),
        ("live-ospfd-killed", "was the container r4 restarted?", "not a restart."),
        ("given-17-overlap-link-and-maxprefix", "did the loopback session of r1-r3 survive?", "was not lost"),
        ("given-25-node-isolated", "did x3 feel anything?", "r3 sent eight IPv4 unicast prefixes to x3"),
        ("given-06-admin-shutdown-message", "was the line card swapped?", "nothing that is read tells of hardware"),
        ("live-last-two-links-10s-apart", "how long between the two incidents?", "32.35 s later"),
        ("diamond-two-faults", "were r2-r4 and e1-r1 down at the same time?", "Yes: both were down from 08:04:51.572"),
        ("diamond-node-pause", "did r4 crash or was it just paused?", "Because of a node that stood still at r4"),
        ("live-routemap-deny-in", "did r1 filter e1's routes?", "Because of a filter at the receiver at r1"),
        ("diamond-link-flap", "logest outage?", "I took `logest` for `longest`."),
        ("diamond-link-flap", "was only r1 affected?", "Yes: only sessions of r1 were lost."),
        ("diamond-link-flap", "what was lost only after e1 was back?", "I do not know what is asked"),
    ],
)  # fmt: skip
def test_an_answer_says_what_the_facts_hold(name: str, question: str, said: str) -> None:
    """And a premise that is false is said first."""
    assert said in answered(question, knowledge(name))


def test_a_loss_that_is_still_open_has_no_end_in_its_answers() -> None:
    """Where a session is down at the end, no sum and no longest outage is final."""
    known = knowledge("diamond-two-faults")
    first, second = known.incidents
    lost = tuple(replace(item, restored_ns=None, outage_ns=None) for item in second.peerings)
    open_ = replace(known, incidents=(first, replace(second, peerings=lost, status="open")))
    assert "was not seen to be back, 22.01 s by the end" in answered("How long was r2-r4 down?", open_)
    assert "not final" in answered("What was the total downtime?", open_)
    assert "may become the longest" in answered("Which session was down the longest?", open_)
    assert "is still down" in answered("Which sessions did not come back?", open_)


def test_words_that_were_not_read_are_named() -> None:
    """With what was understood; strange names are named as such."""
    known = knowledge("diamond-benign")
    assert "`cpu … load`; I understood `r1`" in answered("What is the CPU load of r1?", known)
    assert answered("Is r99 up?", known).startswith("I do not know `r99`. The nodes that I know are b4, e1,")
    assert not_read(read("Is r99 up?", known, NOON), known).known is False


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_no_question_is_an_error(question: str) -> None:
    """Whatever is asked, there is an answer."""
    assert answered(question, knowledge("diamond-operator-clear"))


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("diamond-node-pause", "when and why did r1-r4 fall, and who closed it?", "r1 closed it: it sent the"),
        ("diamond-node-pause", "which quantum flux cost r1-r4 its session", "what is asked by `quantum … flux`"),
        ("given-12-maxprefix-restart", "how many times did e2 hit the prefix limit?", "two times: at 21:30:36.634 and"),
        ("given-12-maxprefix-restart", "how often did e2-r2 go down?", "was lost two times: at 21:30:36.634"),
        ("given-11-maxprefix-no-restart", "who sent the 21 prefixes?", "r2 counted 21 prefixes from e2"),
        ("given-11-maxprefix-no-restart", "who sent the 35 prefixes?", "What is known of that holds no `35`."),
        ("live-last-two-links-10s-apart", "how long was r4 eth9 down?", "I know of no interface `eth9` of r4"),
        ("live-ospfd-killed", "e1 and e2 affected?", "No session of e2 went down"),
    ],
)  # fmt: skip
def test_a_question_for_more_than_one_thing_is_answered_by_the_story(name: str, question: str, said: str) -> None:
    """Of what was not read nothing is made up, and a number is held against the facts."""
    assert said in answered(question, knowledge(name))
