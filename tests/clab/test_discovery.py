"""Labs as they are found: a real lab's own words, files that are not whole, engines that do not answer."""

import os
import socket
from contextlib import closing
from pathlib import Path

import pytest

from clab.discovery import Discovery, grown
from clab.docker_engine import DockerEngine, EngineError
from clab.model import Endpoint, Lab, Link, Node
from clab.proc_reader import resolve
from clab.running_lab import FoundLab
from tests.clab.engine import FakeEngine, diamond, served


def look(fake: FakeEngine, folder: Path) -> dict[str, FoundLab]:
    """What is found on an engine."""
    with served(fake, folder / "api.sock") as url, closing(DockerEngine(url)) as engine:
        return Discovery(engine).labs()


def test_a_real_labs_labels_and_directory_tell_nodes_links_and_addresses(tmp_path: Path) -> None:
    """All four nodes with kind and management addresses, and all four links under their Linux names."""
    fake = FakeEngine()
    diamond(fake, tmp_path)
    (lab,) = look(fake, tmp_path).values()
    links = sorted(f"{link.a} {link.b}" for link in lab.lab.links)
    assert ["r1:eth1 r2:eth1", "r1:eth2 r3:eth1", "r2:eth2 r4:eth1", "r3:eth2 r4:eth2"] == links
    assert ("172.20.20.5", "3fff:172:20:20::5") == lab.lab.nodes["r1"].addresses
    assert ("diamond", 4, 4, ()) == (lab.name, len(lab.nodes), lab.running, lab.remarks)


@pytest.mark.parametrize("text", ["", '{"name": "diamond", "nodes": {"r1": {'])
def test_during_a_deploy_the_links_come_from_the_topology_file(tmp_path: Path, text: str) -> None:
    """An empty or half written directory is no error, and no link is missing."""
    fake = FakeEngine()
    home = diamond(fake, tmp_path)
    (home / "topology-data.json").write_text(text)
    (home / "nornir-simple-inventory.yml").write_text(text)
    (lab,) = look(fake, tmp_path).values()
    assert (4, ()) == (len(lab.lab.links), lab.remarks)


def test_nodes_that_have_no_container_yet_are_of_the_lab(tmp_path: Path) -> None:
    """The topology names four; one runs: the lab has four, so that its detector need not start anew for each."""
    fake = FakeEngine()
    home = diamond(fake, tmp_path)
    (home / "topology-data.json").write_text("")
    for id_ in list(fake.containers)[1:]:
        del fake.containers[id_]
    (lab,) = look(fake, tmp_path).values()
    assert (["r1", "r2", "r3", "r4"], 1) == (sorted(lab.lab.nodes), len(lab.nodes))


def test_without_any_file_the_labels_are_enough(tmp_path: Path) -> None:
    """What cannot be read is a remark; the lab is found all the same."""
    fake = FakeEngine()
    gone = str(tmp_path / "gone")
    fake.add("old", "r1", **{"clab-topo-file": f"{gone}/old.clab.yml", "clab-node-lab-dir": f"{gone}/clab-old/r1"})
    (lab,) = look(fake, tmp_path).values()
    assert ({"r1"}, 2) == (set(lab.nodes), len(lab.remarks))
    assert all("cannot be read" in remark for remark in lab.remarks)


def test_a_login_is_the_inventorys_before_the_kinds(tmp_path: Path) -> None:
    """The inventory's word wins, the kind's default stands elsewhere, and no password prints."""
    fake = FakeEngine()
    home = tmp_path / "clab-two"
    home.mkdir()
    (home / "nornir-simple-inventory.yml").write_text("---\ns1:\n  username: ops\n  password: s3cret\n")
    for name in ("s1", "s2"):
        fake.add("two", name, **{"clab-node-kind": "nokia_srlinux", "clab-node-lab-dir": str(home / name)})
    (lab,) = look(fake, tmp_path).values()
    logins = [
        (node.login.username, node.login.password, node.login.origin) for node in lab.nodes.values() if node.login
    ]
    assert [("ops", "s3cret", "inventory"), ("admin", "NokiaSrl1!", "default")] == logins
    assert "s3cret" not in repr(lab)
    assert "NokiaSrl1!" not in repr(lab)


def test_tools_and_stand_ins_are_no_nodes(tmp_path: Path) -> None:
    """A graph server and the gate's sentinel carry the lab's label."""
    fake = FakeEngine()
    fake.add("two", "*gate*")
    fake.add("two", "graph", **{"tool-type": "graph"})
    assert {} == look(fake, tmp_path)


def test_parts_of_one_router_are_one_node(tmp_path: Path) -> None:
    """SR-SIM's cards are containers of their own; the node is what they belong to."""
    fake = FakeEngine()
    for part in ("sr1-a", "sr1-1"):
        fake.add("sim", part, **{"clab-root-node-name": "sr1", "clab-node-kind": "nokia_srsim"})
    assert ["sr1"] == list(look(fake, tmp_path)["sim"].nodes)


def test_an_engine_that_is_absent_says_what_to_do(tmp_path: Path) -> None:
    """No socket: which one was tried, and how to go on."""
    with pytest.raises(EngineError) as caught:
        DockerEngine(f"unix://{tmp_path}/none.sock").containers()
    assert f"unix://{tmp_path}/none.sock: list containers: no Docker engine here" == caught.value.what
    assert "DOCKER_HOST" in caught.value.hint


def test_an_engine_that_is_silent_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    """It accepts and never answers: an error within the limit."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent.sock"))
        silent.listen()
        with pytest.raises(EngineError) as caught:
            DockerEngine(f"unix://{tmp_path}/silent.sock", timeout_s=0.3).containers()
    assert "no answer in time" in caught.value.what


def test_an_absolute_link_in_a_container_stays_in_it(tmp_path: Path) -> None:
    """Links are followed below the container's root, so that none leads to the host's own files."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "out").symlink_to("../../../../../../../../../../../etc")
    pid = os.getpid()
    assert f"/proc/{pid}/root{tmp_path}/real/x" == resolve(pid, f"{tmp_path}/link/x")
    assert f"/proc/{pid}/root/etc/passwd" == resolve(pid, f"{tmp_path}/out/passwd")


def test_a_lab_grows_by_nodes_and_links_and_by_nothing_else() -> None:
    """What leaves it is no growth, nor is a link whose ends are told the other way round."""
    a, b = Endpoint("a", "eth1"), Endpoint("b", "eth1")
    whole = Lab("x", {"a": Node("a"), "b": Node("b")}, (Link(a, b),))
    assert not grown(whole, Lab("x", {"a": Node("a")}, (Link(b, a),)))
    assert grown(whole, Lab("x", {**whole.nodes, "c": Node("c")}, whole.links))
    assert grown(whole, Lab("x", whole.nodes, (*whole.links, Link(Endpoint("a", "eth2"), b))))
