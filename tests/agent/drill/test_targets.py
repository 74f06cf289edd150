"""What the drill sees of a lab, and where its faults strike."""

from dataclasses import replace

import pytest

from agent.drill.discovery import changed, not_established, survey, unhealthy
from agent.drill.fault import Impossible, Plan, all_faults
from agent.drill.faults.neighbor_removed import lines_about
from agent.drill.targets import Bgp, SessionEnd, Stage, pair, peering_addresses
from agent.failure import Failure
from clab.actions import Block, NodeLife, SetLink, Vtysh, WireEnd
from tests.agent.drill.fake import FakeLab, lab

BEYOND = {
    "igp-removed", "ospfd-kill", "ospfd-freeze", "mtu",  # no OSPF
    "blackhole",  # no session of several hops
    "links-apart",  # every session depends on one link
    "family-off",  # no session with several families
}  # fmt: skip
"""Faults that the triangle cannot have."""


@pytest.fixture
def stage() -> Stage:
    """The triangle, whole."""
    return survey(lab(), ["r1", "r2", "r3", "host"], FakeLab())


def _plan(stage: Stage, name: str, turn: int = 0) -> Plan:
    found = all_faults()[name].plan(stage, turn)
    assert isinstance(found, Plan)
    return found


def test_sessions_have_two_ends_and_their_wire(stage: Stage) -> None:
    """Both routers' views are one session, over the link whose ends carry its addresses."""
    assert [session.nodes for session in stage.sessions] == [("r1", "r2"), ("r1", "r3"), ("r2", "r3")]
    first = stage.sessions[0]
    assert (first.a.address, first.b.address, first.hold_s, first.external) == ("10.0.12.1", "10.0.12.2", 9.0, True)
    assert first.wire is not None
    assert [(item.node, item.interface, item.mtu) for item in first.wire] == [
        ("r1", "eth1", 9500),
        ("r2", "eth1", 9500),
    ]
    assert first.wire[0].addresses == ("10.0.12.1/24",)
    assert sorted(stage.running) == ["r1", "r2", "r3"]


def test_a_lab_without_routers_or_sessions_is_refused() -> None:
    """With the reason: nothing answers to vtysh, or nothing is up."""
    with pytest.raises(Failure, match="no node answers to vtysh"):
        survey(lab(), ["host"], FakeLab())
    with pytest.raises(Failure, match="no BGP session between two of its routers is up"):
        survey(lab(), ["r1"], FakeLab())


def test_what_is_down_is_named(stage: Stage) -> None:
    """At both ends; a router that does not answer has lost all."""
    fake = FakeLab(broken={"r1:eth1 down"})
    assert unhealthy(stage, fake) == ["r1 10.0.12.2", "r2 10.0.12.1"]
    fake = FakeLab(broken={"r1 paused"})
    assert unhealthy(stage, fake) == ["r1 10.0.12.2", "r1 10.0.13.3", "r2 10.0.12.1", "r3 10.0.13.1"]
    assert not_established(["r1", "r2", "r3"], FakeLab()) == []


def _end(node: str, neighbor: str, address: str, asn: int = 65000) -> SessionEnd:
    return SessionEnd(node, neighbor, address, asn, 65001, True, 9.0)


def test_unnumbered_ends_are_joined_over_their_wire() -> None:
    """Two twin links between the same routers are two sessions; the ends are named by their interfaces."""
    wires = tuple((WireEnd("a", f"eth{n}"), WireEnd("b", f"eth{n + 4}")) for n in (1, 2))
    ends = [_end("b", "eth6", "fe80::1"), _end("a", "eth1", "fe80::1"), _end("b", "eth5", "fe80::2")]
    ends.append(_end("a", "eth2", "fe80::3"))
    found = sorted(peering_addresses(item) for item in pair(ends, {}, wires))
    assert found == [("eth1", "eth5"), ("eth2", "eth6")]


def test_an_end_alone_is_no_session() -> None:
    """A neighbor outside the lab has no other end here."""
    assert list(pair([_end("a", "192.0.2.1", "192.0.2.2")], {}, ())) == []


def test_mates_name_each_other() -> None:
    """The same pair of routers with two sessions: addresses tell which end belongs to which."""
    ends = [_end("a", "10.0.0.2", "10.0.0.1"), _end("a", "fd00::2", "fd00::1")]
    ends += [_end("b", "fd00::1", "fd00::2"), _end("b", "10.0.0.1", "10.0.0.2")]
    found = [(item.a.address, item.b.address) for item in pair(ends, {}, ())]
    assert found == [("10.0.0.1", "10.0.0.2"), ("fd00::1", "fd00::2")]


def test_every_fault_can_be_had_on_the_triangle(stage: Stage) -> None:
    """Each strikes with something, and each but the clear has something to mend; some need what it does not have."""
    for name, fault in all_faults().items():
        plan = fault.plan(stage, 0)
        if name in BEYOND:
            assert isinstance(plan, Impossible), name
            continue
        assert isinstance(plan, Plan), name
        assert plan.strike, name
        assert bool(plan.mend) == (name != "clear"), name
        assert fault.causes or plan.notes, name


def test_turns_go_round_the_lab(stage: Stage) -> None:
    """Another turn, another place."""
    assert len({_plan(stage, "link-down", turn).target for turn in range(6)}) > 2
    assert {_plan(stage, "node-pause", turn).target for turn in range(3)} == {"r1", "r2", "r3"}


def test_a_hang_lasts_until_its_peers_have_noticed(stage: Stage) -> None:
    """The hold time, and some more; one-way loss likewise."""
    assert _plan(stage, "node-pause").lasts_s > 9.0
    assert _plan(stage, "one-way-loss").lasts_s > 9.0
    assert _plan(stage, "one-way-loss").strike == (Block("r1", "eth1"),)
    assert _plan(stage, "node-pause").strike == (NodeLife("r1", "pause"),)


def test_an_isolated_node_loses_all_its_links(stage: Stage) -> None:
    """Every interface on a wire of the lab, and no other."""
    assert _plan(stage, "node-isolated").strike == (SetLink("r1", "eth1", False), SetLink("r1", "eth2", False))


def test_the_old_prefix_limit_comes_back(stage: Stage) -> None:
    """Where there was one it is set again; where there was none it is taken away."""
    plan = _plan(stage, "prefix-limit")
    router = ("router bgp 65001", "address-family ipv4 unicast")
    assert plan.strike == (Vtysh("r1", (*router, "neighbor 10.0.12.2 maximum-prefix 4"), config=True),)
    assert plan.mend[0] == Vtysh("r1", (*router, "no neighbor 10.0.12.2 maximum-prefix"), config=True)
    limited = replace(stage.sessions[0], a=replace(stage.sessions[0].a, limits={"ipv4Unicast": 50}))
    plan = _plan(replace(stage, sessions=(limited,)), "prefix-limit")
    assert plan.mend[0] == Vtysh("r1", (*router, "neighbor 10.0.12.2 maximum-prefix 50"), config=True)


RUNNING = """\
router bgp 65001
 neighbor 10.0.0.2 remote-as 65002
 neighbor 10.0.0.21 remote-as 65003
 neighbor eth1 interface remote-as external
 !
 address-family ipv4 unicast
  neighbor 10.0.0.2 maximum-prefix 50
  neighbor 10.0.0.21 activate
 exit-address-family
exit
!
router bgp 65009 vrf other
 neighbor 10.0.0.2 remote-as 65100
exit
"""


def test_all_lines_about_a_neighbor_come_back_where_they_stood() -> None:
    """In their address family, of this AS's instance alone, and not those of a neighbor that begins alike."""
    assert lines_about(RUNNING, 65001, "10.0.0.2") == (
        "neighbor 10.0.0.2 remote-as 65002",
        "address-family ipv4 unicast",
        "neighbor 10.0.0.2 maximum-prefix 50",
        "exit-address-family",
    )
    assert lines_about(RUNNING, 65001, "10.0.0.9") == ()


def test_an_unnumbered_neighbor_is_removed_by_its_interface() -> None:
    """FRR refuses `no neighbor eth1`: the whole line is taken back."""
    ends = _end("a", "eth1", "fe80::1", 65001), _end("b", "eth2", "fe80::2")
    wire = WireEnd("a", "eth1"), WireEnd("b", "eth2")
    stage = Stage("x", {"a": RUNNING, "b": ""}, (wire,), (Bgp(*ends, wire),))
    plan = _plan(stage, "neighbor-removed")
    assert plan.strike == (
        Vtysh("a", ("router bgp 65001", "no neighbor eth1 interface remote-as external"), config=True),
    )


def test_what_the_stage_does_not_have_is_told(stage: Stage) -> None:
    """A reason, no guess."""
    far = replace(stage, sessions=tuple(replace(session, wire=None) for session in stage.sessions), wires=())
    reasons = {
        name: found.reason
        for name, fault in all_faults().items()
        if isinstance(found := fault.plan(far, 0), Impossible)
    }
    assert {name: why for name, why in reasons.items() if name not in BEYOND} == {
        "address-deleted": "no session runs between the IPv4 addresses of a link",
        "port-blocked": "no session runs over a single link",
        "port-blocked-one-way": "no session runs over a single link",
        "link-down": "no session runs over a single link",
        "link-flap": "no session runs over a single link",
        "one-way-loss": "no session runs over a single link",
        "node-isolated": "no router has more than one link",
    }


def test_a_withdrawal_takes_what_the_peer_will_notice(stage: Stage) -> None:
    """Most of a router's own networks, and only where that is a good part of what its neighbor gets."""
    plan = _plan(stage, "route-withdrawal")
    router = ("router bgp 65001", "address-family ipv4 unicast")
    lines = [f"network 10.1.{n}.0/24" for n in range(4)]
    assert plan.strike == (Vtysh("r1", (*router, *(f"no {line}" for line in lines)), config=True),)
    assert plan.mend == (Vtysh("r1", (*router, *lines), config=True),)
    one = stage.sessions[0]
    many = {"ipv4Unicast": 100}
    crowded = replace(one, a=replace(one.a, prefixes=many), b=replace(one.b, prefixes=many))
    assert isinstance(all_faults()["route-withdrawal"].plan(replace(stage, sessions=(crowded,)), 0), Impossible)


def test_a_configuration_that_is_not_as_before_is_named(stage: Stage) -> None:
    """The lines that went and came; what a print adds by itself does not count."""
    assert changed(stage, FakeLab()) == []
    running = "Building configuration...\n\n" + stage.running["r1"].replace("timers 3 9", "timers 10 30", 1)
    assert changed(replace(stage, running={"r1": running}), FakeLab()) == [
        "r1: its configuration is not as before: -neighbor 10.0.12.2 timers 10 30; +neighbor 10.0.12.2 timers 3 9"
    ]
    (told,) = changed(replace(stage, running={"r1": running}), FakeLab(broken={"r1 paused"}))
    assert told == "r1: its configuration cannot be read: r1: its container does not run"
