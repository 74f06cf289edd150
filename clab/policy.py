"""What a topology may do to the machine that it is deployed on. Pure.

Deploying runs as root: a topology can run commands on the host, mount and read any file, fetch URLs. What a generated
file must not do is an error there; in a user's own file it is a warning, and an error when he asks for strictness.
"""

import re
from collections.abc import Iterator
from typing import Final

from clab.document import Item
from clab.finding import Finding, Severity
from clab.lint import Topology

_URL = re.compile(r"(?:https?|s?ftp|scp|s3|git)://|^git@")
HOST_MODES: Final = {"network-mode": ("host",), "pid-mode": ("host",), "cgroupns-mode": ("host",)}


def check_policy(lab: Topology, severity: Severity) -> list[Finding]:
    """Everything by which the topology reaches beyond its own containers."""
    found = [*_text(lab.document, severity)]
    topology = lab.document.get("topology")
    sections = [] if topology is None else [("defaults", topology.get("defaults"))]
    for group in ("kinds", "groups", "nodes"):
        sections += [(f"{group[:-1]} {name}", item) for name, item in lab.document.each("topology", group)]
    for name, section in sections:
        if section is not None and section.entries is not None:
            found += _section(name, section, severity)
    return sorted(found, key=lambda each: (each.line, each.column, each.rule))


DRAFT_KEYS: Final = frozenset(
    [
        "kind",
        "image",
        "group",
        "type",
        "startup-config",
        "binds",
        "exec",
        "sysctls",
        "cap-add",
        "privileged",
        "mgmt-ipv4",
        "cpu",
        "memory",
    ]
)
"""What a generated node may say; everything else has no place in a draft."""

_DRAFT_COMMAND = re.compile(r"ip (?:address|link|route) [\w ./:-]+$")


def check_draft(lab: Topology) -> list[Finding]:
    """What a generated file says beyond the few keys and commands that code gives it."""
    found = []
    for group in ("kinds", "groups", "nodes"):
        for name, section in lab.document.each("topology", group):
            for key, value in (section.entries or {}).items():
                at = section.key(key)
                if key not in DRAFT_KEYS:
                    message = f"{group[:-1]} {name}: {key!r} has no place in a generated file"
                    found.append(Finding("draft-key", "error", at.line, at.column, message))
                for command in value.items or () if key == "exec" else ():
                    if not _DRAFT_COMMAND.match(command.text or ""):
                        message = f"{group[:-1]} {name}: {command.text!r} is no plain ip command"
                        found.append(Finding("draft-exec", "error", command.line, command.column, message))
    return found


def _section(name: str, section: Item, severity: Severity) -> Iterator[Finding]:
    def at(item: Item, rule: str, message: str, hint: str = "") -> Finding:
        return Finding(rule, severity, item.line, item.column, f"{name}: {message}", hint)

    for _, stage in section.each("stages"):
        for command in stage.list("exec"):
            if command.word("target") == "host":
                yield at(command, "host-exec", "runs a command on the host as root")
    for key in ("binds", "env-files"):
        for item in section.list(key):
            path = (item.text or "").partition(":")[0] if key == "binds" else item.text or ""
            if _outside(path):
                yield at(
                    item, "outside-path", f"{key} names {path!r}, outside the lab's folder", "keep files beside it"
                )
    privileged = section.get("privileged")
    if privileged is not None and privileged.text in ("true", "yes", "on", "True"):
        yield at(privileged, "privileged", "asks for a privileged container")
    for key, modes in HOST_MODES.items():
        mode = section.get(key)
        if mode is not None and mode.text in modes:
            yield at(mode, "host-namespace", f"{key}: {mode.text} shares the host's namespace")
    if section.word("kind") == "host":
        yield at(section.entries["kind"] if section.entries else section, "kind-host", "is the machine itself")
    if section.get("env", "__IMPORT_ENVS") is not None:
        yield at(section.get("env", "__IMPORT_ENVS") or section, "env-import", "copies the caller's whole environment")


def _outside(path: str) -> bool:
    return path.startswith(("/", "~")) or ".." in path.split("/")


def _text(item: Item, severity: Severity) -> Iterator[Finding]:
    """Templates, variables and URLs, wherever they stand."""
    texts = (
        [item] if item.text is not None else [*(item.items or ()), *(item.entries or {}).values(), *item.keys.values()]
    )
    for text in texts:
        if text.text is None:
            yield from _text(text, severity)
            continue
        at = (text.line, text.column)
        if "{{" in text.text:
            yield Finding("template", severity, *at, f"{text.text!r} is run as a Go template", "write the value")
        elif text.is_open:
            hint = "write the value, or $$ for a dollar"
            yield Finding("variable", severity, *at, f"{text.text!r} takes a value from the environment", hint)
        if _URL.search(text.text):
            yield Finding(
                "url", severity, *at, f"{text.text!r} is fetched while the file is read", "keep a copy beside it"
            )
