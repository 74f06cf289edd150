"""Prompts: whose command line a shown line is, and what was typed there. Pure.

Routers' prompts name the router and the place in its configuration; shells' prompts name user and host, or nothing.
"""

import re
from dataclasses import dataclass
from typing import Literal

Shell = Literal["shell", "cli", "config"]
"""Where it was typed: a Unix shell, a router's command line, or its configuration."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: the host it names (empty: none), the user, the kind of place, the clock in it, what was typed."""

    host: str
    shell: Shell
    typed: str
    user: str = ""
    clock: str = ""
    staged: bool = False
    """What is typed here counts only from its commit on."""

    interface: str = ""
    """The interface that a prompt names (EOS: `leaf1(config-if-Et1)#`)."""


_NAME = r"[A-Za-z0-9][\w.-]*"
_CLOCK = r"(?:[\[(]?(?P<clock>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:\.\d+)?)[\])]?\s+)?"
_CISCO = re.compile(
    rf"{_CLOCK}(?:RP/\d+/\w+/CPU\d+:)?(?P<host>{_NAME})(?P<mode>\(conf[\w/.:-]*\)|\(config[^)]*\))?(?P<sign>[#>])"
    r"(?: (?P<typed>.*)|(?P<tight>[A-Za-z!?].*)?)$"
)
_SRL = re.compile(rf"{_CLOCK}(?:[AB]:)(?:\w+@)?(?P<host>{_NAME})[#>](?: (?P<typed>.*))?$")
_SRL_PLACE = re.compile(r"--\{(?P<mode>[^{}]*)\}--\[(?P<place>[^\[\]]*)\]--")
_JUNOS = re.compile(rf"{_CLOCK}(?P<user>[\w-]+)@(?P<host>{_NAME})(?P<sign>[#>]) (?P<typed>.*)$")
_SHELL = re.compile(
    rf"{_CLOCK}(?:\([\w.-]+\) )?\[?(?P<user>[\w.-]+)@(?P<host>{_NAME})(?::| )(?P<place>[^#$%>]*?)\]?"
    rf"{_CLOCK.replace('clock', 'late')}?\s?[#$%] (?P<typed>.*)$"
)
_BARE = re.compile(
    rf"\A{_CLOCK}(?:\([\w.-]+\) )?"
    r"(?:(?:(?:ba|z|k|a)?sh-[\d.]+|(?:/|~)[\w./-]*|➜ +\S+)\s?[#$%❯]|[$❯])(?: (?P<typed>.*))?$"
)
_BIRD = re.compile(r"bird> ?(?P<typed>.*)$")
_INTERFACE = re.compile(r"\(config-if-([A-Za-z][^)]*)\)")
_LONE = re.compile(r"# (?P<typed>\S.*)$")


def place(line: str) -> tuple[Shell, str] | None:
    """The line above an SR Linux prompt (`--{ + candidate shared default }--[ interface ethernet-1/1 ]--`)."""
    found = _SRL_PLACE.search(line)
    if not found:
        return None
    return ("config" if "candidate" in found["mode"] else "cli"), found["place"].strip()


def prompt(line: str, *, nested: bool = False) -> Prompt | None:
    """The prompt that a line begins with; None for anything else, such as a program's output.

    `nested`: a plain shell in a container was entered, whose prompt may be a lone `#`.
    """
    for pattern, read in ((_SRL, _srl), (_BIRD, _bird), (_SHELL, _shell), (_JUNOS, _junos), (_BARE, _bare)):
        found = pattern.match(line)
        if found:
            return read(found)
    found = _CISCO.match(line)
    if found:
        typed = (found["typed"] or found["tight"] or "").strip()
        shell: Shell = "config" if found["mode"] else "cli"
        inside = _INTERFACE.match(found["mode"] or "")
        staged = line.startswith("RP/")
        return Prompt(found["host"], shell, typed, "", found["clock"] or "", staged, inside[1] if inside else "")
    found = _LONE.match(line) if nested else None
    return Prompt("", "shell", found["typed"].strip()) if found else None


def _srl(found: re.Match[str]) -> Prompt:
    return Prompt(found["host"], "cli", (found["typed"] or "").strip(), "", found["clock"] or "")


def _bird(found: re.Match[str]) -> Prompt:
    return Prompt("", "cli", found["typed"].strip())


def _shell(found: re.Match[str]) -> Prompt:
    return Prompt(found["host"], "shell", found["typed"].strip(), found["user"], found["clock"] or found["late"] or "")


def _junos(found: re.Match[str]) -> Prompt:
    shell: Shell = "config" if found["sign"] == "#" else "cli"
    return Prompt(found["host"], shell, found["typed"].strip(), found["user"], found["clock"] or "", shell == "config")


def _bare(found: re.Match[str]) -> Prompt:
    return Prompt("", "shell", (found["typed"] or "").strip(), "", found["clock"] or "")
