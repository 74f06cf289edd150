"""Is the lab ready, and what keeps it: each reason by a story that triggers it and one that must not."""

from collections.abc import Sequence

import pytest

from agent.detect.baseline import Expected
from agent.readiness.intended import Intended
from agent.readiness.judge import Readiness, Wanted, judge
from agent.readiness.last_words import LastWords
from agent.readiness.reasons import Interface, NodeState, Probed, Situation
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, NodeEvent, Observation, Poll
from tests.agent.readiness.situations import ADDRESS, NOW, PORTS, facts, situation, state

UP = (*state("r1", "established", up_s=12), *state("r2", "established", up_s=11))
UNCOUNTED = (*state("r1", "active", flaps=None), *state("r2", "active", flaps=None))
DOWN = (*state("r1", "active"), *state("r2", "active"))


ANY = Wanted()


def reason(seen: Situation, wanted: Wanted = ANY) -> tuple[str, str, str | None]:
    """Why the one session is missing."""
    (only,) = judge(seen, wanted).sessions
    assert only.why is not None
    return only.why.kind, only.why.text, only.why.node


def test_both_ends_up_for_long_enough_is_ready() -> None:
    """The later end counts."""
    found = judge(situation(UP), Wanted(stable_s=10))
    assert (found.ready, [session.up_s for session in found.sessions]) == (True, [11.0])
    assert found.sessions[0].session.full_name == "r1–r2 (10.0.12.2, 10.0.12.1)"


def test_up_for_too_short_is_not_ready_yet() -> None:
    """It is up, and counted as such."""
    found = judge(situation(UP), Wanted(stable_s=11.5))
    assert (found.ready, found.up, found.sessions[0].why is not None) == (False, 1, True)


def test_one_end_alone_is_not_up() -> None:
    """What one router says does not stand against the other's word."""
    found = judge(situation(state("r1", "established", up_s=60), state("r2", "idle")), Wanted())
    assert (found.ready, found.up) == (False, 0)


def test_a_lab_of_which_no_session_is_known_is_not_ready() -> None:
    """Silence is not health."""
    assert not judge(situation(), Wanted()).ready


def test_a_router_that_has_not_told_its_sessions_is_waited_for() -> None:
    """Three routers, of which the third runs a speaker and has said nothing."""
    nodes = [NodeState(item, "running", True) for item in ("r1", "r2", "r3")]
    found = judge(situation(UP, nodes=nodes), Wanted())
    assert (found.ready, found.waiting) == (False, ("r3",))


def test_a_node_that_is_not_there_keeps_the_lab_although_no_session_names_it() -> None:
    """Every node of the topology has to run."""
    nodes = [NodeState("r1", "running", True), NodeState("r2", "running", True), NodeState("h1", "absent")]
    found = judge(situation(UP, nodes=nodes), Wanted())
    assert (found.ready, [node.text for node in found.nodes]) == (False, ["h1 was not started: it has no container"])


def test_named_sessions_are_all_that_counts() -> None:
    """What is not named may be missing."""
    nodes = [NodeState("r1", "running", True), NodeState("r2", "running", True), NodeState("h1", "absent")]
    assert judge(situation(UP, nodes=nodes), Wanted(pairs=(("r2", "r1"),))).ready
    assert judge(situation(UP, nodes=nodes), Wanted(pairs=(("r1", "10.0.12.2"),))).ready


REASONS: list[tuple[str, Sequence[Observation], dict[str, object], tuple[str, str]]] = [
    (
        "the numbers do not agree",
        (*DOWN, *facts("r1", 65001, 65009), *facts("r2", 65002, 65001)),
        {},
        ("wrong_as", "wrong AS: r1 expects AS 65009 at 10.0.12.2, and r2 is AS 65002"),
    ),
    (
        "one end has a password",
        (*DOWN, *facts("r1", 1, 2, key=True), *facts("r2", 2, 1)),
        {},
        ("password", "password: r1 has one for 10.0.12.2, r2 has none"),
    ),
    (
        "both ends have a password",
        (*DOWN, *facts("r1", 1, 2, key=True), *facts("r2", 2, 1, key=True)),
        {},
        (
            "password",
            "both ends have a password and neither's connection is answered: they differ, or the network drops TCP",
        ),
    ),
    (
        "an interface is down",
        DOWN,
        {"probed": {**PORTS, "r2": Probed({"eth1": Interface(False, ("10.0.12.2/30",))})}},
        ("interface_down", "interface r2:eth1 is down"),
    ),
    (
        "an interface is missing",
        DOWN,
        {"probed": {**PORTS, "r1": Probed({"lo": Interface(True, ("10.255.0.1/32",))})}},
        ("interface_down", "interface r1:eth1 is missing"),
    ),
    (
        "only the default route is left",
        DOWN,
        {"probed": {"r1": Probed(PORTS["r1"].interfaces, {"10.0.12.2": "0.0.0.0/0"}), "r2": PORTS["r2"]}},
        ("no_route", "r1 has no route but the default to 10.0.12.2"),
    ),
    (
        "the peer has another address",
        DOWN,
        {"probed": {**PORTS, "r2": Probed({"eth1": Interface(True, ("10.0.12.3/29",))})}},
        ("wrong_address", "no interface of r2 has 10.0.12.2, which r1 has as its neighbor"),
    ),
    (
        "the peer does not know it",
        (
            *state("r1", "active"),
            Poll(node="r2", source="snapshot", seen_ns=NOW, received_ns=NOW, command="bgp-summary", ok=True),
        ),
        {},
        ("refused", "refused: r2 has no neighbor that is r1 (which calls it 10.0.12.2)"),
    ),
    (
        "a prefix limit holds it",
        (*state("r1", "idle", word="PfxCt"), *state("r2", "active")),
        {},
        ("prefix_limit", "r1 keeps it down: its prefix limit was exceeded"),
    ),
    (
        "the startup configuration names what the router does not have",
        (*state("r1", "active"), *state("r2", "active", neighbor="10.9.9.9")),
        {
            "intended": {"r2": Intended({"10.0.12.1": 7})},
        },
        ("not_configured", "r2 has no neighbor 10.0.12.1, though line 7 of its startup configuration names it"),
    ),
    (
        "the node is over",
        DOWN,
        {
            "nodes": (
                NodeState("r1", "running", True),
                NodeState("r2", "exited", False, LastWords("licence", "its licence is refused", "no valid license")),
            )
        },
        ("licence", "r2 does not run: its licence is refused"),
    ),
    (
        "its daemon hangs",
        (
            *DOWN,
            Poll(
                node="r2",
                source="snapshot",
                seen_ns=NOW,
                received_ns=NOW,
                command="x",
                ok=False,
                error="TimeoutError: 2 s",
            ),
        ),
        {},
        ("not_answering", "r2 does not answer"),
    ),
    ("nothing tells why", DOWN, {}, ("never_up", "never up: r1 is in Active")),
    ("nothing tells whether it was up", UNCOUNTED, {}, ("down", "not up: r1 is in Active")),
]


@pytest.mark.parametrize(("name", "seen", "more", "told"), REASONS, ids=[each[0] for each in REASONS])
def test_the_reason_is_what_was_seen(
    name: str, seen: Sequence[Observation], more: dict[str, object], told: tuple[str, str]
) -> None:
    """Each story has its own reason, and no other story's."""
    here = situation(seen, **more)  # type: ignore[arg-type]
    found = [session.why for session in judge(here, Wanted()).sessions if session.why and "r1" in session.session.name]
    assert told in [(item.kind, item.text) for item in found]


def test_equal_numbers_and_no_passwords_prove_nothing() -> None:
    """What agrees is no reason."""
    seen = (*DOWN, *facts("r1", 65001, 65002), *facts("r2", 65002, 65001))
    assert reason(situation(seen))[0] == "never_up"


def test_a_bad_peer_as_of_the_log_is_said_with_its_line() -> None:
    """Where no poll tells the numbers, the NOTIFICATION does."""
    line = BgpNotification(
        node="r2", source="log", seen_ns=NOW, received_ns=NOW, neighbor="10.0.12.1", direction="sent",
        code=2, subcode=2, raw="%NOTIFICATION: sent to neighbor 10.0.12.1 2/2",
    )  # fmt: skip
    assert reason(situation((*DOWN, line)))[0::2] == ("wrong_as", "r2")


def test_a_session_that_was_lost_is_said_as_lost() -> None:
    """With since when, and at which end."""
    before = (*state("r1", "established", up_s=60, now_ns=NOW - 9 * SECOND_NS), *state("r2", "established", up_s=60))
    seen = situation(before)
    seen.neighbors.observe(state("r1", "active"), NOW - 4 * SECOND_NS)
    assert reason(seen)[:2] == ("lost", "lost 4 s ago; r1 is in Active")


def test_a_router_s_own_count_tells_that_it_was_up_before_we_listened() -> None:
    """Since when is its word, too."""
    seen = situation(state("r1", "active", up_s=60, flaps=2), state("r2", "active", up_s=60, flaps=2))
    assert reason(seen)[:2] == ("lost", "lost 60 s ago; r1 is in Active")


def test_a_refused_startup_line_stands_beside_what_it_led_to() -> None:
    """The interface has no address since the line was refused."""
    words = LastWords(
        "startup_config", "its startup configuration was refused at line 31", "line 31: % Unknown command"
    )
    nodes = (NodeState("r1", "running", True), NodeState("r2", "running", True, words))
    probed = {**PORTS, "r2": Probed({"eth1": Interface(True)})}
    (only,) = judge(situation(DOWN, nodes=nodes, probed=probed), Wanted()).sessions
    assert only.why is not None
    assert only.why.kind == "wrong_address"
    assert "r2: its startup configuration was refused at line 31" in only.why.said


@pytest.mark.parametrize(
    ("intended", "baseline", "left_out"),
    [
        ({}, (), True),
        ({"r1": Intended({"10.0.12.2": 3}, frozenset({"10.0.12.2"}))}, (), True),
        ({"r1": Intended({"10.0.12.2": 3})}, (), False),
        ({}, (Expected("r1", "10.0.12.2", peer="r2"),), False),
    ],
)
def test_who_is_shut_down_by_configuration_is_not_waited_for(
    intended: dict[str, Intended], baseline: tuple[Expected, ...], left_out: bool
) -> None:
    """Unless it was up before, or its startup configuration does not shut it down."""
    seen = situation(state("r1", "idle", word="Admin"), state("r2", "active"), intended=intended)
    found = judge(seen, Wanted(baseline=baseline))
    assert (bool(found.left_out), bool(found.sessions)) == (left_out, not left_out)
    if not left_out:
        assert reason(seen, Wanted(baseline=baseline))[0] == "shut_down"


def test_a_session_of_the_past_that_no_router_has_any_more_is_left_out_and_said() -> None:
    """It was removed at both ends, and no file names it."""
    old = (Expected("r1", "192.0.2.9", peer="r9"), Expected("r1", "10.0.12.2", peer="r2"))
    found = judge(situation(UP), Wanted(baseline=old))
    assert (found.ready, [why for _, why in found.left_out]) == (True, ["it was up before, and r1 no longer has it"])


def test_what_ended_is_not_up_by_its_last_word() -> None:
    """A node that died tells nothing any more."""
    died = NodeEvent(node="r2", source="runtime", seen_ns=NOW, received_ns=NOW, event="die")
    found: Readiness = judge(situation((*UP, died)), Wanted())
    assert not found.ready


def test_two_sessions_of_two_nodes_are_two() -> None:
    """One by each family, each with its own two ends."""
    six = (
        *state("r1", "established", up_s=60, neighbor="fd00::2"),
        *state("r2", "established", up_s=60, neighbor="fd00::1"),
    )
    seen = situation((*UP, *six))
    seen.neighbors.directory.owns("r1", "fd00::1")
    seen.neighbors.directory.owns("r2", "fd00::2")
    names = [session.session.full_name for session in judge(seen, Wanted()).sessions]
    assert names == ["r1–r2 (10.0.12.2, 10.0.12.1)", "r1–r2 (fd00::2, fd00::1)"]


def test_unnumbered_sessions_are_joined_by_their_link() -> None:
    """Neither end has an address that anybody knows."""
    seen = situation(
        state("r1", "established", up_s=60, neighbor="eth1"), state("r2", "established", up_s=60, neighbor="eth1")
    )
    (only,) = judge(seen, Wanted()).sessions
    assert (only.session.a, only.session.b, len(only.session.ends)) == ("r1", "r2", 2)


def test_a_neighbor_whom_only_the_link_tells_is_named() -> None:
    """Its address lies on the network of a port that leads to it."""
    probed = {"r1": PORTS["r1"]}
    seen = situation(state("r1", "active"), probed=probed, nodes=(NodeState("r1", "running", True),))
    (only,) = judge(seen, Wanted()).sessions
    assert (only.session.a, only.session.b) == ("r1", "r2")
    assert ADDRESS["r2"] in only.session.full_name
