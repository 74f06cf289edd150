"""Acts on a lab's containers through the Docker Engine (`clab.docker_engine` only looks).

What has to be done in a node is run in its container. Where the container lacks the tool or the right, and this is the
engine's own host and we are root, it is run from here in the container's network namespace instead.
"""

import base64
import os
import shlex
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, assert_never

from clab.actions import (
    Act,
    ActError,
    Block,
    NodeLife,
    Reconfigure,
    RestartEngine,
    Revive,
    Rewire,
    SetAddress,
    SetLink,
    SetMtu,
    Signal,
    Unblock,
    Unconfigure,
    Vtysh,
    Wait,
    configured,
)
from clab.engine_process import RestartError, find, restart
from clab.netns_links import make_link, no_way, on_host

LIMIT_S = 20.0
STOP_S = 5
"""How long a container may take to end in order before it is killed."""

BACK_S = 60.0
"""How long an engine that was restarted is given until it answers."""

ALIVE_S = 12.0
"""How long a supervisor is given to start its daemon again before we do: watchfrr takes some seconds."""

TABLE = "labkeeper_drill"


class DockerDriver:
    """The hands on one lab: `containers` are the nodes' container ids, `url` the engine's."""

    def __init__(self, url: str, containers: Mapping[str, str]) -> None:
        import docker

        self._url = url
        self._api: Any = docker.APIClient(base_url=url, version="auto", timeout=LIMIT_S)
        self._containers = dict(containers)
        self._tools: dict[tuple[str, str], bool] = {}

    def close(self) -> None:
        """Let go of the connections."""
        self._api.close()

    def identity(self, node: str) -> str:
        """The container's id."""
        return self._containers.get(node, "")

    def keeps_containers(self) -> bool:
        """Whether the containers outlive their engine (live-restore)."""
        return bool(self._ask("info", self._api.info).get("LiveRestoreEnabled"))

    def lacks(self, act: Act) -> str:
        """Why an act cannot be had: a tool or a right is missing, or the engine is another host's."""
        match act:
            case Rewire(a, b):
                return self._no_host(a.node) or self._no_host(b.node)
            case Block(node, _, _):
                return "" if self._inside(node, "nft") else self._no_host(node, "nft")
            case NodeLife(node, "kill" | "stop"):
                return self._mortal(node)
            case RestartEngine():
                return self._lasting()
            case SetLink(node, _, _) | SetMtu(node, _, _) | SetAddress(node, _, _, _):
                return "" if self._inside(node, "ip") else self._no_host(node, "ip")
            case _:
                return ""

    def _lasting(self) -> str:
        """Why the engine cannot be restarted: it is no process of ours, or containers would not be as they were."""
        engine = find(self._url)
        if isinstance(engine, str):
            return engine
        if self.keeps_containers():
            return ""
        mine = set(self._containers.values())
        running = self._ask("list containers", self._api.containers)
        others = sorted(item["Names"][0].lstrip("/") for item in running if item["Id"] not in mine)
        if others:
            return f"it would end containers that are not this lab's: {', '.join(others)}"
        reasons = ((node, self._mortal(node)) for node in self._containers)
        return next((f"{node}: {reason}" for node, reason in reasons if reason), "")

    def _restart_engine(self) -> None:
        """Done when the engine answers again."""
        engine = find(self._url)
        if isinstance(engine, str):
            raise ActError(engine)
        try:
            restart(engine)
        except RestartError as error:
            raise ActError(str(error)) from error
        deadline = time.monotonic() + BACK_S
        while True:
            try:
                self._ask("ping", self._api.ping)
                return
            except ActError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _ask(self, what: str, how: Callable[[], Any]) -> Any:
        import docker
        import requests

        try:
            return how()
        except (docker.errors.DockerException, requests.RequestException) as error:
            raise ActError(f"Docker engine: {what}: {_said(error)}") from error

    def _mortal(self, node: str) -> str:
        """Why a container cannot be started again as it was once it has ended."""
        host = self._inspect(node)["HostConfig"]
        if host.get("AutoRemove"):
            return "the engine removes this container when it ends"
        shared = str(host.get("NetworkMode", "")).startswith("container:")
        return "it lives in another container's network namespace" if shared else ""

    def _inside(self, node: str, tool: str) -> bool:
        """Whether a tool of the network works in a node's container: there, and allowed to (CAP_NET_ADMIN, bit 12)."""
        if (node, tool) not in self._tools:
            allowed = "grep -q '^CapEff:.*[13579bdf]...$' /proc/self/status"
            try:
                self.run(node, "sh", "-c", f"command -v {tool} && {allowed}")
                self._tools[node, tool] = True
            except ActError:
                self._tools[node, tool] = False
        return self._tools[node, tool]

    def _no_host(self, node: str, *tools: str) -> str:
        """Why nothing can be done from the host in a node's network namespace."""
        return no_way(self._pid(node), *tools)

    def act(self, act: Act) -> None:
        """Carry out one act."""
        match act:
            case SetLink(node, interface, up):
                self._net(node, "ip", "link", "set", interface, "up" if up else "down")
            case NodeLife(node, what):
                self._life(node, what)
            case Rewire(a, b):
                make_link(a, b, (self._pid(a.node), self._pid(b.node)))
            case Vtysh(node, commands, config):
                self._vtysh(node, commands, config=config)
            case Block(node, interface, port):
                policy = "accept" if port else "drop"
                hook = f"{{ type filter hook ingress device {interface} priority 0; policy {policy}; }}"
                table = f"{TABLE}_{interface}"
                drops = (f"; add rule netdev {table} c tcp {way} {port} drop" for way in ("dport", "sport"))
                rules = "".join(drops) if port else ""
                self._net(node, "nft", f"add table netdev {table}; add chain netdev {table} c {hook}{rules}")
            case SetMtu(node, interface, mtu):
                self._net(node, "ip", "link", "set", interface, "mtu", str(mtu))
            case SetAddress(node, interface, address, present):
                here = f" {address} " in self._net(node, "ip", "-o", "address", "show", "dev", interface)
                if here != present:
                    self._net(node, "ip", "address", "add" if present else "del", address, "dev", interface)
            case Unconfigure(node, context, lines):
                present_lines = {
                    line.strip() for line in self.run(node, "vtysh", "-c", "show running-config").splitlines()
                }
                found = tuple(f"no {item}" for item in lines if item in present_lines)
                if found:
                    self._vtysh(node, (*context, *found), config=True)
            case Unblock(node, interface):
                table = f"{TABLE}_{interface}"
                if table in self._net(node, "nft", "list tables"):
                    self._net(node, "nft", f"delete table netdev {table}")
            case Signal(node, daemon, number):
                self.run(node, "sh", "-c", f"kill -{number} $(cat /var/run/frr/{shlex.quote(daemon)}.pid)")
            case Revive(node, daemon):
                self._revive(node, daemon)
            case Reconfigure(node, running):
                self._reconfigure(node, running)
            case RestartEngine():
                self._restart_engine()
            case Wait(seconds):
                time.sleep(seconds)
            case _:
                assert_never(act)

    def run(self, node: str, *command: str) -> str:
        """A command's output, run in the node's container."""
        import docker
        import requests

        try:
            made = self._api.exec_create(self._container(node), list(command))
            output = self._api.exec_start(made["Id"])
            code = self._api.exec_inspect(made["Id"])["ExitCode"]
        except (docker.errors.DockerException, requests.RequestException) as error:
            raise ActError(f"{node}: {shlex.join(command)}: {_said(error)}") from error
        text = bytes(output or b"").decode(errors="replace")
        if code:
            raise ActError(f"{node}: {shlex.join(command)}: exit {code}: {text.strip()[-300:]}")
        return text

    def _container(self, node: str) -> str:
        if node not in self._containers:
            raise ActError(f"{node}: the lab has no such node")
        return self._containers[node]

    def _net(self, node: str, *command: str) -> str:
        """A command in a node's network namespace: in its container, else from the host."""
        try:
            return self.run(node, *command)
        except ActError as error:
            if os.geteuid() != 0:
                raise
            pid = self._pid(node)
            if not pid or not Path(f"/proc/{pid}/ns/net").exists():
                raise
            return on_host(f"{error}; from the host", "nsenter", "-t", str(pid), "-n", *command)

    def _pid(self, node: str) -> int:
        return int(self._inspect(node)["State"]["Pid"])

    def _inspect(self, node: str) -> Any:
        import docker
        import requests

        try:
            return self._api.inspect_container(self._container(node))
        except (docker.errors.DockerException, requests.RequestException) as error:
            raise ActError(f"{node}: inspect: {_said(error)}") from error

    def _life(self, node: str, what: str) -> None:
        import docker
        import requests

        state = self._inspect(node)["State"]
        paused, runs = bool(state.get("Paused")), bool(state.get("Running"))
        if (what == "unpause" and not paused) or (what == "start" and runs):
            return
        id_, api = self._container(node), self._api
        try:
            match what:
                case "stop":
                    api.stop(id_, timeout=STOP_S)
                case "pause" | "unpause" | "kill" | "start":
                    getattr(api, what)(id_)
        except (docker.errors.DockerException, requests.RequestException) as error:
            raise ActError(f"{node}: docker {what}: {_said(error)}") from error

    def _vtysh(self, node: str, commands: tuple[str, ...], *, config: bool) -> None:
        words = ["configure terminal", *commands] if config else list(commands)
        said = self.run(node, "vtysh", *(part for word in words for part in ("-c", word)))
        refused = [line for line in said.splitlines() if line.startswith("%")]
        if refused:
            raise ActError(f"{node}: vtysh: {'; '.join(commands)}: {refused[0]}")

    def _revive(self, node: str, daemon: str) -> None:
        """watchfrr starts a dead daemon by itself after a moment; where nothing does, it is started here."""
        alive = f"pid=$(cat /var/run/frr/{shlex.quote(daemon)}.pid) && kill -0 $pid && [ -S /var/run/frr/{daemon}.vty ]"
        deadline = time.monotonic() + ALIVE_S
        while time.monotonic() < deadline:
            try:
                self.run(node, "sh", "-c", alive)
                return
            except ActError:
                time.sleep(0.3)
        start = (
            f"if pidof watchfrr; then /usr/lib/frr/watchfrr.sh restart {daemon}; else /usr/lib/frr/frrinit.sh start; fi"
        )
        self.run(node, "sh", "-c", start)
        self.run(node, "sh", "-c", alive)

    def _reconfigure(self, node: str, running: str) -> None:
        if configured(self.run(node, "vtysh", "-c", "show running-config")) == configured(running):
            return
        packed = base64.b64encode(running.encode()).decode()
        file = "/tmp/labkeeper-drill.conf"
        self.run(node, "sh", "-c", f"umask 077; echo {packed} | base64 -d > {file} && vtysh -f {file}; rm -f {file}")


def _said(error: Exception) -> str:
    """docker's errors without the address of the call."""
    return str(getattr(error, "explanation", None) or error)
