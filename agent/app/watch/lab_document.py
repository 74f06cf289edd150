"""The labs that run here, and what can be watched of each node, as published (`labs --json`)."""

from collections.abc import Sequence
from typing import Any, Literal

from typing_extensions import TypedDict

from agent.app.report_files import LinkDocument
from agent.app.watch.source_plan import Lack, NodePlan, Source
from agent.documents import Document, publish
from clab.running_lab import FoundLab


class _Node(TypedDict):
    name: str
    kind: str
    speaker: str | None
    state: str
    container: str
    container_id: str
    image: str
    address: str | None
    sources: tuple[Source, ...]
    lacks: tuple[Lack, ...]


class _Events(TypedDict):
    containers: bool
    interfaces: bool
    why_not: str | None


class _Lab(TypedDict):
    name: str
    topology: str | None
    folder: str | None
    links: list[LinkDocument]
    nodes: list[_Node]
    events: _Events
    remarks: tuple[str, ...]


class LabsDocument(Document):
    """The answer of `labs --json`."""

    schema: Literal[1]
    labs: list[_Lab]


def labs_json(labs: Sequence[tuple[FoundLab, Sequence[NodePlan]]], why_not: str) -> dict[str, Any]:
    """Labs with the plans of their nodes; `why_not` says why there are no interface events, where there are none."""
    document = LabsDocument(schema=1, labs=[_lab(lab, plans, why_not) for lab, plans in labs])
    return publish(LabsDocument, document)


def _lab(lab: FoundLab, plans: Sequence[NodePlan], why_not: str) -> _Lab:
    return _Lab(
        name=lab.name,
        topology=lab.topology_file or None,
        folder=lab.folder or None,
        links=[{"a": str(link.a), "b": str(link.b)} for link in lab.lab.links],
        nodes=[_node(plan) for plan in plans],
        events={"containers": True, "interfaces": not why_not, "why_not": why_not or None},
        remarks=lab.remarks,
    )


def _node(plan: NodePlan) -> _Node:
    node = plan.node
    return _Node(
        name=node.name,
        kind=node.kind,
        speaker=node.inside.speaker,
        state=node.state,
        container=node.container,
        container_id=node.container_id[:12],
        image=node.image,
        address=node.management,
        sources=plan.sources,
        lacks=plan.lacks,
    )
