"""From when to when links, adjacencies and daemons were gone, in recordings."""

import pytest

from agent.report.records.spells import Sort, seen, spells
from clab.units import SECOND_NS
from tests.recordings import knowledge


@pytest.mark.parametrize(
    ("recording", "sort", "thing", "lengths_s"),
    [
        ("live-last-two-links-10s-apart", "interface", ("r4", "eth1"), [24.04]),
        ("live-last-two-links-10s-apart", "interface", ("r4", "eth2"), [14.03]),
        ("live-ospf-removed-by-config", "adjacency", ("r4", "eth1"), [12.63]),
        ("live-ospfd-killed", "daemon", ("r4", "ospfd"), [5.13]),
        ("given-04-node-pause-35s", "node", ("r4", ""), [35.07]),
        ("live-ospf-removed-by-config", "interface", ("r4", "eth1"), []),
    ],
)
def test_a_thing_is_gone_from_its_loss_to_its_return(
    recording: str, sort: Sort, thing: tuple[str, str], lengths_s: list[float]
) -> None:
    """One spell for each loss; none where nothing went."""
    found = [item for item in spells(sort, knowledge(recording)) if item.thing == thing]
    lengths = [round(((item.to_ns or 0) - item.from_ns) / SECOND_NS, 2) for item in found]
    assert lengths == lengths_s


def test_the_other_end_is_named() -> None:
    """By the links of the topology, or by whose router id it is."""
    known = knowledge("live-ospf-removed-by-config")
    assert {item.peer for item in spells("adjacency", known) if item.node == "r4"} == {"r2", "r3"}
    links = spells("interface", knowledge("live-last-two-links-10s-apart"))
    assert [item.peer for item in links if item.node == "r4"] == ["r2", "r3"]


def test_only_where_a_source_tells_of_a_thing_is_silence_an_answer() -> None:
    """A recording of logs alone has no interfaces."""
    assert seen("interface", knowledge("given-11-maxprefix-no-restart")) == set()
    assert "r4" in seen("interface", knowledge("live-ospf-removed-by-config"))
