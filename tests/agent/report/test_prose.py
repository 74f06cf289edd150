"""The deterministic narrative: right, whole and readable for every kind of incident."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.detect.cause_catalog import load_rules
from agent.detect.incident import Incident, PeeringOutage
from agent.report.fact_sheet import sheet
from agent.report.narrative import TITLES
from agent.report.prose import placeholders, plain, render, sentences
from agent.report.render import prose
from agent.report.verify import check
from clab.units import SECOND_NS
from tests.agent.incidents import REPLAYS, incident, outage, recorded

GOLDEN = REPLAYS.parent / "golden" / "narratives"
TOLD = sorted(path.stem for path in GOLDEN.glob("*.md"))


def text_of(told: Incident) -> str:
    """The whole narrative on one line."""
    return " ".join(sentence.text for sentence in plain(sheet(told)).sentences)


def page(name: str) -> str:
    """All narratives of a recording as a golden file has them."""
    incidents, lab = recorded(name)
    told = [
        f"## {TITLES[section]}\n\n{prose(text)}\n"
        for item in incidents
        for section, text in plain(sheet(item, lab)).sections()
    ]
    return "\n".join(told)


@pytest.mark.parametrize("name", TOLD)
def test_a_recording_is_told_in_these_words(name: str) -> None:
    """The prose of a recording is what a person has read and found good."""
    assert (GOLDEN / f"{name}.md").read_text() == page(name)


@pytest.mark.parametrize("name", TOLD)
def test_every_wording_is_supported(name: str) -> None:
    """Code is held to what models are held to: every wording is read, and the whole leaves nothing out."""
    incidents, lab = recorded(name)
    for item in incidents:
        facts = sheet(item, lab)
        for sentence in sentences(facts):
            for wording in sentence.wordings:
                assert check(render(wording, facts), facts).verdict == "supported"
        verdict = check("\n".join(said.text for said in plain(facts).sentences), facts)
        assert ("supported", ()) == (verdict.verdict, verdict.omissions)


def test_all_kinds_of_recordings_are_told() -> None:
    """The golden narratives cover losses, flaps, likely, unknown and lossless causes, and unnumbered sessions."""
    kinds = {item.cause.type for name in TOLD for item in recorded(name)[0]}
    assert kinds >= {"link_down", "link_flap", "route_withdrawal", "unknown", "authentication_mismatch", "host_stall"}


CAUSES = sorted({*load_rules(), "a_new_cause"})
FAMILIES = [(), ("ipv4Unicast",), ("ipv6Unicast",), ("ipv4Unicast", "l2VpnEvpn")]


@st.composite
def shapes(draw: st.DrawFn) -> Incident:
    """Incidents of every cause, certainty and shape that a detector may tell."""
    peerings = []
    for k in range(draw(st.integers(0, 9))):
        a, b = draw(st.sampled_from([(f"r{a}", f"r{b}") for a in range(1, 7) for b in range(a + 1, 8)]))
        v4, v6, unnumbered = (f"10.0.{k}.1", f"10.0.{k}.2"), (f"fd00:{k + 1}::1", f"fd00:{k + 1}::2"), ("eth1", "eth2")
        known = draw(st.integers(0, 9)) > 0
        peerings.append(
            outage(
                a,
                b if known else None,
                lost_s=draw(st.floats(10, 20)),
                down_s=draw(st.one_of(st.none(), st.floats(0.01, 4000))),
                losses=draw(st.integers(1, 7)),
                afis=draw(st.sampled_from(FAMILIES)),
                addresses=draw(st.sampled_from([v4, v6, unnumbered])) if known else v4,
            )
        )
    certainty = draw(st.sampled_from(["proved", "likely", "unknown"]))
    cause = "unknown" if certainty == "unknown" else draw(st.sampled_from(CAUSES))
    first = peerings[0] if peerings else None
    node = (first.a if first else None) or "r1"
    far = first.address_b if first else "10.0.0.2"
    subjects = [None] if certainty == "unknown" else [node, f"{node}:eth9", f"{node} neighbor {far}"]
    return incident(
        *peerings,
        cause=cause,
        certainty=certainty,
        subject=draw(st.sampled_from(subjects)),
        planned=draw(st.booleans()),
        nodes=(node,) if first else ("r1", "r2"),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(shapes())
def test_any_incident_is_told_whole_and_with_its_own_values_only(told: Incident) -> None:
    """Every router that lost something is named, every digit is a fact's, and the text reads like sentences."""
    facts = sheet(told)
    for sentence in sentences(facts):
        for wording in sentence.wordings:
            assert set(placeholders(wording)) <= set(sentence.facts)
            bare = re.sub(r"\{F\d+\}", "", wording)
            assert not re.search(r"[\d{}]", bare), bare
            shown = render(wording, facts)
            assert shown.endswith(".")
            assert not re.search(r"  | [,.;]|\(\)|None|,,|\.\.", shown), shown
    text = text_of(told)
    for peering in told.peerings:
        for end in (peering.a, peering.b):
            assert end is None or re.search(rf"\b{end}\b", text), (end, text)


@given(st.integers(20, 60))
@settings(max_examples=5, deadline=None)
def test_many_peerings_are_told_by_their_hubs(count: int) -> None:
    """Twenty peerings and more take a few sentences, and still no router is left out."""
    peerings = [outage(f"spine{k % 2 + 1}", f"leaf{k}", lost_s=10 + k / 100) for k in range(count)]
    told = incident(*peerings, cause="host_stall", subject="host", nodes=())
    scope = [sentence.text for sentence in plain(sheet(told)).sentences if sentence.section == "scope"]
    assert len(scope) == 3
    assert all(re.search(rf"\bleaf{k}\b", " ".join(scope[1:])) for k in range(count))


def said(told: Incident, section: str) -> str:
    """One section of a narrative."""
    return " ".join(sentence.text for sentence in plain(sheet(told)).sentences if sentence.section == section)


def test_what_is_down_is_said_to_be_down() -> None:
    """An open incident says what is lost since when, and that nobody saw it come back."""
    told = incident(outage("r1", "r2"), outage("r1", "r3", down_s=None))
    assert "One of the lost sessions is still down; one is back." in said(told, "happened")
    assert "The IPv4 unicast session between r1 (10.0.0.1) and r3 (10.0.0.2) was lost at " in said(told, "scope")
    assert said(told, "open") == "The session between r1 and r3 is still down."


def test_an_end_that_nobody_knows_is_said_to_be_unknown() -> None:
    """A null end is an unnamed router with its address, and an open question."""
    told = incident(outage("r1", None), nodes=("r1",))
    assert said(told, "happened").startswith("The session between r1 and the unnamed router 10.0.0.2 was lost at ")
    assert (
        said(told, "open") == "Which router is behind 10.0.0.2 is open: nothing that was seen is known to be its own."
    )


def test_likely_is_worded_as_likely() -> None:
    """No sentence says more than the rules found."""
    told = incident(outage("r1", "r2"), cause="authentication_mismatch", certainty="likely", subject="r1")
    assert ", probably because the authentication of both ends does not match" in said(told, "happened")
    assert "this is likely, not proved" in said(told, "cause")
    assert "probably: the two ends" in said(told, "cause")


def test_an_unknown_cause_is_honest() -> None:
    """Unknown is said as such, with what was not seen."""
    told = incident(outage("r1", "r2"), cause="unknown", certainty="unknown", subject=None)
    assert said(told, "cause") == (
        "The cause is unknown: no interface, process, node or operator event was seen that proves one."
    )
    assert "because" not in text_of(told).lower()


def test_a_device_does_not_speak_in_the_narrative() -> None:
    """A shutdown communication stays out of the prose, whatever it says."""
    (told,), lab = recorded("diamond-shutdown-message")
    assert told.cause.text
    assert "ignore" in told.cause.text
    assert "ignore" not in " ".join(sentence.text for sentence in plain(sheet(told, lab)).sentences)


def test_facts_are_counted_once() -> None:
    """`facts_checked` is the number of facts that the text carries."""
    facts = sheet(incident(outage("r1", "r2")))
    narrative = plain(facts)
    assert narrative.facts_checked == len({fact for sentence in narrative.sentences for fact in sentence.facts})


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ((outage("r1", "r2"), outage("r1", "r2", addresses=("fd00::1", "fd00::2"), afis=("ipv6Unicast",))), "IPv6 un"),
        (
            (outage("r1", "r2"), outage("r1", "r2", addresses=("10.9.0.1", "10.9.0.2"))),
            "between r1 (10.9.0.1) and r2 (10.9.0.2)",
        ),
    ],
)
def test_twin_sessions_are_told_apart(pair: tuple[PeeringOutage, ...], expected: str) -> None:
    """Two sessions between the same routers differ by family, else by addresses."""
    told = incident(pair[0], replace(pair[1], lost_ns=pair[1].lost_ns + 5 * SECOND_NS))
    assert expected in said(told, "timeline")
