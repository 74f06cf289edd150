"""Evidence at an incident's opening and closing: whom it asks, what it keeps, and whom it asks no more."""

import json
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from agent.app.watch.evidence_collector import EvidenceCollector, Subject
from agent.app.watch.router_queries import Answer, AskError
from agent.detect.incident import Cause, Incident
from agent.detect.incident_registry import IncidentChange
from clab.running_lab import FoundNode
from collectors.observations import Observation, Poll

NODES = {
    name: FoundNode(name=name, kind="linux", container=name, container_id=name, state=state)  # type: ignore[arg-type]
    for name, state in (("a", "running"), ("b", "running"), ("z", "paused"))
}


class Box:
    """An outbox that keeps what was told."""

    def __init__(self) -> None:
        self.items: list[Observation] = []

    def put(self, observations: Iterable[Observation]) -> None:
        """Keep it."""
        self.items += observations


def change(status: str, *nodes: str, retracted: bool = False) -> IncidentChange:
    """An incident's turn."""
    cause = Cause("link_down", "proved")
    incident = Incident("1-a", 1, "ACTION", status, 10**18, cause, nodes, (), ())  # type: ignore[arg-type]
    return IncidentChange(incident, status, retracted=retracted)


def poll(node: str) -> Poll:
    """A poll that was answered."""
    return Poll(node=node, source="snapshot", seen_ns=1, received_ns=1, command="bgp-summary", ok=True)


def answered(node: FoundNode) -> list[Answer]:
    """A router that answers."""
    return [Answer("bgp-summary", "vty", {"of": node.name}, told=lambda name, t_ns, ms: (poll(name),))]


def desk(folder: Path, ask: Callable[[FoundNode], list[Answer]], box: Box) -> EvidenceCollector:
    """A desk at which these nodes are asked in this way."""
    return EvidenceCollector(folder, "x", Subject(NODES.get, ask), box, lambda: 10**18)


def kept(folder: Path, count: int) -> list[dict[str, Any]]:
    """What lies in the file, once it is so much."""
    path = folder / "evidence" / "2001-09-09-1-a.json"
    for _ in range(200):
        rows = json.loads(path.read_text())["snapshots"] if path.exists() else []
        if len(rows) >= count:
            return sorted(rows, key=lambda row: (row["moment"] != "opened", row["node"]))
        threading.Event().wait(0.02)
    raise AssertionError(rows)


def test_it_asks_at_the_opening_and_at_the_closing_and_never_else(tmp_path: Path) -> None:
    """Both routers twice, whatever comes in between; the answers are kept, and told to the detector."""
    box = Box()
    at = desk(tmp_path, answered, box)
    for status in ("open", "open", "closed", "closed"):
        at.on_change(change(status, "a", "b"))
    rows = kept(tmp_path, 4)
    assert [("opened", "a"), ("opened", "b"), ("closed", "a"), ("closed", "b")] == [
        (row["moment"], row["node"]) for row in rows
    ]
    assert ({"of": "a"}, "vty", 4) == (rows[0]["data"], rows[0]["by"], len(box.items))
    at.close()


def test_who_is_frozen_or_gone_is_not_asked(tmp_path: Path) -> None:
    """It is written down that nobody was."""
    at = desk(tmp_path, answered, Box())
    at.on_change(change("open", "z", "gone"))
    assert ["it is gone", "it is paused"] == [item["skipped"] for item in kept(tmp_path, 2)]
    at.close()


def test_who_did_not_answer_is_not_asked_again_until_it_was_heard(tmp_path: Path) -> None:
    """Twice would leave a line in the router's own log for each."""
    asked = []

    def silent(node: FoundNode) -> list[Answer]:
        asked.append(node.name)
        raise AskError("vty: 'show bgp summary json': no whole answer within 2.0 s")

    at = desk(tmp_path, silent, Box())
    at.on_change(change("open", "a"))
    kept(tmp_path, 1)
    at.on_change(change("closed", "a"))
    assert "it did not answer before" == kept(tmp_path, 2)[1]["skipped"]
    at.heard([poll("a")])
    again = change("open", "a")
    at.on_change(IncidentChange(replaced(again.incident), "opened"))
    for _ in range(200):
        if len(asked) == 2:
            break
        threading.Event().wait(0.02)
    assert ["a", "a"] == asked
    at.close()


def replaced(incident: Incident) -> Incident:
    """The same under another name."""
    from dataclasses import replace

    return replace(incident, id="2-b")


def test_never_more_than_a_few_are_asked_at_once(tmp_path: Path) -> None:
    """Four, however many routers an incident has."""
    gate, lock, now, most = threading.Event(), threading.Lock(), [0], [0]

    def slow(node: FoundNode) -> list[Answer]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        gate.wait(0.2)
        with lock:
            now[0] -= 1
        return answered(node)

    many = {f"n{k}": NODES["a"] for k in range(12)}
    at = EvidenceCollector(tmp_path, "x", Subject(many.get, slow), Box(), lambda: 10**18)
    at.on_change(change("open", *many))
    kept(tmp_path, 12)
    assert most[0] == 4
    at.close()


def test_an_incident_that_was_none_leaves_no_evidence(tmp_path: Path) -> None:
    """Its file goes with its report."""
    at = desk(tmp_path, answered, Box())
    at.on_change(change("open", "a"))
    kept(tmp_path, 1)
    at.on_change(change("closed", "a", retracted=True))
    assert [] == list((tmp_path / "evidence").iterdir())
    at.close()
