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
        "*Sep 20 10:00:00.000: %BGP-5-FLUX: neighbor 10.0.0.2",
        "RP/0/RP0/CPU0:Jun 10 14:33:55.123 : bgp[1052]: %ROUTING-BGP-5-FLUX : neighbor 10.0.0.2",
        "2026 Jun 10 14:33:55 n9k %BGP-5-FLUX:  bgp-65000 [1234] (default) neighbor 10.0.0.2",
        "Jun 10 14:33:55 eos Bgp: %BGP-5-FLUX: peer 10.0.0.2 (VRF default AS 65001)",
        "Nov 18 06:59:26 lb exabgp[881]: Peer  192.0.2.7 ASN 64500   ",
        "11:14:21 | 22653  | network       | Peer 192.0.2.7 ASN 65000",
        "2024-04-24T17:22:12Z level=warning Key=10.0.255.1 Topic=Peer msg=",
        "Jun 10 2019 14:33:55+08:00 HUAWEI %%01BGP/3/FLUX(l)[10]:The peer 10.1.1.2 has a",
        "Oct  4 2025 06:11:09 PE-7 %%01BGP/6/FLUX(l):CID=0x80130001;Flux. (Peer=10.7.0.9, SourceInterface=-), ",
        "2026-11-24 07:55:46.974253 <RMT> r4:",
        "May 12 19:36:03 a1 bird[11656]: bgp_r2:",
        "Mar  3 04:05:06 edge rpd[99]: bgp_flux: peer 10.0.0.2 (External AS 64500)",
        "May 12 19:36:03 a1 bgpd[11656]: neighbor 10.10.0.32:",
        "172 2022/05/06 09:31:38.08 UTC WARNING: BGP #2999 Base Peer 1: Group x: Peer 10.0.0.2:",
    ],
)
def test_a_session_of_which_unknown_words_are_said_is_unread(line: str) -> None:
    """Whatever stands behind a format's words for a session, the line is counted and quoted, and no noise."""
    reader, found = read(f"{line} flux capacitor overload")
    assert ([], 1) == (found, reader.tally.unread)
    assert "flux capacitor" in reader.tally.first_unread


@pytest.mark.parametrize(
    "line",
    [
        "*Sep 20 10:00:00.000: %BGP-5-NBR_RESET: Neighbor 10.0.0.2 reset (BGP Notification sent)",
        "*Sep 20 10:00:00.000: %BGP_SESSION-5-ADJCHANGE: neighbor 10.0.0.2 IPv4 Unicast topology base removed",
        "2026/09/20 10:00:00 BGP: [HTQD2-0R1WR] bgp_process_packet: BGP OPEN receipt failed for peer: fd00::1",
        "2026/09/20 10:00:00 OSPF: [S5PCG-77H23] Packet[DD]: Neighbor 10.255.0.3 Negotiation done (Master).",
        "2026-11-24 07:55:46.974253 <WARN> r4: Attribute large_community is malformed, withdrawing update",
        "2026-11-24 07:55:46.974253 <RMT> ospf1: Bad HELLO packet from nbr 10.0.0.2 on eth0",
        "2026-11-24 07:55:46.974253 <TRACE> r4: Neighbor ready",
        '{"Key":"10.9.0.1","Topic":"Peer","level":"info","msg":"Add a peer","time":"2026-11-24T09:14:14Z"}',
        '{"Key":"10.9.0.1","Topic":"Peer","level":"debug","msg":"try to connect","time":"2026-11-24T09:14:14Z"}',
        "Nov 18 06:59:26 lb exabgp[881]: peer 192.0.2.7 ASN 64500   << UPDATE #4",
        "Nov 18 06:59:26 lb ntpd[881]: peer 192.0.2.7 now valid",
    ],
)
def test_known_noise_on_a_neighbor_is_not_unread(line: str) -> None:
    """Routes, messages, states below ESTABLISHED, other protocols, and what another line says already."""
    reader, found = read(line)
    assert ([], 0) == (found, reader.tally.unread)
