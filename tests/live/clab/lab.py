"""A containerlab lab for the tests: by the real program where there is one, else brought up here as it would do it.

The second way makes what others can see of a lab the same: container names and labels, the management network, veth
pairs straight into the namespaces, and the lab directory.
"""

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docker
import yaml

from tests.live.clab import modules

HERE = Path(__file__).resolve().parents[3]
READY = HERE / "topologies" / "frr-diamond"
NETWORK = "clab"
HELD_S = 6.0


def build_image() -> str:
    """Make the routers' image where it is not there yet; returns why it cannot be had, else nothing."""
    done = subprocess.run([str(READY / "image.sh")], capture_output=True, text=True, check=False, timeout=600)
    return done.stderr.strip() if done.returncode else ""


def copy_ready(folder: Path, name: str) -> Path:
    """The ready lab under another name, in a folder of its own; returns its topology file."""
    for part in ("configs", "logs"):
        ignore = shutil.ignore_patterns("*.log")
        shutil.copytree(READY / part, folder / part, ignore=ignore)
    text = (READY / "frr-diamond.clab.yml").read_text().replace("name: frr-diamond", f"name: {name}")
    file = folder / f"{name}.clab.yml"
    file.write_text(text)
    for item in (folder, *folder.parents):  # FRR's own user must reach its configuration
        if item.stat().st_uid == os.getuid() and item != Path("/"):
            item.chmod(item.stat().st_mode | 0o055)
    return file


class ContainerLab:
    """A deployed lab; use it as a context manager."""

    def __init__(self, file: Path, *, real: bool | None = None) -> None:
        self.file = file
        self.spec = yaml.safe_load(file.read_text())
        self.name = str(self.spec["name"])
        self.real = shutil.which("containerlab") is not None if real is None else real
        self._client = docker.from_env()
        self._made_network = False

    def __enter__(self) -> "ContainerLab":
        try:
            if self.real:
                _run(*modules.command("containerlab", "deploy", "-t", str(self.file)), cwd=HERE)
            else:
                self._deploy()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.real:
            _run("containerlab", "destroy", "-t", str(self.file), "--cleanup", cwd=HERE)
        for item in self._client.containers.list(all=True, filters={"label": f"containerlab={self.name}"}):
            item.remove(force=True)
        if self._made_network:
            self._client.networks.get(NETWORK).remove()
        self._client.close()

    def container(self, node: str) -> Any:
        """A node's container as the engine has it."""
        return self._client.containers.get(f"clab-{self.name}-{node}")

    def nodes(self) -> list[str]:
        """All nodes' names."""
        return sorted(self.spec["topology"]["nodes"])

    def vtysh(self, node: str, command: str) -> str:
        """One command on a node's vty."""
        return self.container(node).exec_run(["vtysh", "-c", command]).output.decode()  # type: ignore[no-any-return]

    def down(self) -> list[str]:
        """The sessions that are not established, as `r1 10.1.1.2`."""
        found = []
        for node in self.nodes():
            try:
                told = json.loads(self.vtysh(node, "show bgp neighbors json"))
            except ValueError:
                found.append(f"{node} does not answer")
                continue
            found += [f"{node} {peer}" for peer, item in told.items() if item.get("bgpState") != "Established"]
        return found

    def wait_until(self, holds: Callable[[], bool], what: str, limit_s: float = 60.0) -> None:
        """Wait for something that the lab cannot tell by itself."""
        pause, deadline = threading.Event(), time.monotonic() + limit_s
        while not holds():
            assert time.monotonic() < deadline, f"{what} did not come within {limit_s} s; down: {self.down()}"
            pause.wait(0.2)

    def wait_converged(self) -> None:
        """Wait until every session is up and has held so long that its loss would count.

        FRR may miss an IPv6 address of a link that came while it started: after half a minute the links of whom it
        concerns are set down and up once.
        """
        try:
            self.wait_until(lambda: not self.down(), "convergence", 30.0)
        except AssertionError:
            for node in sorted({item.split()[0] for item in self.down()}):
                self._bounce(node)
        up_since = [0.0]

        def held() -> bool:
            now = time.monotonic()
            up_since[0] = 0.0 if self.down() else up_since[0] or now
            return up_since[0] > 0 and now - up_since[0] >= HELD_S

        self.wait_until(held, "convergence", 90.0)

    def _bounce(self, node: str) -> None:
        ends = [end for item in self.spec["topology"]["links"] for end in item["endpoints"]]
        for interface in (end.partition(":")[2] for end in ends if end.startswith(f"{node}:")):
            for state in ("down", "up"):
                self.container(node).exec_run(["ip", "link", "set", interface, state])

    def _deploy(self) -> None:
        if not self._client.networks.list(names=[f"^{NETWORK}$"]):
            pool = docker.types.IPAMPool(subnet="172.20.20.0/24", gateway="172.20.20.1")
            self._client.networks.create(NETWORK, ipam=docker.types.IPAMConfig(pool_configs=[pool]))
            self._made_network = True
        folder = self.file.parent / f"clab-{self.name}"
        folder.mkdir(exist_ok=True)
        for node in self.nodes():
            self._start(node, folder)
        links = [item["endpoints"] for item in self.spec["topology"]["links"]]
        for a, b in links:
            self._wire(a, b)
        (folder / "topology-data.json").write_text(json.dumps(self._data(links), indent=2))

    def _start(self, node: str, folder: Path) -> None:
        kind = self.spec["topology"]["kinds"]["linux"]
        binds = self.spec["topology"]["nodes"][node]["binds"]
        self._client.containers.run(
            kind["image"],
            detach=True,
            tty=True,
            name=f"clab-{self.name}-{node}",
            hostname=node,
            network=NETWORK,
            cap_add=kind["cap-add"],
            sysctls={name: str(value) for name, value in kind["sysctls"].items()},
            restart_policy={"Name": "always"},
            volumes=[str(self.file.parent / bind) for bind in binds],
            labels=self._labels(node, folder),
        )

    def _labels(self, node: str, folder: Path) -> dict[str, str]:
        return {
            "containerlab": self.name,
            "clab-node-name": node,
            "clab-node-longname": f"clab-{self.name}-{node}",
            "clab-node-kind": "linux",
            "clab-node-type": "",
            "clab-node-group": "",
            "clab-node-lab-dir": str(folder / node),
            "clab-topo-file": str(self.file),
            "clab-owner": "",
        }

    def _wire(self, a: str, b: str) -> None:
        ends = [item.split(":") for item in (a, b)]
        pids = [str(self.container(node).attrs["State"]["Pid"]) for node, _ in ends]
        one, other = (["name", end[1], "netns", pid, "mtu", "9500"] for end, pid in zip(ends, pids, strict=True))
        _run("ip", "link", "add", *one, "type", "veth", "peer", *other)
        for (_, interface), pid in zip(ends, pids, strict=True):
            _run("nsenter", "-t", pid, "-n", "ip", "link", "set", interface, "up")

    def _data(self, links: list[list[str]]) -> dict[str, Any]:
        """`topology-data.json`, the parts that tell where nodes and links are."""
        nodes = {}
        for n, node in enumerate(self.nodes()):
            container = self.container(node)
            address = container.attrs["NetworkSettings"]["Networks"][NETWORK]["IPAddress"]
            names = {
                "shortname": node,
                "longname": container.name,
                "kind": "linux",
                "image": container.attrs["Config"]["Image"],
            }
            nodes[node] = {"index": str(n), **names, "mgmt-ipv4-address": address, "mgmt-ipv4-prefix-length": 24}
        ends = [
            dict(zip("az", (dict(zip(("node", "interface"), e.split(":"), strict=True)) for e in link), strict=True))
            for link in links
        ]
        clab = {"config": {"prefix": "clab", "mgmt": {"network": NETWORK}}}
        return {
            "name": self.name,
            "type": "clab",
            "clab": clab,
            "nodes": nodes,
            "links": [{"endpoints": e} for e in ends],
        }


def _run(*command: str, cwd: Path | None = None) -> str:
    """A command that must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180, cwd=cwd)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {(done.stderr or done.stdout)[-800:]}")
    return done.stdout
