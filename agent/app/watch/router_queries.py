"""How a node is asked for evidence: FRR by its vty, others by their command line over ssh, each as its kind says."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.config.loading import environment_login
from agent.config.nodes import NodeConfig, SshConfig
from agent.failure import Failure
from agent.resources import resource
from clab.docker_engine import DockerEngine
from clab.kind import Monitoring, Show
from clab.kinds.table import is_router, monitoring
from clab.proc_reader import resolve
from clab.running_lab import FoundNode, Login
from collectors.observations import Observation
from collectors.registry import snapshot_mappings
from collectors.snapshots.tables import eos_summary, rows_to_observations
from collectors.sources.ssh_commands import ShellError, ShellOptions, log_in, read_known_table, read_table
from collectors.sources.vty import SocketAsker
from collectors.sources.vtysh_in_container import InsideAsker

VTY = (("bgp-summary", "bgpd", "show bgp summary json"), ("bgp-neighbors", "bgpd", "show bgp neighbors json"))
ZEBRA = ("interfaces", "zebra", "show interface json")


class AskError(Exception):
    """A node that could not be asked, and why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One command's answer: parsed data, and what it tells the detector; or why there is none."""

    command: str
    by: str
    data: Any = None
    error: str = ""
    told: Callable[[str, int, float], tuple[Observation, ...]] = lambda node, t_ns, ms: ()


def ask(node: FoundNode, said: NodeConfig | None, engine: DockerEngine) -> list[Answer]:
    """Everything that the node's kind is asked for.

    Raises:
        AskError: there is no way to it, or it does not answer.
    """
    inside = node.inside
    if said and said.vty:
        return _vty(Path(said.vty))
    if inside.vty and inside.reachable:
        return _vty(Path(resolve(node.pid, inside.vty)))
    known = monitoring(node.kind)
    if said is None or said.ssh is None:
        if inside.speaker == "frr" and not inside.reachable:
            return _inside(node, engine)
        if inside.speaker == "frr":
            raise AskError("FRR's vty socket is not there (yet)")
        if known is None or not known.platform or not is_router(node.kind):
            raise AskError(f"no way to ask it: {inside.speaker or node.kind} has no command line that is known")
    return _shell(node, known, said.ssh if said and said.ssh else SshConfig())


def _vty(folder: Path) -> list[Answer]:
    """Each daemon over its own socket; one that does not answer is not asked twice, and its siblings still are."""
    answers: list[Answer] = []
    hung: dict[str, TimeoutError] = {}
    for name, daemon, command in (*VTY, ZEBRA):
        if daemon in hung:
            continue
        try:
            answers.append(_answer(name, "vty", SocketAsker(folder / f"{daemon}.vty").ask(command)))
        except TimeoutError as error:
            hung[daemon] = error
            answers.append(Answer(name, "vty", error=f"{command!r}: {error}"))
        except (OSError, ValueError) as error:
            answers.append(Answer(name, "vty", error=f"{command!r}: {error}"))
    if hung and all(answer.error for answer in answers):
        raise AskError(f"vty: {answers[0].error}") from next(iter(hung.values()))
    return answers


def _inside(node: FoundNode, engine: DockerEngine) -> list[Answer]:
    asker = InsideAsker(node.container, engine)
    try:
        return [_answer(name, "vtysh", asker.ask(command)) for name, _, command in (*VTY, ZEBRA)]
    except (OSError, ValueError) as error:
        raise AskError(f"vtysh in {node.container!r}: {error}") from error
    finally:
        asker.close()


def _answer(name: str, by: str, data: Any) -> Answer:
    mapping = snapshot_mappings().get(name)
    if mapping is None:
        return Answer(name, by, data)
    return Answer(name, by, data, told=lambda node, t_ns, ms: mapping.parse(node, t_ns, ms, data))


def login(node: FoundNode, ssh: SshConfig) -> Login:
    """Who to be: by the configuration, the lab's inventory, the environment, or the kind's default, in this order.

    Raises:
        AskError: none of them says.
    """
    try:
        password = ssh.password.reveal() if ssh.password else None
    except Failure as error:
        raise AskError(error.what) from error
    if ssh.username and password is not None:
        return Login(ssh.username, password, "configuration")
    if node.login and node.login.origin == "inventory":
        return node.login
    given = environment_login()
    if given:
        return Login(given[0], given[1], "environment")
    if node.login is None:
        raise AskError("no user is known for it: LABKEEPER_USERNAME and LABKEEPER_PASSWORD, or ssh: in labkeeper.yml")
    return node.login


def _shell(node: FoundNode, known: Monitoring | None, ssh: SshConfig) -> list[Answer]:
    who, platform = login(node, ssh), ssh.platform or (known.platform if known else "")
    address = ssh.address or node.management
    if not address or not platform:
        raise AskError("neither its address nor its make is known")
    options = ShellOptions(address, platform, who.username, who.password, ssh.port)
    try:
        with log_in(options) as shell:
            return [_shown(show, shell.ask, platform) for show in (known.shows if known else ())]
    except ShellError as error:
        raise AskError(str(error)) from error


def _shown(show: Show, question: Callable[[str], str], platform: str) -> Answer:
    """One command over the command line, parsed as its kind says."""
    text = question(show.command)
    if show.form == "json":
        try:
            data = json.loads(text)
        except ValueError:
            return Answer(show.name, "ssh", data=text, error=f"{show.command!r}: the answer is no JSON")
        if platform.startswith("arista"):
            return Answer(show.name, "ssh", data, told=lambda node, t_ns, ms: eos_summary(node, t_ns, data))
        return _answer(show.name, "ssh", data)
    try:
        if show.template:
            rows = read_table(resource(f"templates/textfsm/{show.template}").read_text(), text)
        else:
            rows = read_known_table(*(show.known or (platform, show.command)), text)
    except (ShellError, OSError) as error:
        return Answer(show.name, "ssh", data=text, error=str(error))
    return Answer(show.name, "ssh", rows, told=lambda node, t_ns, ms: rows_to_observations(node, t_ns, rows))
