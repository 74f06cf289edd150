"""What brings a lab back after its fault was mended, and what a drill is not about."""

import json
from dataclasses import replace
from typing import Any

import pytest

from agent.drill.cleanup import nudges, readdressings
from agent.drill.discovery import survey, unhealthy
from agent.drill.session import scored
from agent.drill.targets import Bgp, SessionEnd, Stage
from clab.actions import SetAddress, SetLink
from tests.agent.drill.fake import FakeLab, lab


@pytest.fixture
def stage() -> Stage:
    """The triangle: three direct sessions, and one of several hops between two loopbacks."""
    whole = survey(lab(), ["r1", "r2", "r3", "host"], FakeLab())
    a = SessionEnd("r1", "10.255.0.2", "10.255.0.1", 65001, 65002, direct=False, hold_s=9.0)
    b = SessionEnd("r2", "10.255.0.1", "10.255.0.2", 65002, 65001, direct=False, hold_s=9.0)
    return replace(whole, sessions=(*whole.sessions, Bgp(a, b)))


HOPS = ["r1 10.255.0.2", "r2 10.255.0.1"]


def flapped(node: str, interface: str, peer: str, peers: str) -> list[SetLink]:
    """Both ends of a link, down and up."""
    return [SetLink(end, name, up) for end, name in ((node, interface), (peer, peers)) for up in (False, True)]


def test_a_session_of_several_hops_is_brought_back_by_a_link_that_carries_none(stage: Stage) -> None:
    """A link that another session needs is left alone; where there is no other, nothing is done."""
    free = replace(stage, sessions=tuple(item for item in stage.sessions if item.nodes != ("r1", "r3")))
    assert nudges(free, HOPS) == flapped("r1", "eth2", "r3", "eth2")
    assert nudges(stage, HOPS) == []


def test_a_session_that_is_up_at_one_end_is_no_reason(stage: Stage) -> None:
    """It comes back by itself."""
    assert nudges(stage, ["r1 10.0.12.2"]) == []
    assert nudges(stage, ["r1 10.0.12.2", "r2 10.0.12.1"]) == flapped("r1", "eth1", "r2", "eth1")


def test_a_direct_session_that_stays_down_gets_its_addresses_anew(stage: Stage) -> None:
    """Off and on again, at both ends of its link and of no other; not for a session of several hops."""
    ends = (("r1", "10.0.12.1/24"), ("r2", "10.0.12.2/24"))
    acts = [SetAddress(node, "eth1", address, present) for node, address in ends for present in (False, True)]
    assert readdressings(stage, ["r1 10.0.12.2", "r2 10.0.12.1"]) == acts
    assert readdressings(stage, HOPS) == readdressings(stage, ["r1 10.0.12.2"]) == []


def peering(a: str, address_a: str, b: str, address_b: str) -> dict[str, str]:
    """As an incident names it."""
    return {"a": a, "address_a": address_a, "b": b, "address_b": address_b}


def test_what_was_down_before_the_drill_is_not_scored(stage: Stage) -> None:
    """By either end's name for the other; a fault's own sessions stay, also in the same incident."""
    old = peering("r1", "10.255.0.1", "r2", "10.255.0.2")
    new = peering("r1", "10.0.12.1", "r2", "10.0.12.2")
    incidents: list[dict[str, Any]] = [
        {"id": "1", "peerings": [old]},
        {"id": "2", "peerings": [old, new]},
        {"id": "3", "peerings": []},
    ]
    left = scored(replace(stage, down=frozenset({"r2 10.255.0.1"})), incidents)
    assert [(item["id"], item["peerings"]) for item in left] == [("2", [new]), ("3", [])]
    assert scored(stage, incidents) == incidents


def test_the_survey_names_what_is_down() -> None:
    """Neighbors that are configured and not up."""
    found = survey(lab(), ["r1", "r2", "r3"], FakeLab(broken={"r1:eth1 down"}))
    assert {"r1 10.0.12.2", "r2 10.0.12.1"} == found.down


class WithOspf(FakeLab):
    """The triangle, with OSPF on the link between r1 and r2; `lost` tells whether it has no adjacency now."""

    lost = False

    def run(self, node: str, *command: str) -> str:
        """What a command answers."""
        if "show ip ospf neighbor json" not in command or node == "r3" or self.lost:
            return super().run(node, *command)
        row = {"nbrState": "Full/-", "ifaceName": f"eth1:10.0.12.{node[1]}"}
        return json.dumps({"neighbors": {"10.255.0.9": [row, {"nbrState": "Init/-", "ifaceName": "eth2:10.0.13.1"}]}})


def test_a_lab_is_whole_when_its_adjacencies_are_back_too() -> None:
    """Sessions find another way, and the next fault would end them; the link is what brings them back."""
    fake = WithOspf()
    stage = survey(lab(), ["r1", "r2", "r3"], fake)
    assert {(end.node, end.interface) for end in stage.adjacencies} == {("r1", "eth1"), ("r2", "eth1")}
    assert unhealthy(stage, fake) == []
    fake.lost = True
    assert unhealthy(stage, fake) == ["r1:eth1", "r2:eth1"]
    assert nudges(stage, ["r1:eth1", "r2:eth1"]) == flapped("r1", "eth1", "r2", "eth1")
