"""Phrases in the order in which the grammar reads them, and the labs that they make."""

import pytest

from clab.design.grammar.regrouped import regrouped
from clab.design.meaning.request_parser import understand
from clab.design.words.tokens import known


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("red and blue tenants on one srl", "2 tenants red and blue on one srl"),
        ("srl with vrf red and vrf blue, h1 in vrf red", "srl with 2 tenants red and blue, h1 in red"),
        ("tenant red has h1. tenant blue has h2", "red has h1. blue has h2; 2 tenants red and blue"),
        ("red and blue vrfs, red must never reach blue", "2 tenants red and blue, isolated"),
        ("vlan 10 and vlan 20, a host in each vlan", ", a host in vlan 10 and another in vlan 20"),
        ("two tenants, isolated", "two tenants, isolated"),
        ("a host in vlan 10, another in vlan 20", "a host in vlan 10, another in vlan 20"),
    ],
)
def test_what_is_said_in_another_order(text: str, read: str) -> None:
    """Tenants stand behind their word and are called by their names; what is in order stays as it is."""
    assert regrouped(text, known) == read


@pytest.mark.parametrize(
    ("request_", "tenants"),
    [
        ("red and blue tenants on one srl, ip-vrf each, two hosts per tenant", ["red", "red", "blue", "blue"]),
        ("two VRFs red and blue on one FRR router. h1 in red, h2 and h3 in blue", ["red", "blue", "blue"]),
        ("VRF-lite on an FRR router, tenants a1x and b2x, each with one host", ["a1x", "b2x"]),
    ],
)
def test_hosts_stand_in_the_tenants_that_are_named(request_: str, tenants: list[str]) -> None:
    """Every tenant has the hosts that were said to be in it."""
    found = understand(request_)
    assert found.whole, found
    assert found.intent is not None
    assert [host.vrf for host in found.intent.hosts] == tenants


@pytest.mark.parametrize(
    "request_",
    [
        "two cEOS switches back to back, each with a host in vlan 10",
        "two FRR routers with two VRFs red and blue, one host per VRF",
        "one SR Linux router, two tenants",
    ],
)
def test_what_would_not_reach_the_other_side_is_not_built(request_: str) -> None:
    """A VLAN or a tenant on several routers needs EVPN between them, and a tenant has hosts."""
    assert understand(request_).intent is None
