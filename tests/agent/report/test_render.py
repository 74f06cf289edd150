"""What a report's tables say: codes by name, each outage of a flap, and no reconvergence that a person decided."""

from dataclasses import replace

from agent.detect.incident import Cause, Evidence, Incident, Moment, PeeringOutage
from agent.report.narrative import Narrative
from agent.report.render import Signed, context, headline, markdown, reconvergence
from clab.model import Lab
from clab.units import SECOND_NS

T0 = 1_795_000_000 * SECOND_NS
NOTE = "%NOTIFICATION: received from neighbor 10.0.0.1 6/6 0 bytes"
OUTAGE = PeeringOutage("r1", "r2", "10.0.0.1", "10.0.0.2", (), T0, T0 + 90 * SECOND_NS, 20 * SECOND_NS, 2, ())
PAUSE = Evidence(T0 - 9 * SECOND_NS, "r2", "runtime", "container pause clab-x-r2")


def incident(*evidence: Evidence, outage: PeeringOutage = OUTAGE, timeline: tuple[Moment, ...] = ()) -> Incident:
    """A closed incident of one session."""
    cause = Cause("unknown", "unknown", evidence=evidence)
    return Incident("000000-aaaaaa", 1, "WARNING", "closed", T0, cause, ("r1", "r2"), (outage,), timeline)


def test_the_length_of_a_pause_is_no_reconvergence() -> None:
    """What counts begins where the pause ended; where that was not seen nothing is claimed."""
    end = Evidence(T0 + 88 * SECOND_NS, "r2", "runtime", "container unpause clab-x-r2")
    assert reconvergence(incident()) == "90.0 s"
    assert reconvergence(incident(PAUSE, end)).startswith("2.0 s after the pause ended; 90.0 s from the first loss on")
    assert reconvergence(incident(PAUSE)).startswith("not claimed: ")
    planned = incident()
    assert reconvergence(replace(planned, cause=replace(planned.cause, planned=True))).startswith("not claimed: ")


def test_codes_are_named_where_the_line_has_numbers_alone() -> None:
    """The evidence of a cause that nobody knows is every line, with what its numbers mean."""
    line = Evidence(T0, "r1", "log", NOTE)
    named = Moment(T0, "r1", f"{NOTE} [6/6: Cease, Other Configuration Change]", "log")
    shown = context(incident(line, timeline=(named,)), Lab("x"), ())
    assert "Other Configuration Change" in shown["cause"]["evidence"][0]["text"]


def test_a_flap_shows_each_outage() -> None:
    """A session that was lost twice has two rows, each with its own length."""
    words = ((0, "left ESTABLISHED with r2 (10.0.0.2)"), (8, "ESTABLISHED with r2 (10.0.0.2)"))
    again = ((78, words[0][1]), (90, words[1][1]))
    timeline = tuple(Moment(T0 + at * SECOND_NS, "r1", text, "log") for at, text in (*words, *again))
    found = incident(timeline=timeline)
    assert [row["took"] for row in context(found, Lab("x"), ())["outages"]] == ["8.0 s", "12.0 s"]
    narrative = Narrative((), 0)
    assert "### Each outage" in markdown(found, Lab("x"), narrative, signed=Signed())
    assert "### Each outage" not in markdown(
        incident(outage=replace(OUTAGE, losses=1)), Lab("x"), narrative, signed=Signed()
    )


def test_a_fall_of_prefixes_has_both_counts() -> None:
    """Before and after stand at the head of the report; where one was not seen, neither is claimed."""
    line = "show bgp summary: 10.1.1.2 Established (OK), ipv4Unicast pfxRcd {}"
    counts = [Evidence(T0 + at * SECOND_NS, "r1", "snapshot", line.format(n)) for at, n in ((0, 30), (9, 10))]
    cause = Cause("route_withdrawal", "proved", subject="r1 neighbor 10.1.1.2", nodes=("e1", "r1"), evidence=(*counts,))
    found = replace(incident(), cause=cause, peerings=())
    shown = "r1 from e1 (10.1.1.2), ipv4Unicast: 30 before, 10 after"
    assert context(found, Lab("x"), ())["prefixes"] == shown
    assert shown in markdown(found, Lab("x"), Narrative((), 0), signed=Signed())
    nobody = replace(found, cause=replace(cause, type="unknown", certainty="unknown"))
    assert context(nobody, Lab("x"), ())["prefixes"] == shown
    assert headline(nobody) == "fewer prefixes, cause unknown at r1 neighbor 10.1.1.2, no session lost"
    one = replace(found, cause=replace(cause, evidence=(counts[1],)))
    assert context(one, Lab("x"), ())["prefixes"] is None
