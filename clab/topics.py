"""What each system is asked for a topic: gNMI paths, and commands of its command line. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from clab.gnmi_path import parse_path
from clab.topic import FrrAnswer, Topic
from clab.topic_table import TOPICS

NEXT_HOPS: Final = (
    "/network-instance[name=*]/route-table/next-hop-group/next-hop/next-hop",
    "/network-instance[name=*]/route-table/next-hop/ip-address",
    "/network-instance[name=*]/route-table/next-hop/subinterface",
)
"""Where SR Linux has the next hops of its routes, by their groups."""

LINUX_HOST: Final = "linux_host"
"""What a plain Linux host of a lab is asked as, beside netmiko's platforms."""

MOST_COMMANDS: Final = 3
"""So many leaves of one container are asked for one by one."""

BY_NAME: Final[Mapping[str, Topic]] = {item.name: item for item in TOPICS}


def expanded(text: str) -> Iterator[str]:
    """Every path of one with alternatives in braces."""
    found = re.search(r"\{([^{}]*)\}", text)
    if not found:
        yield text
        return
    for part in found[1].split(","):
        yield from expanded(text[: found.start()] + part + text[found.end() :])


def paths_of(topic: Topic, kind: str) -> tuple[str, ...]:
    """The topic's leaves on a kind: SR Linux has its own, all others speak OpenConfig; empty where a kind has none."""
    text = topic.sr_linux if kind == "nokia_srlinux" else f"openconfig:{topic.openconfig}" if topic.openconfig else ""
    return tuple(expanded(text)) if text else ()


def answer_of(topic: Topic, platform: str) -> FrrAnswer | None:
    """How a command line answers, whose answers are known by their members."""
    return {
        "linux": topic.frr or topic.linux, LINUX_HOST: topic.linux, "arista_eos": topic.eos, "nokia_srl": topic.srl,
    }.get(platform)  # fmt: skip


def commands_of(topic: Topic, platform: str) -> tuple[str, ...]:
    """The topic's commands on a platform; empty where it has none."""
    answer = answer_of(topic, platform)
    if platform in ("linux", LINUX_HOST) or answer:
        return (answer.command,) if answer else ()
    if platform == "nokia_srl" and platform not in topic.shown:
        if not topic.sr_linux:
            return ()
        return tuple(info_of(path) for path in _gathered(topic.sr_linux))
    shown = topic.shown.get(platform, topic.shown.get("", ""))
    return (shown,) if shown else ()


def _gathered(text: str) -> tuple[str, ...]:
    """Every path; many leaves of one container as the container."""
    found = tuple(expanded(text))
    return found if len(found) <= MOST_COMMANDS else (text[: text.index("/{")],)


def info_of(path: str) -> str:
    """SR Linux's command for a path of its own: the same leaves, as JSON."""
    steps = [word for element in parse_path(path)[1] for word in (element.name, *element.keys.values())]
    return f"info from state {' '.join(steps)} | as json"
