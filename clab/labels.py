"""The labels that containerlab puts on its containers, and what they say. Pure.

Names as in containerlab's `constants/labels.go`; all versions set `containerlab`, older ones not all of the others.
"""

from collections.abc import Mapping
from typing import Any, Final

from clab.cleaning import clean

LAB: Final = "containerlab"
NODE: Final = "clab-node-name"
LONG_NAME: Final = "clab-node-longname"
KIND: Final = "clab-node-kind"
NODE_DIR: Final = "clab-node-lab-dir"
TOPOLOGY: Final = "clab-topo-file"
ROOT_NODE: Final = "clab-root-node-name"
TOOL: Final = "tool-type"
"""Set on containers that serve a lab without being of it (graphs, shared terminals)."""


def node_name(attributes: Mapping[str, Any], lab: str | None) -> str:
    """A container's name in the lab: the label, else its name without the lab's prefix, else its last dash-part."""
    label = attributes.get(NODE)
    if label:
        return clean(str(label))
    name = clean(str(attributes.get("name", "")))
    for prefix in (f"clab-{lab}-", f"{lab}-") if lab else ():
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name.rpartition("-")[2]


def is_node(labels: Mapping[str, Any]) -> bool:
    """Whether a labelled container is a node of a lab, and no tool and no gate's stand-in."""
    return bool(labels.get(LAB)) and not labels.get(TOOL) and "*" not in str(labels.get(NODE, ""))
