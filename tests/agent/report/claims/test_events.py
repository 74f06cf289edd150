"""Evidence lines as typed events, and sentences about them: what is true is read, what is false is never supported."""

import pytest

from agent.report.claims.events import events
from agent.report.claims.reading import read_text
from agent.report.fact_sheet import sheet
from tests.agent.incidents import recorded

TRUE = [
    ("given-04-node-pause-35s", "r4 was frozen from 21:20:00.477 to 21:20:35.548."),
    ("given-04-node-pause-35s", "All three neighbors sent a BGP notification when they dropped the session."),
    ("given-06-admin-shutdown-message", "r1 was the side that closed the session."),
    ("given-06-admin-shutdown-message", "r4 logged that it had received a notification from r1."),
    ("given-11-maxprefix-no-restart", "r2 logged that 21 prefixes exceeded its limit of 20."),
    ("given-11-maxprefix-no-restart", "e2 received a notification with code 6/1, Maximum Number of Prefixes Reached."),
    ("given-25-node-isolated", "r3 lost its OSPF adjacency with r1 on eth1 at 21:45:45.723."),
    ("diamond-node-killed", "Docker reported that r2's container had died with exit code 137."),
    ("diamond-link-flap", "The link between e1 and r1 flapped four times between 07:48:59 and 07:49:32."),
    ("diamond-operator-clear", 'The command "clear bgp *" was issued on r4.'),
]

FALSE = [
    ("given-01-link-down-both-ends", "r1 was the first to log the loss, at 21:16:23.438."),
    ("given-01-link-down-both-ends", 'Both routers gave "Administrative shutdown" as the reason.'),
    ("given-01-link-down-both-ends", "r4 counted 1 prefixes from 10.255.0.1 before the incident and 31 afterwards."),
    ("given-04-node-pause-35s", "r4 was frozen from 21:20:00.477 to 21:20:38.548."),
    ("given-04-node-pause-35s", "r3 timed out first, followed by r2 and r1."),
    ("given-04-node-pause-35s", "The sessions went down in the following order: r1, r3, r2."),
    ("given-04-node-pause-35s", "Of the three lost sessions, one was IPv4 and two were IPv6."),
    ("given-04-node-pause-35s", "The two IPv4 sessions were restored at 21:20:43, one second after the IPv6 session."),
    ("given-06-admin-shutdown-message", "r4 was the side that closed the session."),
    ("given-06-admin-shutdown-message", "r4 sent r1 a Cease notification."),
    ("given-06-admin-shutdown-message", "r1 sent r4 a Cease notification with the subcode Administrative Reset."),
    ("given-11-maxprefix-no-restart", "r2 received 21 IPv4 prefixes from e2, two more than the limit of 20."),
    ("given-11-maxprefix-no-restart", "e2 logged that 21 prefixes exceeded its limit of 20."),
    ("given-25-node-isolated", "r3 lost its OSPF adjacency with r4 on eth1."),
    ("diamond-bgpd-killed", "The OSPF daemon of r3 died."),
    ("diamond-node-killed", "r2's container exited with code 0."),
    ("diamond-wrong-remote-as", "e1 expected AS 65000, but r1 is in AS 64999."),
    ("diamond-route-withdrawal", "r1 withdrew seven of the ten prefixes that it had announced to e1."),
    ("diamond-route-withdrawal", "The number of prefixes that r1 received from e1 rose from 3 to 10."),
    ("diamond-link-flap", "The link between e1 and r1 flapped five times between 07:48:59 and 07:49:32."),
    ("diamond-password-changed", "Authentication was switched on at r2 but not at e2."),
    ("diamond-operator-clear", 'The command "clear bgp *" was issued on r1.'),
    ("diamond-bird-killed", "Why the session between b4 and r1 was lost is not known."),
]


def decision(about: str, text: str) -> str:
    """What is said of a text about the first incident of a recording."""
    incidents, lab = recorded(about)
    return read_text(text, sheet(incidents[0], lab)).verdict


@pytest.mark.parametrize(("about", "text"), TRUE)
def test_what_evidence_says_is_read(about: str, text: str) -> None:
    """Who logged, sent or counted what, and when."""
    assert "supported" == decision(about, text)


@pytest.mark.parametrize(("about", "text"), FALSE)
def test_what_no_evidence_says_is_not_supported(about: str, text: str) -> None:
    """Another router, number, code, order or time."""
    assert "supported" != decision(about, text)


def test_a_line_is_read_by_its_dialect() -> None:
    """The limit line of a log, the notification that its neighbor received, and what polls counted."""
    (incident,) = recorded("given-11-maxprefix-no-restart")[0]
    found = events(incident)
    assert ("r2", "e2", 21, 20) in {(item.node, item.peer, item.value, item.limit) for item in found}
    assert ("e2", "r2", "6/1") in {(e.node, e.peer, e.code) for e in found if e.what == "received notification"}
    assert {"received", "sent", "left", "up", "limit"} <= {item.what for item in found}
