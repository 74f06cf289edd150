"""What people typed beside real incidents: what explains one makes it planned, what merely looks like it does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from agent.app.analysis import analyze
from agent.detect.detector import Detector
from agent.detect.incident import Incident
from agent.detect.operator_actions import deeds, effective, explained, port
from agent.report.fact_sheet import quotes
from clab.model import Endpoint, Lab, Link
from clab.units import SECOND_NS
from collectors.observations import OperatorCommand
from collectors.sessions.secrets import starred
from collectors.sources.replay import read_recording
from tests.collectors.sessions.golden_sessions import read
from tests.recordings import REPLAYS, knowledge


def alone(folder: str) -> Incident:
    """A recording's first incident, without a session log."""
    return knowledge(folder).incidents[0]


def beside(folder: str, command: str, before_s: float, tmp_path: Path) -> tuple[Incident, ...]:
    """A recording's incidents, with one command in a shell history so long before the first incident began."""
    plain = alone(folder)
    history = tmp_path / "me.history"
    history.write_text(f"#{int(plain.started_ns / SECOND_NS - before_s)}\n{command}\n")
    return analyze(REPLAYS / folder, session_logs=[history]).incidents


EXPLAINS = [
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'clear bgp *'"),
    ("diamond-clear-one", "ssh admin@r2 clear bgp 10.255.0.4"),
    ("clos-unnumbered-clear", "docker exec clab-c-spine1 vtysh -c 'clear bgp eth2'"),
    ("diamond-shutdown-message", "docker exec r1 vtysh -c 'conf t' -c 'router bgp 65000' -c 'neighbor 10.1.1.2 shut'"),
    ("diamond-neighbor-removed", "docker exec e1 vtysh -c 'conf t' -c 'router bgp 65101' -c 'no neighbor 10.1.1.1'"),
    ("diamond-link-down-one-end", "ip netns exec clab-d-r2 ip link set eth3 down"),
    ("diamond-link-down-one-end", "docker exec clab-d-e2 ip link set dev eth1 down"),
    ("diamond-link-flap", "docker exec r1 ip link set eth3 down"),
    ("diamond-node-pause", "docker pause clab-d-r4"),
    ("diamond-node-killed", "docker kill clab-d-r2"),
    ("diamond-one-way-loss", "containerlab tools netem set -n clab-d-e2 -i eth1 --loss 100"),
    ("diamond-bgpd-killed", "docker exec clab-d-r3 pkill -9 bgpd"),
    ("diamond-bgpd-restarted", "docker exec clab-d-r1 systemctl restart frr"),
    (
        "diamond-wrong-remote-as",
        "docker exec e1 vtysh -c 'conf t' -c 'router bgp 1' -c 'neighbor 10.1.1.1 remote-as 2'",
    ),
    (
        "diamond-password-changed",
        "docker exec e2 vtysh -c 'conf t' -c 'router bgp 1' -c 'neighbor 10.1.2.1 password x'",
    ),
    ("diamond-prefix-limit", "docker exec e2 vtysh -c 'conf t' -c 'router bgp 1' -c 'network 100.99.0.0/24'"),
    ("diamond-route-withdrawal", "docker exec e1 vtysh -c 'conf t' -c 'router bgp 1' -c 'no network 100.65.0.0/24'"),
    ("diamond-node-isolated", "for n in 1 2 3; do docker exec clab-d-r4 ip link set eth$n down; done"),
]


@pytest.mark.parametrize(("folder", "command"), EXPLAINS)
def test_a_command_that_fits_makes_the_cause_planned(folder: str, command: str, tmp_path: Path) -> None:
    """It is the first evidence, stands in the timeline, and changes nothing else."""
    plain = alone(folder)
    incident = beside(folder, command, 1, tmp_path)[0]
    assert incident.cause.planned
    typed = [item for item in incident.cause.evidence if item.source == "session"]
    assert [each.text for each in typed][:1] == [starred(command)]
    assert next(each.text for each in incident.timeline if each.source == "session").startswith("an operator typed")
    assert (incident.id, incident.peerings) == (plain.id, plain.peerings)
    assert (incident.cause.type, incident.cause.certainty) == (plain.cause.type, plain.cause.certainty)


EXPLAINS_NOT = [
    ("diamond-clear-all", "docker exec clab-d-r1 vtysh -c 'clear bgp *'", 1),  # another router
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'clear bgp * soft'", 1),  # costs no session
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'clear bgp 10.1.4.2'", 1),  # one of five sessions
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'clear bgp *'", 60),  # long before
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'clear bgp *'", -5),  # after it
    ("diamond-clear-all", "docker exec clab-d-r4 vtysh -c 'show bgp summary'", 1),  # only looks
    ("diamond-clear-one", "docker exec clab-d-r2 vtysh -c 'clear bgp 10.255.0.1'", 1),  # another session
    ("diamond-clear-one", "docker exec clab-d-r4 vtysh -c 'clear bgp 10.255.0.2'", 1),  # the end that did not act
    ("diamond-link-down-one-end", "docker exec clab-d-r2 ip link set eth1 down", 1),  # another link
    ("diamond-link-down-one-end", "docker exec clab-d-r2 ip link set eth3 up", 1),  # the opposite
    ("diamond-link-down-one-end", "docker pause clab-d-r2", 1),  # another kind of fault
    ("diamond-bgpd-killed", "docker exec clab-d-r2 pkill -9 bgpd", 1),  # another node
    ("diamond-host-stall", "docker pause clab-d-r4", 1),  # no command explains a stall
    ("diamond-two-way-loss", "containerlab tools netem set -n clab-d-r2 -i eth1 --loss 100", 1),
    ("diamond-route-withdrawal", "docker exec r1 vtysh -c 'conf t' -c 'router bgp 1' -c 'no network 1.0.0.0/8'", 1),
    ("diamond-wrong-remote-as", "docker exec e1 vtysh -c 'conf t' -c 'neighbor 10.1.1.9 remote-as 2'", 1),
]


@pytest.mark.parametrize(("folder", "command", "before_s"), EXPLAINS_NOT)
def test_a_command_that_does_not_fit_explains_nothing(
    folder: str, command: str, before_s: float, tmp_path: Path
) -> None:
    """Not planned, no evidence; the cause is as it was without the log."""
    plain = alone(folder)
    assert beside(folder, command, before_s, tmp_path)[0].cause == plain.cause


def test_a_failed_command_explains_nothing() -> None:
    """The router refused it, so it did nothing."""
    plain = alone("diamond-clear-all")
    clear = at(plain.started_ns - SECOND_NS, "clear_bgp", "r4", "*")
    failed = replace(clear, error="% Unknown command")
    assert explained(plain, [clear], Lab()).cause.planned
    assert not explained(plain, [clear, failed], Lab()).cause.planned
    assert effective([clear, failed]) == [failed]


def test_what_was_taken_back_before_explains_nothing() -> None:
    """An impairment that ended a minute before the timer ran out was not it."""
    lab = Lab(links=(Link(Endpoint("e1", "eth1"), Endpoint("r1", "eth3")),))
    plain = alone("diamond-two-way-loss")
    broke, mended = (
        at(plain.started_ns - 100 * SECOND_NS, "impair", "r1", "eth3"),
        at(plain.started_ns - 60 * SECOND_NS, "repair", "r1", ""),
    )
    assert explained(plain, [broke], lab).cause.planned
    assert not explained(plain, [broke, mended], lab).cause.planned


def test_a_time_that_is_not_known_explains_nothing() -> None:
    """A transcript without clock and timing file tells what was typed, not when."""
    plain = alone("diamond-clear-all")
    clear = replace(at(plain.started_ns - SECOND_NS, "clear_bgp", "r4", "*"), precision_ns=86_400 * SECOND_NS)
    assert explained(plain, [clear], Lab()) == plain


def test_what_lies_near_is_told_and_claims_nothing() -> None:
    """Another command on a router of the incident stands in its timeline alone."""
    plain = alone("diamond-clear-all")
    near = at(plain.started_ns - SECOND_NS, "link_up", "r1", "eth1")
    done = deeds(plain, [near], Lab())
    assert (done.why, done.near) == ((), (near,))
    incident = explained(plain, [near], Lab())
    assert incident.cause == plain.cause
    assert len(incident.timeline) == len(plain.timeline) + 1


def test_a_real_operator_at_a_real_terminal_is_seen() -> None:
    """Two recordings with a transcript of `script`: both causes are planned, by the command that did it."""
    found = {}
    for name in ("diamond-operator-clear", "diamond-operator-link"):
        (incident,) = knowledge(name).incidents
        assert incident.cause.planned
        found[name] = [item.text for item in incident.cause.evidence if item.source == "session"]
    assert found == {
        "diamond-operator-clear": ["vm# clear bgp *"],
        "diamond-operator-link": ["bash-5.2# ip netns exec lko-r1 ip link set eth3 down"],
    }


def test_one_port_has_many_spellings() -> None:
    """`eth1` is `Ethernet1`, `e1-1` is `ethernet-1/1`, with or without a subinterface."""
    assert {port("eth1"), port("Ethernet1"), port("Et1")} == {"1"}
    assert {port("e1-1"), port("ethernet-1/1"), port("ethernet-1/1.0")} == {"1/1"}
    assert port("ge-0/0/0") == "ge-0/0/0"


def at(seen_ns: int, action: str, node: str, target: str) -> OperatorCommand:
    """A command as a reader gives it, to the microsecond."""
    command = f"{action} {target}"
    return OperatorCommand(
        node=node,
        source="session",
        seen_ns=seen_ns,
        received_ns=seen_ns,
        raw=command,
        command=command,
        action=action,  # type: ignore[arg-type]  # one of the Literal's words
        target=target,
    )


def test_a_command_in_a_transcript_is_the_command_in_a_history() -> None:
    """However it was kept, it does the same."""
    typed = read(b"r1# clear bgp 10.0.12.2\r\n") + read(b"#1790000000\ndocker exec r1 vtysh -c 'clear bgp 10.0.12.2'\n")
    assert {(item.node, item.action, item.target) for item in typed if isinstance(item, OperatorCommand)} == {
        ("r1", "clear_bgp", "10.0.12.2")
    }


def test_a_command_that_comes_late_amends_the_incident() -> None:
    """A log that is read after the incident was told gives a new version of it, and time does not take it back."""
    recording = read_recording(REPLAYS / "diamond-clear-all")
    detector = Detector(recording.lab, hosts=recording.hosts)
    detector.observe(recording.observations)
    (opened,) = [item for item in detector.finish() if item.reason in ("opened", "found")]
    assert not opened.incident.cause.planned
    detector.observe([at(opened.incident.started_ns - SECOND_NS, "clear_bgp", "r4", "*")])
    (amended,) = detector.settle(detector.scene.now_ns + SECOND_NS)
    assert amended.incident.cause.planned
    assert amended.incident.id == opened.incident.id
    assert amended.incident.version > opened.incident.version


def test_a_command_is_remembered_as_long_as_its_outage_lasts() -> None:
    """A link that an operator took down an hour ago is still down by that command."""
    recording = read_recording(REPLAYS / "diamond-operator-link")
    typed = [observation for observation in recording.observations if isinstance(observation, OperatorCommand)]
    detector = Detector(recording.lab, hosts=recording.hosts)
    lost_ns = alone("diamond-operator-link").first_loss_ns or 0
    detector.observe(item for item in recording.observations if item.received_ns < lost_ns + SECOND_NS)
    detector.observe(typed[:3])
    for minute in range(60):
        detector.settle(lost_ns + minute * 60 * SECOND_NS)
    (incident,) = detector.incidents()
    assert (incident.status, incident.cause.planned) == ("open", True)


def test_what_a_person_typed_is_no_word_of_a_device() -> None:
    """A quoted argument does not become a shutdown message."""
    plain = alone("diamond-clear-all")
    typed = replace(at(plain.started_ns - SECOND_NS, "clear_bgp", "r4", "*"), raw='vtysh -c "clear bgp *"')
    assert quotes(explained(plain, [typed], Lab())) == quotes(plain)
