"""A digest for machines (`labkeeper schema digest`). Pure."""

from typing import Annotated, Any, Literal

from typing_extensions import TypedDict

from agent.detect.incident import IncidentDocument, Window, incident_document
from agent.detect.operator_actions import effective
from agent.detect.peering_status import PeeringStatus
from agent.documents import OPEN_SETS, Count, Document, Span, Time, publish
from agent.report.digest import seen_nodes
from agent.report.knowledge import Knowledge, Template, quiet
from agent.report.narrative import Narrative, OpenFindings, OpenSignature, Said
from clab.units import SECOND_NS
from collectors.observations import OperatorCommand


class _Nodes(TypedDict):
    heard: tuple[str, ...]
    unheard: tuple[str, ...]


class _Change(TypedDict):
    at: Time | None
    node: str | None
    action: str
    target: str | None
    command: str
    error: str | None


class _NoteOfOperator(TypedDict):
    at: Time
    text: str


_Quiet = TypedDict("_Quiet", {"from": Time, "to": Time, "s": Span | None})


class DigestDocument(Document):
    """The answer of `digest --json`, and a digest's JSON twin."""

    schema: Literal[1]
    lab: str | None
    window: Window
    nodes: _Nodes
    incidents: list[IncidentDocument]
    changes: list[_Change]
    notes: list[_NoteOfOperator]
    still_down: tuple[PeeringStatus, ...]
    quiet: _Quiet
    lines: tuple[Template, ...]
    sentences: Annotated[tuple[Said, ...], OPEN_SETS]
    facts_checked: Count
    findings: OpenFindings
    reason: str
    signature: OpenSignature


def digest_json(knowledge: Knowledge, narrative: Narrative) -> dict[str, Any]:
    """What is known of a session, and the words that tell it."""
    session = knowledge.session
    start, end = quiet(knowledge)
    document = DigestDocument(
        schema=1,
        lab=session.lab,
        window={"start": session.from_ns, "end": session.to_ns},
        nodes={
            "heard": seen_nodes(knowledge),
            "unheard": tuple(node for node in knowledge.nodes if node not in knowledge.heard),
        },
        incidents=[incident_document(incident) for incident in knowledge.incidents],
        changes=[_change(command) for command in effective(knowledge.commands)],
        notes=[{"at": note.seen_ns, "text": note.text} for note in knowledge.notes],
        still_down=tuple(knowledge.down),
        quiet={"from": start, "to": end, "s": end - start},
        lines=knowledge.templates,
        sentences=narrative.sentences,
        findings=narrative.findings,
        facts_checked=narrative.facts_checked,
        reason=narrative.reason,
        signature=narrative.signature,
    )
    return publish(DigestDocument, document)


def _change(command: OperatorCommand) -> _Change:
    return {
        "at": command.seen_ns if command.precision_ns <= 60 * SECOND_NS else None,
        "node": None if command.node == "-" else command.node,
        "action": command.action,
        "target": command.target or None,
        "command": command.command,
        "error": command.error or None,
    }
