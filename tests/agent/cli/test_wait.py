"""`labkeeper wait` over an engine that is none: exit statuses, what is data, and what goes beside it."""

import json
from pathlib import Path

import jsonschema

from agent.schemas import schema
from tests.clab.engine import FakeEngine, served
from tests.program import labkeeper

FRR = "router bgp 65001\n neighbor 10.0.12.2 remote-as 65002\n"
TOPOLOGY = """\
name: pair
topology:
  nodes:
    r1: {kind: linux, image: "frr:1", binds: ["r1.conf:/etc/frr/frr.conf"]}
    r2: {kind: linux, image: "frr:1"}
"""


def deployed(folder: Path) -> FakeEngine:
    """A lab of which one node ended, and the other was never made."""
    (folder / "pair.clab.yml").write_text(TOPOLOGY)
    (folder / "r1.conf").write_text(FRR)
    fake = FakeEngine()
    r1 = fake.add("pair", "r1", **{"clab-topo-file": str(folder / "pair.clab.yml")})
    r1["State"] |= {"Status": "exited", "ExitCode": 2, "OOMKilled": False, "Error": ""}
    fake.output[r1["Id"]] = [b"starting\nlicense file /lic.txt: no such file\n"]
    return fake


def test_what_is_missing_is_named_with_its_own_last_words(tmp_path: Path) -> None:
    """Status 3 when time is over; progress goes to stderr, without a bar."""
    with served(deployed(tmp_path), tmp_path / "api.sock") as url:
        done = labkeeper("wait", "--timeout", "3s", "--json", cwd=tmp_path, DOCKER_HOST=url)
        plain = labkeeper("wait", "--lab", "pair", "--timeout", "3s", cwd=tmp_path, DOCKER_HOST=url)
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema("wait"))
    assert (done.returncode, answer["lab"], answer["ready"], answer["found"]) == (3, "pair", False, True)
    (session,) = answer["sessions"]
    assert (session["expected_by"], session["missing"]["kind"]) == (["startup configuration"], "licence")
    assert [(item["kind"], item["node"]) for item in answer["nodes"]] == [("image", "r2")]
    assert "0 of 1 sessions up" in done.stderr
    assert plain.returncode == 3
    assert "r1 does not run: its licence is refused: license file /lic.txt: no such file" in plain.stdout
    assert "r2 was not started: it has no container, and image frr:1 is not on this host" in plain.stdout


def test_a_lab_that_is_drawn_here_and_not_deployed_is_waited_for(tmp_path: Path) -> None:
    """Its containers may still come; an unknown one is wrong use."""
    (tmp_path / "pair.clab.yml").write_text(TOPOLOGY)
    with served(FakeEngine(), tmp_path / "api.sock") as url:
        done = labkeeper("wait", "--timeout", "1s", cwd=tmp_path, DOCKER_HOST=url)
        unknown = labkeeper("wait", "--lab", "pari", "--timeout", "1s", cwd=tmp_path, DOCKER_HOST=url)
        session = labkeeper("wait", "--sessions", "r1-r3", "--timeout", "1s", cwd=tmp_path, DOCKER_HOST=url)
    assert (done.returncode, "none of its containers is there" in done.stdout) == (3, True)
    assert "r1 was not started: it has no container, and image frr:1 is not on this host" in done.stdout
    assert (unknown.returncode, unknown.stdout, "did you mean 'pair'?" in unknown.stderr) == (2, "", True)
    assert (session.returncode, session.stdout, "did you mean 'r2'?" in session.stderr) == (2, "", True)


def test_wrong_lengths_and_no_engine(tmp_path: Path) -> None:
    """A length that is none is wrong use; an engine that is not there is our failure."""
    url = f"unix://{tmp_path}/none.sock"
    for arguments in (("--timeout", "soon"), ("--stable", "-1s")):
        assert labkeeper("wait", *arguments, cwd=tmp_path, DOCKER_HOST=url).returncode == 2
    done = labkeeper("wait", cwd=tmp_path, DOCKER_HOST=url)
    assert (done.returncode, "no labs can be found" in done.stderr) == (1, True)
