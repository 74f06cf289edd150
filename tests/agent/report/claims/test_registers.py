"""Sentences of chats, tickets and post-mortems: what is true is read, what is false is never supported."""

import pytest

from tests.agent.report.claims.held import verdict

TRUE = [
    ("diamond-link-flap", "A flapping link, proven."),
    ("diamond-link-flap", "Both sessions flapped four times."),
    ("diamond-link-flap", "Both sessions were lost four times apiece."),
    ("diamond-link-flap", "Each of the two sessions was lost four times."),
    ("diamond-link-flap", "Just a WARNING."),
    ("diamond-password-changed", "A single IPv4 session was lost, between e2 and r2."),
    ("diamond-password-changed", "Just one session was lost."),
    ("diamond-password-changed", "Just the one session was lost."),
    ("diamond-password-changed", "No IPv6 session was lost."),
    ("diamond-password-changed", "One session, e2 to r2, was down for 22 seconds."),
    ("diamond-password-changed", "The only session lost was the IPv4 one between e2 and r2."),
    ("diamond-password-changed", "The only session lost was the IPv4 one between e2 and r2."),
    ("diamond-password-changed", "The outage began at 07:57:46 and ended at 07:58:08."),
    ("diamond-password-changed", "The session was re-established at 07:58:08."),
    ("diamond-password-changed", "We flagged it as ACTION."),
    ("given-01", "Everything came back."),
    ("given-01", "FYI: both sessions with e1 dropped at 21:16:23 and were back by 21:16:49."),
    ("given-01", "IPv4 and IPv6 went down at practically the same moment."),
    ("given-01", "It started at 21:16:23 UTC and was over at 21:16:48 UTC."),
    ("given-01", "It was resolved within 26 seconds."),
    ("given-01", "One IPv4 and one IPv6 session were lost."),
    ("given-01", "The IPv4 session was first to drop and first to return."),
    ("given-01", "The incident started at 21:16:23 and ended at 21:16:48."),
    ("given-01", "The trigger was e1's eth1 going down."),
    ("given-01", "This incident is closed."),
    ("given-01", "Two sessions were lost, both of them between e1 and r1."),
    ("given-01", "e1's eth1 went down."),
    ("given-11", "It lasted about 42 seconds."),
    ("given-11", "It was back after 42 seconds."),
    ("given-11", "It's over: the session is up again."),
    ("given-11", "The prefix limit for e2 on r2 was exceeded."),
    ("given-11", "The prefix limit for e2 on r2 was exceeded."),
    ("given-11", "e2 went over its prefix limit."),
]

FALSE = [
    ("diamond-link-flap", "Four losses in all."),
    ("diamond-link-flap", "IPv6 was the first to go."),
    ("diamond-link-flap", "The flapping port was eth1 on r2."),
    ("diamond-link-flap", "The link at r1:eth3 failed once."),
    ("diamond-password-changed", "IPv4 was untouched."),
    ("diamond-password-changed", "No IPv4 session was lost."),
    ("diamond-password-changed", "Only IPv6 was affected."),
    ("diamond-password-changed", "The passwords matched."),
    ("diamond-password-changed", "The session between e2 and r2 was off for about half a minute."),
    ("diamond-password-changed", "The ticket has not been closed."),
    ("diamond-password-changed", "e1 and r2 disagreed about the password."),
    ("diamond-password-changed", "e1 and r2 were without a session for roughly 22 seconds."),
    ("given-01", "All good again, and the cause is unknown."),
    ("given-01", "All other sessions of r1 were lost."),
    ("given-01", "Both sessions dropped again."),
    ("given-01", "Both sessions flapped twice."),
    ("given-01", "Both sessions were dark for roughly half a minute."),
    ("given-01", "Both sessions were lost for a few seconds."),
    ("given-01", "Both sessions were reset."),
    ("given-01", "Confirmed: the e2–r1 link went down."),
    ("given-01", "Customers lost both sessions for 25 seconds."),
    ("given-01", "Down at 21:16:23, back at 21:17:48."),
    ("given-01", "Everything was back about 25 seconds after the reset."),
    ("given-01", "Everything was back shortly after 21:16:49."),
    ("given-01", "FYI: both sessions with e1 dropped at 21:16:23 and were back by 21:16:45."),
    ("given-01", "IPv4 was off for longer than IPv6."),
    ("given-01", "IPv6 dropped a millisecond before v4."),
    ("given-01", "IPv6 was lost first, with IPv4 following a millisecond later."),
    ("given-01", "IPv6 was not affected."),
    ("given-01", "It was a planned event."),
    ("given-01", "It was rated ACTION rather than WARNING."),
    ("given-01", "It was resolved within 16 seconds."),
    ("given-01", "Logged as a warning rather than a warning."),
    ("given-01", "Neither session came back."),
    ("given-01", "Neither session was lost."),
    ("given-01", "No IPv6 session was affected."),
    ("given-01", "Only the IPv4 session was lost."),
    ("given-01", "Rated ACTION, nothing more."),
    ("given-01", "Severity was ACTION."),
    ("given-01", "Someone took the e1–r1 link down."),
    ("given-01", "The IPv6 outage was about five seconds longer than the IPv4 one."),
    ("given-01", "The cause is only likely."),
    ("given-01", "The command was typed on r1 at 21:16:23."),
    ("given-01", "The e1–r1 link flapped."),
    ("given-01", "The link from e2 to r1 dropped and took both BGP sessions with it."),
    ("given-01", "The only session lost was the IPv4 one between e1 and r1."),
    ("given-01", "The outage affected only IPv6."),
    ("given-01", "The sessions were lost because r1's container was killed."),
    ("given-01", "The whole thing was over in 15 seconds."),
    ("given-01", "Two sessions were lost, both of them IPv4."),
    ("given-01", "We are certain that r1 froze."),
    ("given-01", "We know that someone cleared BGP on r1."),
    ("given-01", "We only suspect that the link between e1 and r1 went down."),
    ("given-11", "It was a WARNING, not an ACTION."),
    ("given-11", "It was an ACTION, not an ACTION."),
    ("given-11", "The e2–r2 session was out for a little under 24 seconds."),
    ("given-11", "The prefix limit for r2 on e2 was exceeded."),
    ("given-11", "The prefix limit for r2 on e2 was exceeded."),
    ("given-11", "The prefix limit was never reached."),
    ("given-11", "r2 exceeded its prefix limit and e2 shut the session."),
]


@pytest.mark.parametrize(("about", "text"), TRUE)
def test_what_is_true_is_read(about: str, text: str) -> None:
    """In words that no report would choose."""
    assert "supported" == verdict(about, text)


@pytest.mark.parametrize(("about", "text"), FALSE)
def test_what_is_false_is_not_supported(about: str, text: str) -> None:
    """One thing in it is not so."""
    assert "supported" != verdict(about, text)


def test_what_is_published_is_written_as_reports_are() -> None:
    """A chat's opening is read in anybody's prose, and never published."""
    for text, decision in (("Two sessions were lost.", "supported"), ("Hey, fyi two sessions were lost.", "not_read")):
        assert verdict("given-01", text) == "supported"
        assert verdict("given-01", text, published=True) == decision
