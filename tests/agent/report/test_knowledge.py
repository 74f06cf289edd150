"""When an incident was over, for those who had it."""

from agent.detect.closing import with_closing
from agent.detect.incident import Closing
from agent.report.knowledge import ends
from tests.agent.detect.test_closing import OPEN


def test_an_incident_that_a_person_closed_is_over() -> None:
    """From then on, though its session is down; a loss that comes later opens it again."""
    assert ends(OPEN) is None
    at_ns = OPEN.started_ns + 60_000_000_000
    assert ends(with_closing(OPEN, Closing(at_ns, "meant so", OPEN.losses))) == at_ns
    assert ends(with_closing(OPEN, Closing(at_ns, "meant so", OPEN.losses - 1))) is None
