"""When an incident was over, for those who had it."""

from pathlib import Path

from agent.app.session_loader import from_recording
from agent.detect.closing import with_closing
from agent.detect.incident import Closing
from agent.report.brief import brief
from agent.report.digest import digest
from agent.report.knowledge import Knowledge, LabSession, ends
from clab.model import Lab
from tests.agent.detect.test_closing import OPEN

REPLAYS = Path(__file__).parents[2] / "replays"


def test_an_incident_that_a_person_closed_is_over() -> None:
    """From then on, though its session is down; a loss that comes later opens it again."""
    assert ends(OPEN) is None
    at_ns = OPEN.started_ns + 60_000_000_000
    assert ends(with_closing(OPEN, Closing(at_ns, "meant so", OPEN.losses))) == at_ns
    assert ends(with_closing(OPEN, Closing(at_ns, "meant so", OPEN.losses - 1))) is None


def test_a_brief_does_not_call_a_person_to_what_a_person_closed() -> None:
    """It is over; before that it goes on, and wants somebody."""
    session = LabSession(OPEN.started_ns - 1, OPEN.started_ns + 120_000_000_000, "lab")
    closed = with_closing(OPEN, Closing(OPEN.started_ns + 60_000_000_000, "meant so", OPEN.losses))
    said = []
    for incident in (OPEN, closed):
        knowledge = Knowledge(session=session, lab=Lab("lab"), incidents=(incident,), heard={"r1": session.to_ns})
        said.append(" ".join(str(bullet.sentence) for bullet in brief(knowledge)[1]))
    assert ["goes on" in text for text in said] == [True, False]
    assert ["incident is over" in text for text in said] == [False, True]
    assert "wants a person" not in said[1]


def test_a_digest_names_a_stop_of_the_whole_lab_in_its_middle() -> None:
    """When it was, and from when on the lab ran again; the last stop stands alone."""
    knowledge = from_recording(REPLAYS / "life-clab-triangle")
    said = [str(item) for item in digest(knowledge)[1] if "The lab was stopped" in str(item)]
    assert len(said) == len(knowledge.lab_stops) == 1
    assert "ran again" in said[0]
    later = knowledge.since(knowledge.lab_stops[0].to_ns + 1)
    assert not any("The lab was stopped" in str(item) for item in digest(later)[1])
