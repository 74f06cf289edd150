"""Every kind profile: known to containerlab and to netmiko, its tables readable, its lacks mendable."""

import ipaddress
from pathlib import Path

import pytest

from clab.kind import KindProfile
from clab.kinds.table import SUPPORTED
from clab.registry import profile, profiles
from collectors.observations import BgpState, NeighborFacts, Observation, PrefixCount
from collectors.snapshots.tables import eos_summary, rows_to_observations
from collectors.sources.ssh_commands import read_known_table, read_table

TEMPLATES = Path(__file__).parents[2] / "templates" / "textfsm"
UNIQUE = list({each.title: each for each in profiles().values()}.values())


@pytest.mark.parametrize("each", UNIQUE, ids=lambda item: item.title)
def test_a_profile_is_whole(each: KindProfile) -> None:
    """Kinds that containerlab has, a platform that netmiko has, and for every lack a way to mend it."""
    from netmiko.ssh_dispatcher import CLASS_MAPPER_BASE

    assert set(each.kinds) <= SUPPORTED
    assert each.platform == "" or each.platform in CLASS_MAPPER_BASE
    assert each.mend_log or each.logs
    assert each.gnmi or each.mend_gnmi or each.title == "Linux"
    for show in each.shows:
        assert show.form == "json" or bool(show.template) != bool(show.known)
        assert not show.template or (TEMPLATES / show.template).is_file()


@pytest.mark.parametrize(
    ("name", "title"),
    [("srl", "Nokia SR Linux"), ("vr-sros", "Nokia SR OS (VM)"), ("CEOS", "Arista EOS"), ("crpd", "Juniper cRPD")],
)
def test_aliases_in_any_case_mean_their_kind(name: str, title: str) -> None:
    """As containerlab takes them."""
    found = profile(name)
    assert title == (found.title if found else None)


def test_a_kind_that_nothing_is_known_of_is_none() -> None:
    """It is said so, and not guessed."""
    assert profile("keysight_ixia-c-one") is None


def test_the_kinds_of_the_issue_are_all_there() -> None:
    """Each network OS that is promised has a profile."""
    promised = (
        "nokia_srlinux nokia_srsim nokia_sros arista_ceos cisco_xrd cisco_xrv9k cisco_iol juniper_crpd "
        "juniper_vjunosrouter juniper_vjunosswitch juniper_vjunosevolved sonic-vs vyosnetworks_vyos linux"
    )
    assert set(promised.split()) <= set(profiles())


FRR = """
IPv4 Unicast Summary (VRF default):
BGP router identifier 172.31.77.3, local AS number 65001 vrf-id 0
Neighbor        V         AS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc
10.7.1.2        4      65002        23        24        0    0    0 00:00:52            2        3 N/A
b(10.7.2.2)     4      65003         0         0        0    0    0    never       Active        0 N/A

IPv6 Unicast Summary (VRF default):
BGP router identifier 172.31.77.3, local AS number 65001 vrf-id 0
fd00:1::2       4      65002        23        24        0    0    0 00:00:52 Idle (PfxCt)        0 N/A
"""
SRL = """
+-----------+-----------+---------+------+---------+-------------+-------------+------------+--------------+
| Net-Inst  |   Peer    |  Group  | Flag | Peer-AS |    State    |   Uptime    |  AFI/SAFI  | [Rx/Act/Tx]  |
+===========+===========+=========+======+=========+=============+=============+============+==============+
| default   | 10.0.0.2  | leafs   | S    | 65002   | established | 0d:0h:5m:2s | ipv4-      | [3/2/4]      |
|           |           |         |      |         |             |             | unicast    |              |
| default   | fd00::2   | leafs   | S    | 65003   | active      | -           |            |              |
+-----------+-----------+---------+------+---------+-------------+-------------+------------+--------------+
"""
EOS = """BGP summary information for VRF default
Router identifier 1.1.1.1, local AS number 65001
Neighbor            AS Session State AFI/SAFI                AFI/SAFI State   NLRI Rcd   NLRI Acc
---------- ----------- ------------- ----------------------- -------------- ---------- ----------
10.0.0.2         65002 Established   IPv4 Unicast            Negotiated              4          4
10.0.0.6         65003 Active
"""
SROS = """
BGP Router ID:10.0.0.1         AS:65001       Local AS:65001
Neighbor
Description
                   AS PktRcvd InQ  Up/Down   State|Rcv/Act/Sent (Addr Family)
10.0.0.2
                65002      71    0 00h34m31s 5/5/8 (IPv4)
10.0.0.6
                65003       0    0 00h34m31s Active
"""
IOS = """BGP router identifier 192.0.2.1, local AS number 65001
Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
10.0.0.2        4        65002      23      24        5    0    0 00:00:52        4
10.0.0.6        4        65003       0       0        1    0    0 never    Idle (Admin)
"""
Row = tuple[str, str, int | None, int | None]


def told(seen: tuple[Observation, ...]) -> list[Row]:
    """Neighbor, state, prefixes and AS of what was read, in order."""
    counts = {item.neighbor: item.received for item in seen if isinstance(item, PrefixCount)}
    remote = {each.neighbor: each.remote_as for each in seen if isinstance(each, NeighborFacts)}
    states = [each for each in seen if isinstance(each, BgpState)]
    return [(state.neighbor, state.state, counts.get(state.neighbor), remote.get(state.neighbor)) for state in states]


@pytest.mark.parametrize(
    ("template", "text", "rows"),
    [
        (
            "frr_show_bgp_summary",
            FRR,
            [
                ("10.7.1.2", "established", 2, 65002),
                ("10.7.2.2", "active", None, 65003),
                ("fd00:1::2", "idle", None, 65002),
            ],
        ),
        (
            "nokia_srl_show_network-instance_protocols_bgp_neighbor",
            SRL,
            [("10.0.0.2", "established", 3, 65002), ("fd00::2", "active", None, 65003)],
        ),
        (
            "arista_eos_show_bgp_summary",
            EOS,
            [("10.0.0.2", "established", 4, 65002), ("10.0.0.6", "active", None, 65003)],
        ),
        (
            "nokia_sros_show_router_bgp_summary",
            SROS,
            [("10.0.0.2", "established", 5, 65002), ("10.0.0.6", "active", None, 65003)],
        ),
    ],
)
def test_our_own_templates_read_what_routers_print(template: str, text: str, rows: list[Row]) -> None:
    """State, prefixes received and AS of every neighbor."""
    found = read_table((TEMPLATES / f"{template}.textfsm").read_text(), text)
    assert rows == told(rows_to_observations("r1", 1, found))


def test_the_known_templates_of_the_profiles_exist() -> None:
    """ntc-templates reads IOS' table, and has one for each command that a profile names."""
    found = read_known_table("cisco_ios", "show ip bgp summary", IOS)
    assert [("10.0.0.2", "established", 4, 65002), ("10.0.0.6", "idle", None, 65003)] == told(
        rows_to_observations("r1", 1, found)
    )
    for item in {show.known for kind in UNIQUE for show in kind.shows if show.known}:
        assert [] == read_known_table(*item, "")


def test_eos_json_is_read_per_vrf() -> None:
    """Its session states, counts and AS numbers."""
    peers = {"10.0.0.2": {"peerState": "Established", "prefixReceived": 7, "peerAsn": "65002"}}
    seen = eos_summary("r1", 1, {"vrfs": {"default": {"peers": peers}}})
    assert [("10.0.0.2", "established", 7, 65002)] == told(seen)
    assert () == eos_summary("r1", 1, {"vrfs": {"default": "x"}})


def test_rows_without_an_address_are_left_out() -> None:
    """Headings and totals are no neighbors, and addresses are canonical."""
    rows = [{"neighbor": "Total"}, {"neighbor": "FD00::0:2", "state": "Established", "afi": "IPv6 Unicast"}]
    (state,) = [observation for observation in rows_to_observations("r1", 1, rows) if isinstance(observation, BgpState)]
    assert str(ipaddress.ip_address("fd00::2")) == state.neighbor
