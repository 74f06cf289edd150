"""What a line typed at a Unix shell does to the network: docker, containerlab, ip, tc, kill, vtysh, ssh. Pure.

Wrappers are looked through (`sudo`, `docker exec`, `ip netns exec`, `ssh`, `sh -c`, simple `for` loops), so that every
effect stands with the node that it is on.
"""

import re
import shlex
from collections.abc import Callable, Iterator, Sequence

from collectors.observations import Action
from collectors.sessions.node_programs import PROGRAMS, option
from collectors.sessions.router_commands import LOOK, OTHER, Effect, PromptPlace, effect

NameOf = Callable[[str], str]
"""A container's, namespace's or host's name to the node's."""

DEPTH = 6
_END = {";", "&&", "||", "|", "&", "|&", ";;", "\n"}
_LOOKS = {
    "cat", "ls", "ll", "tail", "head", "less", "more", "grep", "rg", "awk", "sed", "find", "watch", "ping", "ping6",
    "traceroute", "mtr", "tcpdump", "tshark", "top", "htop", "ps", "df", "free", "date", "cd", "pwd", "history",
    "man", "which", "echo", "printf", "tree", "jq", "yq", "diff", "wc", "sort", "uniq", "dig", "host", "nslookup",
    "ss", "netstat", "uptime", "who", "id", "vim", "vi", "nano", "code", "git", "make", "curl", "wget", "gnmic",
    "lnav", "clear", "exit", "logout", "labkeeper",
}  # fmt: skip
_CONTAINER: dict[str, Action] = {
    "pause": "node_pause",
    "unpause": "node_unpause",
    "stop": "node_stop",
    "kill": "node_kill",
    "restart": "node_restart",
    "start": "node_start",
    "rm": "node_stop",
}
_VALUED = {
    "docker": {
        "-u",
        "--user",
        "-e",
        "--env",
        "-w",
        "--workdir",
        "--env-file",
        "--detach-keys",
        "-s",
        "--signal",
        "-t",
        "--time",
    },
    "ssh": {"-p", "-l", "-i", "-o", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-E", "-m", "-S", "-W", "-w"},
    "sshpass": {"-p", "-f", "-d", "-P"},
    "sudo": {"-u", "-g", "-h", "-p", "-C", "-T"},
}


def effects(line: str, node: str, name_of: NameOf, depth: int = 0) -> tuple[Effect, ...]:
    """All effects of a line; `node` is where it was typed, empty on the lab's host."""
    found: list[Effect] = []
    for words in _simple(_words(line)):
        found += _command(words, node, name_of, depth)
    network = [fromkey for fromkey in dict.fromkeys(found) if fromkey.action not in ("look", "other")]
    strong = [item for item in network if item.action != "config"]
    return tuple(strong or network[:1] or found[:1] or [OTHER])


def enters(line: str, name_of: NameOf) -> str | None:
    """The node whose shell or command line this opens (`docker exec -it X bash`, `ssh r1`); None for anything else."""
    words = list(_unwrapped(_words(line)))
    program = _program(words)
    if program in ("docker", "podman") and len(words) > 1 and "exec" in words[1:3]:
        rest = _operands(words[words.index("exec") + 1 :], "docker")
        inner = [item for item in rest[1:] if item]
        if rest and _interactive(inner):
            return name_of(rest[0])
    if program == "ssh":
        rest = _operands(words[1:], "ssh")
        return name_of(rest[0].rpartition("@")[2]) if len(rest) == 1 else None
    if program == "ip" and words[1:3] == ["netns", "exec"] and _interactive(words[4:]):
        return name_of(words[3])
    return None


def _interactive(words: Sequence[str]) -> bool:
    """Whether a program is one that a person types into, and is not given its commands at once."""
    return _program(words) in _SHELLS and not any(word in ("-c", "-ic", "-lc") for word in words)


_SHELLS = {"bash", "sh", "ash", "zsh", "vtysh", "sr_cli", "Cli", "cli", "birdc", "birdcl", "telnet", "dash"}


def _words(line: str) -> list[str]:
    try:
        lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|<>")
        lexer.whitespace_split, lexer.commenters = True, ""
        return list(lexer)
    except ValueError:
        return line.split()


def _simple(words: Sequence[str]) -> Iterator[list[str]]:
    """The simple commands of a line, `for` loops over given words unrolled."""
    if words and words[0] == "for" and "in" in words[:3] and "do" in words:
        names = [item for item in words[3 : words.index("do")] if item not in _END][:64]
        body = list(words[words.index("do") + 1 :])
        body = body[: body.index("done")] if "done" in body else body
        for name in names:
            yield from _simple([re.sub(rf"\$\{{?{re.escape(words[1])}\}}?", name, each) for each in body])
        return
    command: list[str] = []
    skip = False
    for word in words:
        if word in _END:
            if command:
                yield command
            command = []
        elif word and set(word) <= {"<", ">", "&"}:
            skip = True
        elif skip:
            skip = False
        else:
            command.append(word)
    if command:
        yield command


def _program(words: Sequence[str]) -> str:
    return words[0].rpartition("/")[2] if words else ""


def _unwrapped(words: Sequence[str]) -> Iterator[str]:
    """Without `sudo`, `time`, `VAR=value` and the like in front."""
    rest = list(words)
    while rest:
        first = _program(rest)
        if first == "sudo":
            rest = _operands(rest[1:], "sudo")
        elif first in ("time", "nohup", "exec", "command", "nice", "env", "then", "do", "stdbuf") or re.match(
            r"\w+=", rest[0]
        ):
            rest = rest[1:]
        elif first == "timeout" and len(rest) > 2:
            rest = rest[2:]
        elif first == "sshpass":
            rest = _operands(rest[1:], "sshpass")
        else:
            break
    yield from rest


def _operands(words: Sequence[str], program: str) -> list[str]:
    """What stands behind a program's own options, up to the first operand and everything after it."""
    valued, k = _VALUED.get(program, set()), 0
    while k < len(words) and words[k].startswith("-") and words[k] != "-":
        k += 2 if words[k] in valued else 1
    return list(words[k:])


def _command(raw: Sequence[str], node: str, name_of: NameOf, depth: int) -> list[Effect]:
    words = list(_unwrapped(raw))
    program = _program(words)
    if not words or depth > DEPTH:
        return [OTHER]
    if program in ("docker", "podman"):
        return _docker(words[1:], node, name_of, depth)
    if program in ("containerlab", "clab"):
        return _containerlab(words[1:], name_of, depth)
    if program == "ssh":
        rest = _operands(words[1:], "ssh")
        inside = name_of(rest[0].rpartition("@")[2]) if rest else ""
        return _inside(rest[1:], inside, name_of, depth) if len(rest) > 1 else [LOOK]
    if program in ("bash", "sh", "ash", "zsh", "dash") and "-c" in words[:-1]:
        return list(effects(words[words.index("-c") + 1], node, name_of, depth + 1))
    if program == "nsenter":
        rest = words[
            next((k for k, each in enumerate(words) if k and _program([each]) in ("ip", *PROGRAMS)), len(words)) :
        ]
        names = [word.strip("()`$\"'") for word in words]
        whom = next((name_of(name) for name in names if "-" in name[1:] and not name.startswith("-")), node)
        return [_on(each, whom) for each in _command(rest, whom, name_of, depth + 1)] if rest else [LOOK]
    if program in _CLIS:
        return _cli(words, node)
    if program in ("reboot", "poweroff", "halt") and node:
        return [Effect("node_restart" if program == "reboot" else "node_stop", node)]
    if program == "ip":
        return [_on(item, node) for item in _ip(words[1:], name_of, depth)]
    if program in PROGRAMS:
        return [_on(each, node) for each in PROGRAMS[program](words[1:])]
    return [LOOK if program in _LOOKS else OTHER]


def _inside(words: Sequence[str], node: str, name_of: NameOf, depth: int) -> list[Effect]:
    """A command that runs on a node; one that is no Unix program is typed at the router itself."""
    text = words[0] if len(words) == 1 and " " in words[0] else shlex.join(words)
    found = [_on(item, node) for item in effects(text, node, name_of, depth + 1)]
    if all(each.action in ("look", "other") for each in found):
        typed = _on(effect(" ".join(words), PromptPlace(), config=False), node)
        return found if typed.action == "other" else [typed]
    return found


def _on(each: Effect, node: str) -> Effect:
    return Effect(each.action, each.node or node, each.target)


def _docker(words: Sequence[str], node: str, name_of: NameOf, depth: int) -> list[Effect]:
    words = [word for k, word in enumerate(words) if not (k == 0 and word == "container")]
    verb = words[0] if words else ""
    if verb == "exec":
        rest = _operands(words[1:], "docker")
        return _inside(rest[1:], name_of(rest[0]), name_of, depth) if len(rest) > 1 else [LOOK]
    if verb in _CONTAINER:
        targets, k = [], 1
        while k < len(words):
            if words[k].startswith("-"):
                k += 2 if words[k] in _VALUED["docker"] else 1
                continue
            targets.append(words[k])
            k += 1
        action: Action = _CONTAINER[verb]
        signal = option(words, "-s", "--signal").upper().removeprefix("SIG")
        if verb == "kill" and signal in ("HUP", "USR1", "USR2", "CONT"):
            action = "other"
        return [Effect(action, name_of(target)) for target in targets] or [OTHER]
    if verb == "network" and len(words) > 3 and words[1] in ("disconnect", "connect"):
        whom = [item for item in words[2:] if not item.startswith("-")]
        return [Effect("link_down" if words[1] == "disconnect" else "link_up", name_of(whom[-1]), whom[0])]
    return (
        [LOOK] if verb in ("ps", "logs", "inspect", "stats", "top", "images", "events", "info", "version") else [OTHER]
    )


def _containerlab(words: Sequence[str], name_of: NameOf, depth: int) -> list[Effect]:
    verb = next((word for word in words if not word.startswith("-")), "")
    file = option(words, "-t", "--topo", "--name") or ""
    nodes = [part for text in [option(words, "--node", "-n")] for part in text.split(",") if part]
    if verb in ("deploy", "redeploy"):
        return [Effect("lab_deploy", "", file)]
    if verb == "destroy":
        return [Effect("lab_destroy", "", file)]
    if verb in ("stop", "start", "restart") and nodes:
        return [Effect(_CONTAINER[verb], name_of(node)) for node in nodes]
    if verb == "tools" and "netem" in words:
        action: Action = "impair" if "set" in words else "repair" if "reset" in words else "look"
        whom = option(words, "-n", "--node")
        return [Effect(action, name_of(whom) if whom else "", option(words, "-i", "--interface"))]
    if verb == "exec":
        label = option(words, "--label")
        whom = label.partition("=")[2] if "node-name" in label else ""
        return [_on(item, whom) for item in effects(option(words, "--cmd"), whom, name_of, depth + 1)]
    return [LOOK] if verb in ("inspect", "graph", "save", "version", "events", "generate") else [OTHER]


def _ip(words: Sequence[str], name_of: NameOf, depth: int) -> list[Effect]:
    node = ""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        if rest[0] in ("-n", "-netns") and len(rest) > 1:
            node, rest = name_of(rest[1]), rest[1:]
        rest = rest[1:]
    if rest[:2] == ["netns", "exec"] and len(rest) > 3:
        whom = name_of(rest[2])
        return [_on(item, whom) for item in _command(rest[3:], whom, name_of, depth + 1)]
    what = rest[0] if rest else ""
    if what and "link".startswith(what) and len(rest) > 1:
        names = [each for each in rest[2:] if each not in ("dev", "up", "down")]
        name = names[0] if names else ""
        if rest[1] in ("del", "delete") or "down" in rest:
            return [Effect("link_down", node, name)]
        if rest[1] == "set":
            return [Effect("link_up" if "up" in rest else "config", node, name)]
        return [Effect("config", node, name) if rest[1] == "add" else LOOK]
    changes = len(rest) > 1 and rest[1] in ("add", "del", "delete", "replace", "flush", "change")
    return [Effect("config", node, " ".join(rest[:4])) if changes else LOOK]


_CLIS = {"vtysh", "sr_cli", "Cli", "cli", "birdc", "birdcl", "gobgp"}


def _cli(words: Sequence[str], node: str) -> list[Effect]:
    """`vtysh -c ... -c ...`, `birdc disable x`, `gobgp neighbor X reset`: lines for the router itself."""
    program, place, config = _program(words), PromptPlace(), False
    if program == "gobgp":
        return [_on(_gobgp(words[1:]), node)]
    lines = [words[k + 1] for k, word in enumerate(words[:-1]) if word == "-c"]
    if not lines and len(words) > 1 and program != "vtysh":
        lines = [" ".join(each for each in words[1:] if not each.startswith("-"))]
    found = []
    for line in (item for text in lines for item in text.splitlines()):
        if re.match(r"conf(?:igure)?(?:\s|$)", line.strip()):
            config = True
            continue
        found.append(_on(effect(line, place, config=config), node))
    return found or [LOOK]


def _gobgp(words: Sequence[str]) -> Effect:
    text = " ".join(words)
    found = re.match(r"n(?:eighbor)? (?P<t>\S+) (?P<verb>\S+)", text)
    verbs: dict[str, Action] = {
        "shutdown": "neighbor_shutdown",
        "disable": "neighbor_shutdown",
        "enable": "neighbor_enable",
        "reset": "clear_bgp",
        "softreset": "clear_soft",
        "softresetin": "clear_soft",
        "softresetout": "clear_soft",
    }
    if found and found["verb"] in verbs:
        return Effect(verbs[found["verb"]], target="*" if found["t"] == "all" else found["t"])
    gone = re.match(r"n(?:eighbor)? del(?:ete)? (?P<t>\S+)", text)
    if gone:
        return Effect("neighbor_remove", target=gone["t"])
    rib = re.match(r"g(?:lobal)? rib (?P<verb>add|del)", text)
    return Effect("routes_announce" if rib["verb"] == "add" else "routes_withdraw") if rib else LOOK
