"""What a topology says that an older containerlab does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clab.design.builder import work_out
from clab.design.intent import Intent
from clab.design.node_systems import FRR
from clab.design.text import topology_text
from clab.document import Item, read
from clab.feature_versions import GONE, KEYS, KINDS, LINK_TYPES, OLDEST, check_ages, still_there
from clab.kinds.table import all_kinds
from clab.lint import Topology
from clab.shape import BRIEF, LINKS, NODE, TOP, WAS, Each, Shape, check_shape
from tests.gates.valid import valid

VALID = dict(valid())


def document(text: str) -> Item:
    """A topology's text, read."""
    found, _ = read(text)
    assert found is not None
    return found


def found(text: str, *version: int) -> list[tuple[int, str, str]]:
    """Line, message and hint of what is too new."""
    return [(age.line, age.message, age.hint) for age in check_ages(Topology(document(text)), version)]


def lab(node: str, link: str = "", more: str = "") -> str:
    """A lab of one node on line 5, and at most one link on line 7."""
    links = f"  links:\n    - {link}\n" if link else ""
    return f"name: t\ntopology:\n{more or '  defaults: {image: x}'}\n  nodes:\n    a: {{{node}}}\n{links}"


@pytest.mark.parametrize(
    ("text", "version", "line", "what", "needed"),
    [
        (lab("kind: linux, hostname: h"), (0, 78, 2), 5, "key 'hostname'", "0.79"),
        (lab("kind: linux, privileged: false"), (0, 77, 0), 5, "key 'privileged'", "0.78"),
        (lab("kind: linux", more="  kinds: {linux: {shm-size: 1g}}"), (0, 67, 0), 3, "key 'shm-size'", "0.68"),
        (lab("group: g", more="  groups: {g: {kind: linux}}"), (0, 68, 0), 3, "key 'groups'", "0.69"),
        (lab("kind: linux, stages: {create: {exec: [{command: id}]}}"), (0, 58, 0), 5, "key 'exec'", "0.59"),
        (lab("kind: nokia_srsim, components: [{slot: A}, {slot: 1, mda: []}]"), (0, 69, 0), 5, "key 'mda'", "0.70"),
        (lab("kind: vyosnetworks_vyos"), (0, 67, 0), 5, "kind 'vyosnetworks_vyos'", "0.69"),
        (lab("kind: linux", more="  kinds: {openwrt: {image: x}}"), (0, 66, 0), 3, "kind 'openwrt'", "0.67"),
        (
            lab("kind: linux", "{type: dummy, endpoint: {node: a, interface: eth1}}"),
            (0, 54, 0),
            7,
            "a link of type 'dummy'",
            "0.55",
        ),
        (
            lab("kind: linux", "{type: veth, endpoints: [{node: a, interface: eth1, ipv4: 10.0.0.1/30}]}"),
            (0, 70, 0),
            7,
            "key 'ipv4'",
            "0.71",
        ),
    ],
)
def test_what_is_too_new_is_named_with_the_version_it_needs(
    text: str, version: tuple[int, ...], line: int, what: str, needed: str
) -> None:
    """One finding at the key, the kind or the type; none from the version on that has it."""
    here = ".".join(map(str, version))
    hint = f"leave it out, or install containerlab {needed} or newer"
    assert found(text, *version) == [(line, f"{what} needs containerlab {needed}, here is {here}", hint)]
    assert found(text, *map(int, needed.split(".")), 0) == []


def test_older_spellings_are_told() -> None:
    """Interfaces had Linux names only before 0.56, SR Linux types no dashes before 0.69.2."""
    link = 'endpoints: ["a:ethernet-1/1", "host:x"]'
    told = found(lab("kind: nokia_srlinux, type: ixr-d3l", link), 0, 55, 0)
    assert [item[0] for item in told] == [5, 7]
    assert [each[2].partition(",")[0] for each in told] == ["write 'ixrd3l'", "write 'e1-1'"]
    assert [each[1] for each in found(lab("kind: srl, type: ixr-d3l", link), 0, 69, 1)] == [
        "the type 'ixr-d3l' needs containerlab 0.69.2, here is 0.69.1"
    ]
    assert found(lab("kind: nokia_srlinux, type: ixrd3l", link), 0, 69, 1) == []


def test_keys_that_are_gone_are_known_where_they_were() -> None:
    """`publish` is a key up to 0.61 and none after it."""
    text = document(lab("kind: linux, publish: [tcp/22], wait-for: [b]"))
    assert [item.message for item in check_shape(text, still_there((0, 50, 1)))] == []
    assert [each.message for each in check_shape(text, still_there((0, 61, 0)))] == [
        "key 'wait-for' in topology.nodes.a is gone: containerlab 0.50 was the last that had it"
    ]
    assert len(check_shape(text, still_there((0, 62, 0)))) == 2


@pytest.mark.parametrize("name", VALID)
def test_today_nothing_is_too_new(name: str) -> None:
    """No valid file needs more than 0.79, and every finding of an older version goes with a newer one."""
    topology = Topology(document(VALID[name]))
    counts = [len(check_ages(topology, (0, minor, 0))) for minor in range(43, 80)]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def _names(shape: Shape, path: list[str]) -> bool:
    if isinstance(shape, Each):
        shape = shape.shape
    if not path:
        return True
    if not hasattr(shape, "items"):
        return False
    members = shape.values() if path[0] == "*" else [shape[path[0]]] if path[0] in shape else []
    return any(_names(member, path[1:]) for member in members)


def test_the_tables_speak_of_what_there_is() -> None:
    """Every key has a place in the shape, every kind and link type is one, and what is gone is not there."""
    top = dict(TOP)
    roots: dict[str, list[Shape]] = {"top": [TOP], "node": [NODE], "link": [BRIEF, *LINKS.values()]}
    roots |= {name: [top[name]] for name in ("mgmt", "topology")}
    for path in " ".join(KEYS.values()).split():
        root, *rest = path.split("/")
        assert any(_names(item, rest) for item in roots[root]), path
    assert set(" ".join(KINDS.values()).split()) <= set(all_kinds())
    assert set(LINK_TYPES) <= set(LINKS)
    assert set(GONE) == set(WAS)
    assert not set(GONE) & set(NODE)
    assert min(*KEYS, *KINDS, *LINK_TYPES.values()) > OLDEST[1]


@given(st.sampled_from(["pair", "ring", "star", "leaf_spine"]), st.sampled_from([FRR, "nokia_srlinux"]))
def test_what_we_write_an_older_version_can_read(shape: str, kind: str) -> None:
    """A lab written for 0.69 has nothing that 0.69 does not know; one for today says that nodes need no privileges."""
    sizes = {"spines": 2, "leaves": 2} if shape == "leaf_spine" else {"routers": 2 if shape == "pair" else 4}
    plan = work_out(Intent(shape=shape, kind=kind, clients=1, clients_on="all", bgp="ebgp", **sizes))
    assert found(topology_text(plan, "x", version=(0, 69, 0)), 0, 69, 0) == []
    assert [item[1] for item in found(topology_text(plan, "x"), 0, 77, 0)] == [
        "key 'privileged' needs containerlab 0.78, here is 0.77.0"
    ]
