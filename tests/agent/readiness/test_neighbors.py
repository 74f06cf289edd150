"""Routers' views: since when they are up, and when they are gone."""

from agent.detect.name_resolver import NameResolver
from agent.readiness.neighbors import Neighbors
from clab.model import Lab
from clab.units import SECOND_NS
from collectors.observations import BgpState, Poll
from tests.agent.readiness.situations import NOW, state

VIEW = ("r1", "10.0.12.2", "default")


def neighbors() -> Neighbors:
    """Nothing seen yet."""
    return Neighbors(NameResolver(Lab()))


def test_a_router_s_own_uptime_counts_from_before_we_listened() -> None:
    """A lab that has been up for an hour is not waited for."""
    here = neighbors()
    here.observe(state("r1", "established", up_s=3600), NOW)
    assert here.views[VIEW].up_since_ns == NOW - 3600 * SECOND_NS


def test_a_flap_between_two_polls_begins_anew() -> None:
    """The uptime is other than it was; a second's rounding is not."""
    here = neighbors()
    here.observe(state("r1", "established", up_s=3600), NOW)
    here.observe(state("r1", "established", up_s=3600.9, now_ns=NOW + SECOND_NS), NOW + SECOND_NS)
    assert here.views[VIEW].up_since_ns == NOW - 3600 * SECOND_NS
    here.observe(state("r1", "established", up_s=1, now_ns=NOW + 2 * SECOND_NS), NOW + 2 * SECOND_NS)
    assert here.views[VIEW].up_since_ns == NOW + SECOND_NS


def test_a_loss_of_the_log_counts_at_once() -> None:
    """No poll is needed."""
    here = neighbors()
    here.observe(state("r1", "established", up_s=3600), NOW)
    lost = BgpState(node="r1", source="log", seen_ns=NOW, received_ns=NOW, neighbor="10.0.12.2", state="down")
    here.observe([lost], NOW + SECOND_NS)
    assert (here.views[VIEW].up_since_ns, here.views[VIEW].down_since_ns) == (None, NOW + SECOND_NS)


def test_a_neighbor_that_the_polls_list_no_more_is_gone() -> None:
    """After some seconds of polls without it."""
    here = neighbors()
    here.observe(state("r1", "established", up_s=9), NOW)
    for k in range(1, 6):
        at = NOW + k * SECOND_NS
        here.observe([Poll(node="r1", source="snapshot", seen_ns=at, received_ns=at, command="x", ok=True)], at)
        assert (VIEW in here.views) == (k <= 4)


def test_an_uptime_of_the_future_is_now() -> None:
    """A router whose clock is ahead has not been up for less than nothing."""
    here = neighbors()
    ahead = BgpState(
        node="r1", source="gnmi", seen_ns=NOW, received_ns=NOW, neighbor="10.0.12.2", state="established",
        kind="level", since_ns=NOW + 3600 * SECOND_NS,
    )  # fmt: skip
    here.observe([ahead], NOW)
    assert here.views[VIEW].up_since_ns == NOW
