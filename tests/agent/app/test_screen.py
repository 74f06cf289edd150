"""The screen of `watch`: two labs of thirty nodes at 80 and at 200 columns; silence never looks well."""

import re
from dataclasses import replace

import pytest
from rich.console import Console

from agent.app.screen import ShownLab, screen, short, truth, worst_severity
from agent.detect.incident import Cause, Incident, PeeringOutage
from agent.detect.lab_view import LabView
from agent.detect.peering_status import PeeringStatus
from clab.units import SECOND_NS
from collectors.supervisor import Health

TENTH_NS = SECOND_NS // 10
NOW = 1_790_000_000 * SECOND_NS


def standing(k: int, up: bool | None, since_s: float | None = 60) -> PeeringStatus:
    """A session between two leaves."""
    since = None if since_s is None else NOW - int(since_s * SECOND_NS)
    return PeeringStatus(f"leaf-{k}", f"leaf-{k + 1}", f"10.255.10.{k}", f"10.255.10.{k + 1}", up, since)


def incident(k: int) -> Incident:
    """An open incident of one session."""
    outage = PeeringOutage(
        f"leaf-{k}",
        f"leaf-{k + 1}",
        f"10.255.10.{k}",
        f"10.255.10.{k + 1}",
        (),
        NOW - 41 * SECOND_NS,
        None,
        None,
        1,
        (),
    )
    cause = Cause("link_down", "proved", subject=f"leaf-{k}:ethernet-1/49")
    return Incident(
        f"1200{k:02}-abcdef", 1, "ACTION", "open", NOW - 41 * SECOND_NS, cause, outage_nodes(k), (outage,), ()
    )


def outage_nodes(k: int) -> tuple[str, ...]:
    """Its two nodes."""
    return f"leaf-{k}", f"leaf-{k + 1}"


def lab(name: str, down: int = 0, silent: int = 0) -> ShownLab:
    """Thirty nodes, of which some are silent, and as many sessions, of which some are down."""
    nodes = tuple(f"leaf-{k}" for k in range(30))
    sources = tuple(
        Health(f"vty-leaf-{k}", "failed" if k < silent else "ok", 10, NOW - (900 if k < silent else 3) * TENTH_NS,
               error="ConnectionRefusedError: [Errno 111] Connection refused" if k < silent else "")
        for k in range(30)
    )  # fmt: skip
    view = LabView(NOW, tuple(standing(k, k >= down) for k in range(30)), tuple(map(incident, range(down))))
    return ShownLab(name, view, sources, nodes)


def drawn(labs: list[ShownLab], width: int, height: int = 50, *, sources: bool = False) -> list[str]:
    """The lines that a terminal of this size gets."""
    console = Console(width=width, height=height, color_system=None)
    with console.capture() as caught:
        console.print(screen(labs, NOW, width, height, sources=sources))
    return caught.get().splitlines()


def test_a_lab_s_line_tells_the_truth() -> None:
    """Name, worst severity, sessions up of known, open incidents, how fresh."""
    (line,) = drawn([lab("diamond")], 100)
    assert line.split("  ") == [
        "diamond", "OK", "30 of 30 sessions up", "none open", "heard 0.3 s ago from 30 of 30",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("height", [24, 60])
def test_it_holds_with_thirty_nodes_and_two_labs(width: int, height: int) -> None:
    """Nothing is wider or higher than the terminal, and no id is cut; what is not shown is counted."""
    lines = drawn([lab("diamond-of-the-north", 25, 3), lab("ring", 12, 9)], width, height)
    assert len(lines) <= height
    assert all(len(line) <= width for line in lines), max(lines, key=len)
    assert re.search(r"diamond-\S+ +ACTION +5 of 30 sessions up .*from 27 of 30", lines[0])
    assert any("120000-abcdef" in item for item in lines)
    assert not any(re.search(r"1200\d\d-abcde?…", each) for each in lines)
    if height == 24:
        assert any("of 37 not shown)" in each for each in lines)


def test_sources_are_shown_where_they_are_not_well() -> None:
    """Or all of them, when asked."""
    few = "\n".join(drawn([lab("ring", 0, 2)], 120))
    assert ("vty-leaf-1 " in few, "vty-leaf-2 " in few, "Connection refused" in few) == (True, False, True)
    assert "vty-leaf-2 " in "\n".join(drawn([lab("ring")], 120, sources=True))


def test_silence_is_never_well() -> None:
    """A lab of which one node is not heard, or no session is known, is a warning."""
    assert worst_severity(lab("ring"), NOW) == "OK"
    assert worst_severity(lab("ring", silent=1), NOW) == "WARNING"
    assert worst_severity(replace(lab("ring"), view=LabView(NOW)), NOW) == "WARNING"
    assert worst_severity(lab("ring"), NOW + 40 * SECOND_NS) == "WARNING"
    unheard = ShownLab("ring", LabView(), (), ("r1",))
    assert truth(unheard, NOW)[2:] == ("no session known", "none open", "nothing heard of 1 nodes")


def test_a_journal_that_cannot_be_written_is_shown() -> None:
    """Beside the sources."""
    full = replace(lab("ring"), view=replace(lab("ring").view, journal_error="disk full"))
    assert any("journal" in item and "disk full" in item for item in drawn([full], 80))


def test_a_down_session_names_its_incident_and_for_how_long() -> None:
    """Where its loss was not seen, it is not up, and no time is invented."""
    shown = lab("ring", 1)
    view = replace(shown.view, standings=(*shown.view.standings, standing(40, False, None)))
    lines = drawn([replace(shown, view=view)], 140)
    assert any(re.search(r"leaf-0–leaf-1 +down 01:00 .* 120000-abcdef", line) for line in lines)
    assert any(re.search(r"leaf-40–leaf-41 +not up", item) for item in lines)


@pytest.mark.parametrize(
    ("ns", "said"),
    [(None, "not seen"), (9_900_000_000, "9.9 s"), (41 * 60 * SECOND_NS, "41:00"), (3723 * SECOND_NS, "1:02:03")],
)
def test_lengths_are_short(ns: int | None, said: str) -> None:
    """As few signs as tell it."""
    assert short(ns) == said
