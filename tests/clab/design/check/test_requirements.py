"""The demands of a request, one for each of its phrases."""

import pytest

from clab.design.check.requirements import requirements

REQUESTS = {
    "four SR Linux routers in a diamond, eBGP": {
        ("kind_count", "nokia_srlinux", 4),
        ("total", "", 4),
        ("kinds", "nokia_srlinux", 0),
        ("shape", "diamond", 0),
        ("protocol", "ebgp", 0),
        ("no_hosts", "", 0),
    },
    "2 SRL spines and 4 cEOS leaves, two hosts per leaf": {
        ("role", "spine", 2),
        ("role", "leaf", 4),
        ("role_kind", "spine nokia_srlinux", 0),
        ("role_kind", "leaf arista_ceos", 0),
        ("kinds", "nokia_srlinux arista_ceos", 0),
        ("at_least", "", 6),
        ("total", "or one more", 6),
        ("shape", "leaf_spine", 0),
        ("hosts_each", "role leaf", 2),
        ("hosts", "only there", 2),
    },
    "two sites, each with 2 FRR spines and 3 FRR leaves": {
        ("role", "spine", 4),
        ("role", "leaf", 6),
        ("kinds", "frr", 0),
        ("at_least", "", 10),
        ("total", "or one more", 10),
        ("no_hosts", "", 0),
    },
    "r1 connected to r2 and r2-r3, all FRR, 2 links": {
        ("joined", "r1 r2", 0),
        ("joined", "r2 r3", 0),
        ("links", "", 2),
        ("name", "r1", 0),
        ("name", "r2", 0),
        ("name", "r3", 0),
        ("kinds", "frr", 0),
        ("no_hosts", "", 0),
    },
}


@pytest.mark.parametrize(("request_", "demands"), REQUESTS.items(), ids=list(REQUESTS))
def test_the_demands_of_a_request(request_: str, demands: set[tuple[str, str, int]]) -> None:
    """Every demand is read, and none is made up but the absence of what has no word."""
    found = {(one.what, one.subject, one.value) for one in requirements(request_) if one.what != "absent"}
    assert demands == found


def test_what_has_no_word_is_demanded_to_be_absent() -> None:
    """No BGP, no IGP, no EVPN where nobody asked for them."""
    absent = {one.subject for one in requirements("two FRR routers") if one.what == "absent"}
    assert {"bgp", "ospf", "isis", "rip", "static", "evpn"} == absent


def test_every_word_is_in_a_demand_or_named() -> None:
    """A noun, a number and a name that nothing holds are demands of their own."""
    found = [one.words for one in requirements("two FRR routers, 7 zebras, a quux") if one.what == "unread"]
    assert ["7", "zebras", "quux"] == found
