"""Initial configurations by system: what EOS and SR Linux are told. None was run on a real one."""

import pytest

from agent.tasks.lab_files import lab_files
from clab.design.builder import work_out
from clab.design.intent import Host, Intent
from clab.design.setting import Setting


def _config(intent: Intent, path: str) -> str:
    return lab_files(work_out(intent), "a request", {})[path]


def test_eos_joins_a_vlan_by_evpn_and_has_its_gateway() -> None:
    """The VLAN has a VNI, a route target and a virtual address in a VRF that has a VNI of its own."""
    hosts = (Host(on="leaf1", vlan=10), Host(on="leaf2", vlan=10))
    intent = Intent(
        shape="leaf_spine", kind="arista_ceos", spines=1, leaves=2, bgp="ebgp", evpn=True, gateways=True, hosts=hosts
    )
    text = _config(intent, "configs/leaf1.cfg")
    for line in (
        "   switchport access vlan 10\n",
        "interface Vlan10\n   vrf tenant1\n   ip address virtual 192.168.10.1/24\n",
        "   vxlan vlan 10 vni 10010\n   vxlan vrf tenant1 vni 50001\n",
        "   vlan 10\n      rd auto\n      route-target both 65000:10010\n      redistribute learned\n",
        "   address-family evpn\n      bgp next-hop-unchanged\n",
        "   vrf tenant1\n      rd 10.255.0.2:101\n",
    ):
        assert line in text


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        (Setting(what="announce", value="10.1.0.0/24", on="r1"), "   network 10.1.0.0/24\n"),
        (Setting(what="local_pref", value="200", on="r1", to="r2"), "   set local-preference 200\n"),
        (Setting(what="prepend", value="2", on="r1", to="r2"), "   set as-path prepend 65001 65001\n"),
        (Setting(what="hold", value="9", on="r1"), "   neighbor 10.0.0.1 timers 3 9\n"),
        (Setting(what="default", on="r1", to="r2"), "   neighbor 10.0.0.1 default-originate always\n"),
        (Setting(what="redistribute", value="bgp static", on="r1"), "   redistribute static\n"),
        (Setting(what="paths", value="4"), "   maximum-paths 4\n"),
    ],
)
def test_eos_has_values_of_bgp(setting: Setting, line: str) -> None:
    """Each on the router or the session of which it was said."""
    intent = Intent(shape="pair", kind="arista_ceos", routers=2, bgp="ebgp", settings=(setting,))
    assert line in _config(intent, "configs/r1.cfg")


def test_sr_linux_finds_its_peers_by_their_interfaces() -> None:
    """Dynamic neighbors of an interface with IPv6 router advertisements, and IPv4 routes over IPv6 next hops."""
    intent = Intent(shape="leaf_spine", kind="nokia_srlinux", spines=1, leaves=2, bgp="ebgp", unnumbered=True)
    text = _config(intent, "configs/leaf1.cli")
    bgp = "set / network-instance default protocols bgp"
    for line in (
        "set / interface ethernet-1/1 subinterface 0 ipv6 router-advertisement router-role admin-state enable\n",
        f"{bgp} dynamic-neighbors interface ethernet-1/1.0 peer-group unnumbered\n",
        f"{bgp} dynamic-neighbors interface ethernet-1/1.0 allowed-peer-as [ 65001 ]\n",
        f"{bgp} afi-safi ipv4-unicast ipv4-unicast receive-ipv6-next-hops true\n",
    ):
        assert line in text
    assert "neighbor  " not in text
