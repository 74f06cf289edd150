"""What nodes run: `exec` is no shell, its devices must be there, and a `cmd` that ends takes its node away. Pure."""

import re
import shlex
from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding
from clab.kinds.table import canonical_port
from clab.written import Topology
from clab.written import found_at as _at

_OPERATORS: Final = re.compile(r"[();<>|&]+$")
_BUILTINS: Final = frozenset(("cd", "export", "source", ".", "set", "unset", "alias", "ulimit", "for", "while", "if"))
_SHELLS: Final = frozenset(("sh", "bash", "ash", "dash", "zsh", "busybox"))
_ENDS: Final = frozenset(
    re.findall(
        r"\w+",
        """true false echo ip ifconfig route sysctl date hostname ls cat mkdir touch cp mv rm chmod chown ln sed grep
        awk ping printf id uname whoami env ethtool iptables nft brctl tc modprobe mount umount which test pwd
        dhclient""",
    )
)
"""Programs that do their work and end."""

_DEVICE: Final = re.compile(r"\bdev\s+(eth\d+)\b|\blink\s+set\s+(?!dev\b)(eth\d+)\b")
_MADE: Final = re.compile(r"\b(?:link\s+add|name|addif\s+\S+)\s+(?:name\s+)?(eth\d+)\b")


def commands(lab: Topology) -> Iterator[Finding]:
    """Commands of nodes that do something else than they seem to."""
    for node in lab.nodes:
        of = lab.kind_of(node)
        if of is None or not of.container:
            continue
        lines = [item for section in lab.settings(node) for item in section.list("exec") if item.text]
        for item in lines:
            yield from _no_shell(node, item)
        if of.ports is None and of.name != "sonic-vs":
            yield from _devices(lab, node, lines)
        command = lab.setting(node, "cmd")
        if of.name == "linux" and command is not None and command.text and not command.is_open:
            last = ends_with(command.text)
            if last:
                what = f"node {node}: its command ends with {last!r}, and the node stops with it"
                yield _at(
                    command, "cmd-ends", what, "end it with something that stays, such as sleep infinity", "warning"
                )


def _no_shell(node: str, item: Item) -> Iterator[Finding]:
    words = _words(item.text or "")
    if not words or words[0].rpartition("/")[2] in _SHELLS:
        return
    operator = next((word for word in words if _OPERATORS.match(word)), "")
    if words[0] in _BUILTINS or operator:
        what = (
            f"node {node}: exec is no shell, so {operator or words[0]!r} in {item.text!r} is an argument like any other"
        )
        yield _at(item, "exec-shell", what, f"sh -c {shlex.quote(item.text or '')}", "warning")


def _words(text: str) -> list[str]:
    """A command line's words, operators of a shell as words of their own; none where its quotes are open."""
    reader = shlex.shlex(text, posix=True, punctuation_chars=True)
    reader.whitespace_split = True
    reader.commenters = ""
    try:
        return list(reader)
    except ValueError:
        return []


def _devices(lab: Topology, node: str, lines: list[Item]) -> Iterator[Finding]:
    """Interfaces ethN that a command sets and that no link brings."""
    of = lab.kind_of(node)
    ends = [end for link in lab.links for end in link.ends if end.node == node]
    if of is None or any(end.is_open for end in ends):
        return
    here = {"eth0", *(canonical_port(of, end.interface) for end in ends)}
    here |= {found[1] for item in lines for found in _MADE.finditer(item.text or "")}
    for item in lines:
        for found in _DEVICE.finditer(item.text or ""):
            device = found[1] or found[2]
            if device not in here:
                what = f"node {node}: {device} is set up, but no link brings it"
                yield _at(
                    item, "exec-device", what, f"its links: {', '.join(sorted(here - {'eth0'})) or 'none'}", "warning"
                )
                return


def ends_with(command: str) -> str:
    """The program with which a container's command comes to its end at once; empty where it may stay."""
    words = _words(command)
    if words and words[0].rpartition("/")[2] in _SHELLS - {"busybox"}:
        if "-c" not in words[1:-1]:
            return ""
        words = _words(words[words.index("-c") + 1].replace("\n", " ; "))
    if any(item in ("while", "until", "for", "exec", "wait", "&", "trap") for item in words):
        return ""
    parts: list[list[str]] = [[]]
    for word in words:
        if _OPERATORS.match(word):
            parts.append([])
        else:
            parts[-1].append(word)
    programs = [part[0].rpartition("/")[2] for part in parts if part]
    if not programs or programs[-1] not in _ENDS or (programs[-1] == "ping" and "-c" not in words):
        return ""
    return programs[-1] if all(program in _ENDS for program in programs) else ""
