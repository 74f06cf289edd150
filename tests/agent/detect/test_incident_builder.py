"""Long timelines: what they leave out first."""

from agent.detect.incident_builder import MOMENTS_AT_MOST
from tests.recordings import knowledge


def test_counts_of_prefixes_give_way_before_edges_of_sessions() -> None:
    """Of a flap with more moments than a timeline has, each edge of a session is there; what is left out is said."""
    flap = next(item for item in knowledge("drill-frr-diamond").incidents if item.cause.type == "link_flap")
    edges = [each for each in flap.timeline if "ESTABLISHED with" in each.text]
    counts = [each for each in flap.timeline if " pfx" in each.text]
    said = [each.text for each in flap.timeline if each.node is None]
    assert 2 * 2 * sum(outage.losses for outage in flap.peerings) == len(edges)
    assert ["further counts of prefixes are left out: 1"] == said
    assert len(counts) < MOMENTS_AT_MOST == len(flap.timeline) - len(said)
