"""Every kind: known to containerlab and to netmiko, its tables readable, its lacks mendable."""

import ipaddress
from pathlib import Path

import pytest

from clab.kind import Kind, Monitoring
from clab.kinds.table import KINDS, all_kinds, canonical_port, is_router, kind, monitoring
from collectors.observations import BgpState, NeighborFacts, Observation, PrefixCount
from collectors.snapshots.tables import eos_summary, rows_to_observations
from collectors.sources.ssh_commands import read_known_table, read_table

TEMPLATES = Path(__file__).parents[2] / "templates" / "textfsm"
UNIQUE = [plugin.value for plugin in KINDS.loaded.plugins]
WATCHED = [(item.name, item.monitoring) for item in UNIQUE if item.monitoring]
SUPPORTED = """
    6wind_vsr arista_ceos arista_veos arrcus_arcos aruba_aoscx bridge c8000 ceos checkpoint_cloudguard ciena_saos
    cisco_asav cisco_c8000 cisco_c8000v cisco_cat9kv cisco_csr1000v cisco_ftdv cisco_iol cisco_n9kv cisco_sdwan
    cisco_vios cisco_xrd cisco_xrd_vrouter cisco_xrv cisco_xrv9k cjunosevolved crpd cumulus_cvx cvx dell_ftosv
    dell_sonic ext-container f5_bigip-ve fdio_vpp fortinet_fortigate freebsd generic_vm host huawei_vrp
    ipinfusion_ocnos juniper_cjunosevolved juniper_crpd juniper_csrx juniper_vjunosevolved juniper_vjunosrouter
    juniper_vjunosswitch juniper_vmx juniper_vqfx juniper_vsrx k8s-kind keysight_ixia-c-one linux mikrotik_ros
    nokia_srlinux nokia_sros nokia_srsim nvidia_cumulusvx openbsd openwrt ovs-bridge paloalto_panos plvision_sonic
    rare sonic-vm sonic-vs spirent_stc srl veesix_osvbng vr-aoscx vr-arista_veos vr-aruba_aoscx vr-ciena_saos
    vr-cisco_csr1000v vr-cisco_n9kv vr-cisco_xrv vr-cisco_xrv9k vr-csr vr-dell_ftosv vr-ftosv vr-juniper_vmx
    vr-juniper_vqfx vr-juniper_vsrx vr-mikrotik_ros vr-n9kv vr-nokia_sros vr-paloalto_panos vr-pan vr-ros vr-sros
    vr-veos vr-vmx vr-vqfx vr-vsrx vr-xrv vr-xrv9k vyosnetworks_vyos xrd
"""
"""All kinds that containerlab 0.79 names when it is asked for one that it lacks."""


def test_all_kinds_of_containerlab_are_there() -> None:
    """No more and no fewer than it names, each name once."""
    assert sorted(SUPPORTED.split()) == sorted(all_kinds())


@pytest.mark.parametrize("item", UNIQUE, ids=lambda item: item.name)
def test_a_kind_takes_its_own_example(item: Kind) -> None:
    """The example is of the form of its ports, is one to which a link can go, and has one canonical name."""
    assert item.ports is None or item.ports.search(item.example)
    assert item.management is None or not item.management.match(item.example)
    canonical = canonical_port(item, item.example)
    assert canonical_port(item, canonical) == canonical
    assert item.title


@pytest.mark.parametrize(("name", "known"), WATCHED, ids=lambda item: item if isinstance(item, str) else "")
def test_how_a_kind_is_watched_is_whole(name: str, known: Monitoring) -> None:
    """A platform that netmiko has, readable tables, and for every lack a hint what to configure."""
    from netmiko.ssh_dispatcher import CLASS_MAPPER_BASE

    assert known.platform == "" or known.platform in CLASS_MAPPER_BASE
    assert known.log_hint or known.logs
    assert known.gnmi or known.gnmi_hint or not is_router(name)
    for show in known.shows:
        assert show.form == "json" or bool(show.template) != bool(show.known)
        assert not show.template or (TEMPLATES / show.template).is_file()


@pytest.mark.parametrize(
    "item", [item for item in UNIQUE if item.virtual and item.monitoring], ids=lambda item: item.name
)
def test_nothing_is_read_from_inside_of_a_launcher(item: Kind) -> None:
    """What runs in a VM's container is not the router, and neither are its files."""
    assert item.monitoring is not None
    assert not item.monitoring.logs


@pytest.mark.parametrize(
    ("name", "title"),
    [("srl", "Nokia SR Linux"), ("vr-sros", "Nokia SR OS (VM)"), ("CEOS", "Arista cEOS"), ("crpd", "Juniper cRPD")],
)
def test_aliases_in_any_case_mean_their_kind(name: str, title: str) -> None:
    """As containerlab takes them."""
    found = kind(name)
    assert title == (found.title if found else None)


def test_a_kind_that_nothing_is_known_of_is_not_watched() -> None:
    """It is said so, and not guessed; neither is a name that is no kind."""
    assert (None, None) == (monitoring("keysight_ixia-c-one"), monitoring("nothing"))
    assert (True, False, False) == (is_router("srl"), is_router("Linux"), is_router("nothing"))


def test_the_promised_kinds_are_watched() -> None:
    """Each network OS that is promised says how it is watched."""
    promised = (
        "nokia_srlinux nokia_srsim nokia_sros arista_ceos cisco_xrd cisco_xrv9k cisco_iol juniper_crpd "
        "juniper_vjunosrouter juniper_vjunosswitch juniper_vjunosevolved sonic-vs vyosnetworks_vyos linux"
    )
    assert set(promised.split()) <= {name for name, _ in WATCHED}


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
    for item in {show.known for _, known in WATCHED for show in known.shows if show.known}:
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
