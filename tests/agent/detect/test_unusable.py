"""Poison costs itself: a stamp that cannot be, an observation that raises, a rule that fails."""

from typing import Literal

import pytest

from agent.detect.cause_catalog import held
from agent.detect.cause_text import UNKNOWN
from agent.detect.detector import Detector
from agent.detect.diagnosis import Diagnosis, DiagnosisContext, Rule
from agent.detect.diagnosis_choice import OrderedRules
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpState, Observation, Seen

T0 = 1_795_000_000 * SECOND_NS
LAB = Lab("two", {"r1": Node("r1", addresses=("10.0.0.1",)), "r2": Node("r2", addresses=("10.0.0.2",))})


def state(at_ns: int, up: bool, *, seen_ns: int | None = None, a: int = 1) -> Observation:
    """One end's word."""
    return BgpState(
        node=f"r{a}",
        source="log",
        seen_ns=at_ns if seen_ns is None else seen_ns,
        received_ns=at_ns,
        neighbor=f"10.0.0.{3 - a}",
        state="established" if up else "down",
        raw=f"{'up' if up else 'down'} {at_ns}",
    )


@pytest.mark.parametrize(
    "year_ns", [253_370_764_800 * SECOND_NS, -62_135_596_800 * SECOND_NS, 10**5000], ids=["9999", "1", "none"]
)
def test_a_stamp_that_cannot_be_ends_nothing(year_ns: int) -> None:
    """A line of the year 9999, of the year 1, and of no year at all: named once, and the next loss is found in time."""
    detector = Detector(LAB)
    detector.observe([state(T0, True), state(T0, True, a=2)])
    detector.observe(
        [state(T0 + 20 * SECOND_NS, True, seen_ns=year_ns), state(T0 + 21 * SECOND_NS, True, seen_ns=year_ns)]
    )
    detector.settle(T0 + 30 * SECOND_NS)
    detector.observe([state(T0 + 60 * SECOND_NS, False), state(T0 + 60 * SECOND_NS, False, a=2)])
    (opened,) = detector.settle(T0 + 61 * SECOND_NS)
    assert (T0 + 60 * SECOND_NS, "open") == (opened.incident.first_loss_ns, opened.incident.status)
    (note,) = [item for item in detector.notes() if item.kind == "unusable"]
    assert "2 times; the first: up" in note.text


def test_what_comes_at_no_time_that_can_be_is_left_out() -> None:
    """Time does not run on to the year 9999 with it."""
    detector = Detector(LAB)
    detector.observe([state(T0, True), state(253_370_764_800 * SECOND_NS, False), state(T0 + 60 * SECOND_NS, False)])
    detector.finish()
    (incident,) = detector.incidents()
    assert T0 + 60 * SECOND_NS == incident.first_loss_ns


def test_one_that_raises_costs_itself() -> None:
    """A neighbor that is no text is counted; the loss behind it is found."""
    detector = Detector(LAB)
    broken = BgpState(node="r1", source="log", seen_ns=T0, received_ns=T0, neighbor=None, state="down")  # type: ignore[arg-type]
    detector.observe([state(T0, True), broken, state(T0 + 60 * SECOND_NS, False)])
    detector.finish()
    assert (1, 1) == (len(detector.incidents()), len([e for e in detector.notes() if e.kind == "unusable"]))


def test_a_rule_that_fails_costs_the_cause() -> None:
    """The loss is told, its cause unknown."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    detector = Detector(LAB)
    detector._rules.append(Rule("broken", 1, UNKNOWN, diagnose=fails, search=fails))  # type: ignore[arg-type]
    detector._ordered = OrderedRules(detector._rules)
    detector.observe([state(T0, True), state(T0 + 60 * SECOND_NS, False)])
    detector.finish()
    (incident,) = detector.incidents()
    assert "unknown" == incident.cause.type
    assert {"rule broken failed", "no cause could be worked out"} == {e.text.split(":")[0] for e in detector.notes()}


@pytest.mark.parametrize(
    ("kind", "certainty", "with_evidence", "why"),
    [
        ("odd", "proved", False, "without evidence"),
        ("od", "proved", True, "claims a cause 'od', which is another one"),
        ("odd", "certain", True, "with certainty 'certain'"),
        ("unknown", "proved", True, "with certainty 'proved'"),
    ],
)
def test_a_rule_that_claims_what_no_rule_may_is_named(
    kind: str, certainty: Literal["proved"], with_evidence: bool, why: str
) -> None:
    """No diagnosis of it is published: not for a loss, not for a find without one."""

    def diagnosis(evidence: tuple[Seen, ...]) -> Diagnosis:
        return Diagnosis(
            type=kind,
            certainty=certainty,
            key=("odd",),
            subject=None,
            nodes=("r1",),
            evidence=evidence if with_evidence else (),
            started_ns=T0,
        )

    def diagnose(case: DiagnosisContext) -> Diagnosis:
        return diagnosis(case.sources())

    def search(*_: object) -> list[Diagnosis]:
        return [diagnosis((state(T0, False),))]

    detector = Detector(LAB)
    detector._rules.append(held(Rule("odd", 1, UNKNOWN, diagnose=diagnose, search=search)))
    detector._ordered = OrderedRules(detector._rules)
    detector.observe([state(T0, True), state(T0 + 60 * SECOND_NS, False)])
    detector.finish()
    (incident,) = detector.incidents()
    assert ("unknown", True) == (incident.cause.type, bool(incident.cause.evidence))
    notes = [note.text for note in detector.notes()]
    assert ["rule odd failed", "rule odd is at fault"] == sorted(text.split(":")[0] for text in notes)
    assert all("rule 'odd' " in text and why in text for text in notes)
