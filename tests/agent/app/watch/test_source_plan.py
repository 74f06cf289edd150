"""What can be watched of a node, by which way, and what cannot, why, and what to do."""

from dataclasses import replace
from pathlib import Path

from agent.app.watch.source_plan import Lack, NodePlan, plan
from agent.config.nodes import GnmiConfig, NodeConfig
from clab.model import Lab
from clab.running_lab import FoundLab, FoundNode, Inside, Login, Mount

FRR = Inside("frr", ("/var/log/frr/frr.log",), False, "/run/frr", True, True)


def node(kind: str = "linux", inside: Inside = FRR, **more: object) -> FoundNode:
    """A running node."""
    whole = {"name": "n", "container": "clab-x-n", "container_id": "c1", "state": "running", "pid": 1} | more
    whole |= {"started_at": "t1", "addresses": ("172.20.20.2",)}
    return FoundNode(kind=kind, inside=inside, **whole)  # type: ignore[arg-type]


def planned(each: FoundNode, said: NodeConfig | None = None) -> NodePlan:
    """Its plan."""
    lab = FoundLab("x", Lab("x"), {"n": each})
    (found,) = plan(lab, {"n": said} if said else {})
    return found


def ways(found: NodePlan) -> list[tuple[str, str, str]]:
    """The sources in short."""
    return [(source.what, source.how, source.where) for source in found.sources]


def test_an_frr_that_logs_is_read_through_proc_and_polled_by_its_socket() -> None:
    """Neither leaves a trace in the lab's events, and nothing lacks."""
    found = planned(node())
    assert [("log", "proc", "/var/log/frr/frr.log"), ("state", "vty", "/run/frr")] == ways(found)
    assert () == found.lacks


def test_a_log_in_a_folder_of_the_host_is_read_there(tmp_path: Path) -> None:
    """The longest mount wins."""
    mounts = (Mount("/nowhere", "/var"), Mount(str(tmp_path), "/var/log/frr"))
    assert ("log", "file", f"{tmp_path}/frr.log") == ways(planned(node(mounts=mounts)))[0]


def test_a_silent_frr_lacks_two_lines_and_is_told_which() -> None:
    """The two configuration lines that mend it."""
    (lack,) = planned(node(inside=replace(FRR, logs=()))).lacks
    assert "log file /var/log/frr/frr.log informational | router bgp ...: bgp log-neighbor-changes" in lack.hint
    assert ("log", "FRR writes no log") == (lack.what, lack.why)


def test_an_frr_that_hides_its_sessions_changes_is_told_so() -> None:
    """It logs, but not what matters."""
    (lack,) = planned(node(inside=replace(FRR, neighbor_changes=False))).lacks
    expected = Lack("log", "FRR does not log its sessions' changes", "router bgp ...: bgp log-neighbor-changes")
    assert expected == lack


def test_without_root_frr_is_asked_by_one_long_command_each() -> None:
    """A tail for the log and a shell for the polls."""
    found = planned(node(inside=Inside("frr")))
    assert [("log", "tail", "clab-x-n"), ("state", "vty_inside", "clab-x-n")] == ways(found)


def test_a_speaker_that_prints_is_read_by_its_output() -> None:
    """GoBGP as a container's first process."""
    assert [("log", "output", "clab-x-n")] == ways(planned(node(inside=Inside("gobgp", (), True, None, True))))


def test_a_host_needs_no_watching() -> None:
    """No speaker: said, not hidden."""
    found = planned(node(inside=Inside(reachable=True)))
    assert ((), ["no BGP speaker runs in it (FRR, BIRD, GoBGP, ExaBGP)"]) == (
        found.sources,
        [lack.why for lack in found.lacks],
    )


def test_a_stopped_node_has_no_source_and_a_frozen_one_is_not_polled() -> None:
    """What cannot answer is not asked."""
    stopped, frozen = planned(node(state="exited")), planned(node(state="paused"))
    assert ((), "its container is exited") == (stopped.sources, stopped.lacks[0].why)
    assert [("log", "proc", "/var/log/frr/frr.log")] == ways(frozen)


def test_a_new_start_makes_the_ways_into_a_container_anew() -> None:
    """And leaves those of the host as they are."""
    old, new = planned(node()), planned(replace(node(), started_at="t2"))
    assert old.sources[0] != new.sources[0]
    assert old.sources[0].where == new.sources[0].where


def test_sr_linux_is_verified_by_the_labs_ca_or_says_why_not(tmp_path: Path) -> None:
    """Never unprotected by itself; the login is the lab's, and prints nowhere."""
    srl = node("nokia_srlinux", Inside(), folder=str(tmp_path / "n"), login=Login("admin", "s3cret"))
    lacking = next(lack for lack in planned(srl).lacks if lack.what == "gnmi")
    assert "57401" in lacking.hint
    (tmp_path / ".tls" / "ca").mkdir(parents=True)
    (tmp_path / ".tls" / "ca" / "ca.pem").write_text("CA")
    found = planned(srl)
    target = next(source for source in found.sources if source.what == "gnmi")
    assert ("172.20.20.2:57400", "admin") == (target.where, target.gnmi and target.gnmi.username)
    assert target.gnmi is not None
    assert target.gnmi.password is not None
    assert "s3cret" == target.gnmi.password.reveal()
    assert "s3cret" not in repr(found) + str(target.gnmi)


def test_each_kind_lacks_what_containerlab_does_not_set_up() -> None:
    """IOL has no gNMI, vJunos neither; both say what to do."""
    for kind in ("cisco_iol", "juniper_vjunosrouter", "vyosnetworks_vyos"):
        lack = next(item for item in planned(node(kind, Inside())).lacks if item.what == "gnmi")
        assert "no gNMI" in lack.why
        assert lack.hint


def test_crpd_keeps_its_log_in_the_lab_directory(tmp_path: Path) -> None:
    """The best case: a file of the host."""
    (tmp_path / "log").mkdir()
    found = planned(node("juniper_crpd", Inside(), folder=str(tmp_path)))
    assert ("log", "file", f"{tmp_path}/log/messages") == ways(found)[0]


def test_the_configuration_comes_first() -> None:
    """Its logs, its vty and its gNMI instead of what was found."""
    gnmi = GnmiConfig(address="10.9.9.9", port=50051)
    found = planned(node(), NodeConfig(logs=("/x/*.log",), vty="/x/vty", gnmi=gnmi))
    expected = [("log", "file", "/x/*.log"), ("state", "vty", "/x/vty"), ("gnmi", "gnmi", "10.9.9.9:50051")]
    assert expected == ways(found)
