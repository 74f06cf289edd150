"""The words that say what became of a line: each reason by a line that has it."""

import pytest

from collectors.logs.loader import all_dialects
from tests.collectors.logs.explaining import explained
from tests.collectors.logs.golden import CLOCK, lines_of, read, shown

AT = "2026/09/20 10:00:00"
DOWN = "%ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{AT} BGP: {DOWN}", "BgpState"),
        (f"{AT} BGP: bgp_fsm_change_status, neighbor", "noise"),
        (
            f"{AT} BGP: neighbor 10.0.0.2 flux capacitor",
            "NOT READ: no dialect's token is in it, but it says something of a neighbor's session",
        ),
        (f"20sep2026 10:00:00 bgpd[1]: {DOWN.lower()}", "NOT READ: no stamp is known at its beginning, so stamp, host"),
        (f"20sep2026 10:00:00 BGP: {DOWN}", "NOT READ: no stamp is known at its beginning, so stamp, host"),
        (f"{AT} BGP: %ADJCHANGE: neighbor of nobody", "NOT READ: `parse` of frr returned None: these words it should"),
        (f"{AT} flux capacitor overload", "NOT READ: `recognise` of frr returned False for it, as it stands and freed"),
        (f"{AT} bird: <RMT> r4: Received: Administrative reset", "NOT READ: `recognise` of bird takes it, which is"),
        ("", "NOT READ: it is empty"),
    ],
)
def test_the_reason_is_named(text: str, said: str) -> None:
    """The outcome of one line, as its dialect's author reads it."""
    assert explained(text, "frr", CLOCK).text.startswith(said)


def test_what_recognise_is_given_is_shown() -> None:
    """Words, program, host and stamp; where nobody takes the line, what each peel left of it, too."""
    (line,) = explained(f"Sep 20 10:00:00 r1 bgpd[7]: {DOWN}", "frr", CLOCK).given
    assert line == f"Line(words={DOWN!r}, tag='bgpd', host='r1', stamp=2026-09-20T10:00:00+00:00)"
    given = explained(f"logs/r1.log:{AT} some words", "frr", CLOCK).given
    assert (
        given[-1]
        == "Line(words='some words', tag='', host=None, stamp=2026-09-20T10:00:00+00:00) (behind the peel grep)"
    )


@pytest.mark.parametrize("name", sorted(all_dialects()))
def test_the_words_agree_with_the_reader(name: str) -> None:
    """A golden line is named as not read where the reader counts it as unread, or nobody takes it."""
    for text in lines_of(name):
        reader, found = read(text)
        one = explained(text, name, CLOCK)
        assert (bool(found), bool(reader.tally.unread)) == (
            bool(one.says) and not one.says.startswith("noise"),
            bool(one.why),
        ), text


def test_a_summary_closes_the_page() -> None:
    """All lines with `--show`, else those that are not read; the counts always."""
    assert [f"frr: {len(lines_of('frr'))} lines: "] == [
        line[: line.index("lines: ") + 7] for line in shown("frr", all_lines=False)
    ][-1:]
    assert len(list(shown("frr", all_lines=True))) > 3 * len(lines_of("frr"))
