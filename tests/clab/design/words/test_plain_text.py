"""A request as plain text."""

import pytest

from clab.design.words.plain_text import plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("un anneau de 3 routeurs, étoile", "un anneau de 3 routeurs, etoile"),
        ("We're after a ring", "We after a ring"),
        ("hub = hq, spokes = nyc", "hub named hq, spokes named nyc"),
        ("a dual-spine fabric", "a two spine fabric"),
        ("FRR x 3, triangle", "FRR x3, triangle"),
        ("host - frr - frr - host", "h1 -- frr r1 -- frr r2 -- h2"),
        ("r1 – r2", "r1 - r2"),
        ("I want: 1) two spines, 2) four leaves", "I want: two spines; four leaves"),
        ("a) ring b) FRR", "ring; FRR"),
        ("2) ring 4) FRR", "2) ring 4) FRR"),
        ("r1 = FRR, spine count 2", "r1 is FRR, 2 spines"),
        ("number of leaves: 4, kind linux with FRR", "4 leaves, frr"),
        ("2x4 leaf spine", "2x4 leaf spine"),
        ("leaf-spine 2/4", "leaf-spine 2x4"),
        ("2 spines, one host/leaf", "2 spines, one host per leaf"),
        ("a client-server setup", "a client and server setup"),
        ("a spine pair", "two spines"),
        ("2 servers per rack", "2 servers per leaf"),
        ("a router between two subnets with one host each", "a router with two hosts in different subnets"),
        ("r1, i.e. frr", "r1, , frr"),
        ("srlx4 ring", "srl x4 ring"),
        ("can't route, dont bridge", "not route, not bridge"),
        ("three router's", "three routers"),
    ],
)
def test_one_way_to_write_what_has_several(written: str, read: str) -> None:
    """The meaning is the same to the letter."""
    assert read == plain(written)


def test_a_row_of_nouns_has_no_names_where_the_text_has_its_own() -> None:
    """`r1` of the text would be another router."""
    assert "frr - frr" in plain("frr - frr, r1 in AS 65001")
