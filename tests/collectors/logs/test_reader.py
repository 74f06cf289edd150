"""What a reader counts of lines that it does not understand."""

import pytest

from tests.collectors.logs.golden import read


@pytest.mark.parametrize(
    "line",
    [
        "2026/09/20 10:00:00 BGP: %ADJCHANGE: neighbor 10.0.0.2(r2)",
        "2026/09/20 10:00:00 BGP: neighbor 10.0.0.2",
        "2026/09/20 10:00:00 BGP: [ABCDE-FGHIJ][EC 33554451] neighbor 10.0.0.2",
        "Sep 20 10:00:00 r1 bgpd[7]: neighbor 10.0.0.2 (up)",
        "<28>Jun 21 14:03:12  vmx01 rpd[2902]: RPD_BGP_NEIGHBOR_STATE_CHANGED: BGP peer 10.0.0.2 (External AS 2222)",
        "*Sep 20 10:00:00.000: %BGP-5-ADJCHANGE: neighbor 10.0.0.2",
        "2026-09-20T10:00:00Z leaf1 sr_bgp_mgr: bgp|1894|1965|00071|W: In network-instance default, the BGP session "
        "with VR default (1): Group ebgp: Peer 10.0.0.2",
    ],
)
def test_a_session_of_which_unknown_words_are_said_is_unread(line: str) -> None:
    """Whatever stands behind a format's words for a session, the line is counted and quoted, and no noise."""
    reader, found = read(f"{line} flux capacitor overload")
    assert ([], 1) == (found, reader.tally.unread)
    assert "flux capacitor" in reader.tally.first_unread
