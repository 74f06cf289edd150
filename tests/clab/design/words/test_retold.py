"""Whole labs told in another way, and slips of the hand."""

import pytest

from agent.tasks.lab_files import lab_files
from clab.design.builder import work_out
from clab.design.meaning.request_parser import understand
from clab.design.words.retold import retold
from clab.design.words.slips import meant


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("srl c in the center, frr s1 to s4 around", "star, srl hub named c, frr spokes named s1 to s4"),
        ("3 rows by two columns", "3x2"),
        ("2x2, names n11 to n22", "2x2, named n11, n12, n21 and n22"),
        ("2x2, names n11 to n23", "2x2, names n11 to n23"),
        ("a - {b c} - d", "a - b, a - c, b - d, c - d"),
        ("a host - {b c} - d host", "a host - {b c} - d host"),
        ("h1 and h2 back to back, plain linux", "h1 - h2, linux hosts"),
        ("h1 and r2 back to back, plain linux", "h1 and r2 back to back, plain linux"),
        (
            "two hosts, pc1 in 10.1.0.0/24 and pc2 in 10.2.0.0/24, with one frr in the middle",
            "one frr with two hosts pc1 and pc2, pc1 in 10.1.0.0/24, pc2 in 10.2.0.0/24",
        ),
    ],
)
def test_a_lab_is_told_by_groups_and_links(written: str, told: str) -> None:
    assert told == retold(written)


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("adn", "and"),
        ("bild", "build"),
        ("evrywhere", "everywhere"),
        ("ruoters", "routers"),
        ("protocal", "protocol"),
        ("tow", "two"),
    ]
    + [(word, None) for word in ("tree", "diamonds", "triangles", "sting", "chin", "king", "most")],
)
def test_a_slip_is_one_of_a_single_word(written: str, word: str | None) -> None:
    assert word == meant(written)


@pytest.mark.parametrize(
    "request_",
    [
        "six srl in a ring, cabling only - I configure them myself",
        "triangle of frr with a host on each, wiring only",
        "two ceos back to back, no config at all",
        "ring of three frr, I do the configs by hand",
    ],
)
def test_nothing_is_configured_where_that_is_said(request_: str) -> None:
    found = understand(request_)
    assert found.whole
    assert found.intent is not None
    files = lab_files(work_out(found.intent), request_, {})
    assert ["lab.clab.yml"] == list(files)
    assert not [word for word in ("startup-config", "exec:", "binds:", "10.0.0.") if word in files["lab.clab.yml"]]


@pytest.mark.parametrize(
    "request_",
    [
        "ring of 4 frr with ospf, no config on r3",
        "ring of 3 frr, no configuration for bgp",
        "ring of 4 frr, ospf, I configure it myself",
        "ring of 3 srl, wiring only, links in 10.9.0.0/24",
        "three frr routers in a ring, do not address the links",
        "two frr, eth2-eth2 and eth3-eth3, ospf",
        "four frr in a chain, ipv6 only, ospfv3, over 2001:db8:12::/64",
    ],
)
def test_what_is_not_sure_is_no_lab(request_: str) -> None:
    assert not understand(request_).whole


def test_an_ipv6_network_is_one_of_links_and_no_image() -> None:
    found = understand("ipv6 only, two Nokia SRL, ebgp over 2001:db8:12::/64")
    assert found.intent is not None
    assert found.intent.image is None
    assert "2001:db8:12::/64" == work_out(found.intent).wires[0].network


def test_an_is_is_area_is_the_one_that_was_named() -> None:
    request = "three frr in a chain, is-is in 49.0007"
    found = understand(request)
    assert found.whole
    assert found.intent is not None
    assert " net 49.0007.0000.0000.0002.00\n" in lab_files(work_out(found.intent), request, {})["configs/r2/frr.conf"]
