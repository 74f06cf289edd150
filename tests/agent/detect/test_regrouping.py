"""Grouping again only what changed comes to the same as grouping everything."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.detect.diagnosis import Diagnosis, Key, LostPeering
from agent.detect.grouping import Group, group
from agent.detect.outages import Outage, Transition
from agent.detect.peerings import Peering
from agent.detect.regrouping import Explained, Groups
from clab.units import SECOND_NS
from collectors.observations import BgpState


def loss(session: int, at_s: int, length_s: int | None) -> LostPeering:
    """A loss of one of a few sessions."""
    at_ns = at_s * SECOND_NS
    view = (f"r{session}", "default", "10.0.0.9")
    seen = BgpState(node=view[0], source="log", seen_ns=at_ns, received_ns=at_ns, neighbor=view[2], state="down")
    edge = Transition(view, at_ns, 1, 1, up=False, reason="", seen=seen)
    back = None if length_s is None else at_ns + length_s * SECOND_NS
    return LostPeering(Peering((view,), view[0], None, None, None), Outage(at_ns, back, (edge,), ()))


def claim(cause: int, spread_s: int | None, covers: int | None, at_s: int) -> Diagnosis:
    """A cause among a few, which may hold another of them."""
    spread_ns = None if spread_s is None else spread_s * SECOND_NS
    covered = () if covers is None else (("cause", covers),)
    type_ = "link_down" if cause % 2 else "node_isolated"
    key = ("cause", cause)
    return Diagnosis(
        type=type_,
        certainty="proved",
        key=key,
        subject=f"r{cause}",
        nodes=("r1",),
        evidence=(),
        started_ns=at_s * SECOND_NS,
        spread_ns=spread_ns,
        covers=covered,
    )


seconds = st.integers(0, 200)
claims = st.builds(
    claim, st.integers(0, 4), st.sampled_from([None, 2, 30]), st.sampled_from([None, None, 1, 2]), seconds
)
losses = st.builds(loss, st.integers(0, 3), seconds, st.sampled_from([None, 1, 10, 50]))
steps = st.lists(st.tuples(losses, st.one_of(st.none(), claims), st.lists(claims, max_size=2)), max_size=25)


def shape(groups: list[Group]) -> list[tuple[object, ...]]:
    """What is in which group, in order."""
    return [
        ([lost.key for lost in each.losses], list(map(id, each.consequences)), [item.key for item in each.diagnoses])
        for each in groups
    ]


@settings(max_examples=200, deadline=None)
@given(steps)
def test_step_by_step_is_as_all_at_once(made: list[tuple[LostPeering, Diagnosis | None, list[Diagnosis]]]) -> None:
    """Losses come, go and are explained otherwise; claims without loss come and follow from losses."""
    groups, explained = Groups(), dict[Key, Explained]()
    for lost, cause, found in made:
        claims_now = [replace(each, follows=lost.key) if cause and each.spread_ns else each for each in found]
        if cause is None:
            explained.pop(lost.key, None)
        else:
            explained[lost.key] = lost, cause
        groups.update({lost.key: None if cause is None else (lost, cause)}, claims_now)
        assert shape(group(list(explained.values()), claims_now)) == shape(groups.all)
