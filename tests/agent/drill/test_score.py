"""The truth is made of the routers' own lines, and the score of what was told beside it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from agent.detect.incident import Note
from agent.drill.discovery import survey
from agent.drill.fault import Plan, all_faults
from agent.drill.ground_truth import make_truth
from agent.drill.log_reader import outage, read_lines
from agent.drill.run import Played
from agent.drill.score import Answer, score_drill, summary, verdict_json
from agent.drill.targets import Stage
from agent.schemas import schema
from clab.units import SECOND_NS
from tests.agent.drill.fake import FakeLab, lab

T0 = int(datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC).timestamp()) * SECOND_NS
R1 = """\
2026/11/24 12:00:01.000100 BGP: [PXVXG-TFNNT] %ADJCHANGE: neighbor 10.0.12.2(r2) in vrf default Down Interface down
2026/11/24 12:00:05.500000 BGP: [N9HHH-F8H1M] %ADJCHANGE: neighbor 10.0.12.2(r2) in vrf default Up
2026/11/24 12:00:20.000000 BGP: [H7QV4-WR3ZD] %NOTIFICATION: sent to neighbor 10.0.13.3 6/2 (Cease) "drill"
"""
R2 = """\
2026/11/24 12:00:01.000050 BGP: [PXVXG-TFNNT] %ADJCHANGE: neighbor 10.0.12.1(Unknown) in vrf default Down Interface down
2026/11/24 12:00:05.600000 BGP: [N9HHH-F8H1M] %ADJCHANGE: neighbor 10.0.12.1(r1) in vrf default Up
"""


@pytest.fixture
def stage() -> Stage:
    """The triangle, whole."""
    return survey(lab(), ["r1", "r2", "r3"], FakeLab())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A recording in which r1 and r2 tell of a loss."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "r1.frr.log").write_text(R1)
    (tmp_path / "logs" / "r2.frr.log").write_text(R2)
    return tmp_path


def _played(name: str, struck_s: float = 0.9, whole_s: float = 12.0, **more: Any) -> Played:
    status = more.pop("status", "played")
    struck, whole = T0 + int(struck_s * SECOND_NS), T0 + int(whole_s * SECOND_NS)
    return Played(name, all_faults()[name], status, "r1:eth1", struck_ns=struck, whole_ns=whole, **more)


def _incident(cause: str, lost: str = "12:00:01.000050", back: str | None = "12:00:05.600000") -> dict[str, Any]:
    def at(text: str | None) -> str | None:
        return f"2026-11-24T{text}Z" if text else None

    one = {"a": "r1", "b": "r2", "address_a": "10.0.12.1", "address_b": "10.0.12.2"}
    return {
        "id": f"i-{cause}",
        "cause": {"type": cause, "certainty": "proved"},
        "started_at": at(lost),
        "first_loss_at": at(lost),
        "last_restored_at": at(back),
        "peerings": [{**one, "lost_at": at(lost), "restored_at": at(back)}],
    }


def _truth(stage: Stage, folder: Path, *played: Played) -> dict[str, Any]:
    return make_truth(stage, played, read_lines(folder, UTC), (T0, T0 + 30 * SECOND_NS))


def test_the_truth_has_the_routers_own_times(stage: Stage, folder: Path) -> None:
    """The first Down and the last Up of either end, in the contract's shape."""
    truth = _truth(stage, folder, _played("link-down"))
    assert truth["window"] == {"start": "2026-11-24T12:00:00.000000Z", "end": "2026-11-24T12:00:30.000000Z"}
    assert truth["tolerance_s"] == 0.1
    (incident,) = truth["incidents"]
    assert (incident["cause_any_of"], incident["nodes"]) == (["link_down"], ["r1", "r2"])
    assert incident["started_at"] == "2026-11-24T12:00:00.900000Z"
    (peering,) = incident["peerings"]
    assert peering == {
        "a": "r1",
        "b": "r2",
        "address_a": "10.0.12.1",
        "address_b": "10.0.12.2",
        "afis": ["ipv4Unicast"],
        "lost_at": "2026-11-24T12:00:01.000050Z",
        "restored_at": "2026-11-24T12:00:05.600000Z",
        "required": True,
    }


def test_a_fault_that_never_struck_is_not_in_the_truth(stage: Stage, folder: Path) -> None:
    """What was not done did not happen."""
    nothing = Played("clear", all_faults()["clear"], "impossible", reason="none")
    assert _truth(stage, folder, nothing)["incidents"] == []


def test_stamps_without_fractions_make_a_wider_tolerance(stage: Stage, tmp_path: Path) -> None:
    """A stamp of whole seconds is an interval of a second; the zone is the configuration's."""
    (tmp_path / "logs").mkdir()
    line = "2026/11/24 13:00:01 BGP: [PXVXG-TFNNT] %ADJCHANGE: neighbor 10.0.12.2(r2) in vrf default Down Peer closed\n"
    (tmp_path / "logs" / "r1.frr.log").write_text(line)
    said = read_lines(tmp_path, ZoneInfo("Europe/Berlin"))
    truth = make_truth(stage, [_played("link-down")], said, (T0, T0 + 30 * SECOND_NS))
    assert truth["tolerance_s"] == 1.1
    assert truth["incidents"][0]["first_loss_at"] == "2026-11-24T12:00:01.000000Z"
    assert truth["incidents"][0]["last_restored_at"] is None


def test_an_outage_lasts_to_the_last_return(folder: Path) -> None:
    """Both ends' lines count, and only those of the time that was asked for."""
    edges = read_lines(folder, UTC).edges
    assert outage(edges, T0, T0 + 10 * SECOND_NS) == (T0 + SECOND_NS + 50_000, T0 + 5 * SECOND_NS + 600_000_000)
    assert outage(edges, T0 + 2 * SECOND_NS, T0 + 10 * SECOND_NS) is None


def test_a_right_answer_is_clean_and_timed(stage: Stage, folder: Path) -> None:
    """Seconds count from the strike; `behind` is what lies between the routers' first line and the incident."""
    played = _played("link-down")
    opened = {"i-link_down": T0 + int(1.15 * SECOND_NS)}
    answer = Answer([_incident("link_down")])
    verdict = score_drill([played], _truth(stage, folder, played), answer, opened, read_lines(folder, UTC))
    (row,) = verdict.rows
    assert (row.found, row.right, row.cause, row.why) == (True, True, "link_down", ())
    assert (row.line_s, row.incident_s, row.behind_s, row.error_s) == (0.1, 0.25, 0.15, 0.0)
    assert verdict.clean
    assert summary(verdict) == {
        "played": 1,
        "found": 1,
        "cause_right": 1,
        "placed": 0,
        "placeable": 0,
        "false_incidents": 0,
        "retracted": 0,
        "incident_s_p50": 0.25,
        "behind_first_line_s_p50": 0.15,
        "time_error_s_max": 0.0,
    }


def test_a_wrong_cause_and_a_wrong_time_are_named(stage: Stage, folder: Path) -> None:
    """Found, and yet not clean."""
    played = _played("link-down")
    answer = Answer([_incident("admin_reset", lost="12:00:01.500050")])
    verdict = score_drill([played], _truth(stage, folder, played), answer, {}, read_lines(folder, UTC))
    (row,) = verdict.rows
    assert (row.found, row.right, row.error_s) == (True, False, 0.5)
    assert row.why[0] == "cause admin_reset, was ['link_down']"
    assert not verdict.clean


def test_a_missed_fault_and_a_false_incident_count(stage: Stage, folder: Path) -> None:
    """What was told of a time at which nothing happened is false."""
    played = _played("link-down")
    other = _incident("link_down", lost="12:00:25.000000", back=None)
    answer = Answer([other])
    verdict = score_drill([played], _truth(stage, folder, played), answer, {}, read_lines(folder, UTC), retracted=2)
    assert [row.found for row in verdict.rows] == [False]
    assert [item["id"] for item in verdict.false] == ["i-link_down"]
    assert (summary(verdict)["false_incidents"], summary(verdict)["retracted"]) == (1, 2)


def test_faults_that_were_not_played_through_have_no_score(stage: Stage, folder: Path) -> None:
    """Cut short or failed is neither found nor missed, but no clean drill either; impossible is no shortcoming."""
    cut = _played("link-down", status="cut_short")
    nowhere = Played("one-way-loss", all_faults()["one-way-loss"], "impossible", reason="no link")
    verdict = score_drill([cut, nowhere], _truth(stage, folder, cut), Answer([]), {}, read_lines(folder, UTC))
    assert [(row.status, row.clean) for row in verdict.rows] == [("cut_short", False), ("impossible", True)]
    assert summary(verdict)["played"] == 0
    assert summary(verdict)["incident_s_p50"] is None


def test_the_score_and_the_truth_have_their_published_shapes(stage: Stage, folder: Path) -> None:
    """`labkeeper schema drill` and `schema truth` hold."""
    played = _played("link-down")
    truth = _truth(stage, folder, played)
    answer = Answer([_incident("link_down")])
    verdict = score_drill([played], truth, answer, {}, read_lines(folder, UTC))
    jsonschema.validate(truth, schema("truth"))
    jsonschema.validate(verdict_json("tri", verdict, folder), schema("drill"))


@pytest.mark.parametrize(
    ("kinds", "expected", "why"),
    [
        (("lab_stopped",), ("lab_stopped",), ()),
        (("lab_stopped",), (), ("0 notes of a lab stopped, was one",)),
        (("lab_stopped",), ("lab_stopped", "lab_stopped"), ("2 notes of a lab stopped, was one",)),
        ((), (), ()),
        ((), ("lab_stopped",), ("a note of a lab stopped, was none",)),
    ],
)
def test_a_fault_that_is_no_incident_is_scored_by_its_notes(
    stage: Stage, folder: Path, kinds: tuple[str, ...], expected: tuple[str, ...], why: tuple[str, ...]
) -> None:
    """An engine that is restarted: one note of the lab's stop, none with live-restore; an incident is a false one."""
    played = _played("engine-restart", plan=Plan("the engine", (), (), (), notes=kinds))
    truth = _truth(stage, folder, played)
    assert truth["incidents"] == []
    notes = tuple(Note(played.struck_ns, None, "the lab was stopped", kind) for kind in expected)
    earlier = Note(T0 - SECOND_NS, None, "the lab was stopped", "lab_stopped")
    verdict = score_drill([played], truth, Answer([], (*notes, earlier)), {}, read_lines(folder, UTC))
    assert (verdict.rows[0].why, verdict.rows[0].right, verdict.clean) == (why, not why, not why)
    wrong = score_drill([played], truth, Answer([_incident("node_down")], notes), {}, read_lines(folder, UTC))
    assert (len(wrong.false), wrong.clean) == (1, False)
