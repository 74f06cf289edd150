"""Whose a file is by its path."""

from pathlib import Path

import pytest

from collectors.sources.node_names import labs_in, merged, nodes_of

HOME = Path("/x")


def names(*paths: str, nodes: tuple[str, ...] = (), inside: tuple[str, ...] = ()) -> list[str]:
    """The node of each path below a folder."""
    found = nodes_of([HOME / each for each in paths], HOME, nodes, inside=[HOME / each for each in inside])
    return [found[HOME / each] for each in paths]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("r1.log", "r2.bgpd.log", "10.0.0.1.log"), ["r1", "r2", "10.0.0.1"]),
        (("r1/frr.log", "r2/frr.log"), ["r1", "r2"]),
        (("r1/var/log/frr.log", "r2/var/log/frr.log"), ["r1", "r2"]),
        (("r1/frr/bgpd.log", "r2/frr/bgpd.log", "r2/frr/zebra.log"), ["r1", "r2", "r2"]),
        (("r1/clab/frr.log", "r2/clab/frr.log"), ["r1", "r2"]),
        (("2026-05-09/r1/frr.log", "2026-05-10/r1/frr.log"), ["r1", "r1"]),
        (("2026-05-09/r1.log", "2026-05-10/r1.log"), ["r1", "r1"]),
        (("bgp/r1.log", "ospf/r1.log"), ["r1", "r1"]),
        (("var/log/frr.log", "opt/frr.log"), ["frr", "frr"]),
        (("frr.log", "r2/frr.log"), ["frr", "r2"]),
        (("10.0.0.1/syslog", "10.0.0.2/syslog"), ["10.0.0.1", "10.0.0.2"]),
        (("r1/frr.log",), ["frr"]),
        (("r1/east.log", "r2/west.log"), ["east", "west"]),
    ],
)
def test_a_node_is_called_after_what_tells_its_files_apart(paths: tuple[str, ...], expected: list[str]) -> None:
    """The file's name up to the first dot; where files of several folders share one, the folder that is no log's."""
    assert expected == names(*paths)


def test_a_node_of_the_lab_is_known_in_a_path() -> None:
    """A folder that is called as a node of the lab names it, whatever else lies between; the file's own name first."""
    assert ["log", "R2"] == names("log/a/frr.log", "r2/a/frr.log", nodes=("log", "R2"))
    assert ["r1"] == names("r1/bgpd.log", nodes=("r1",))
    assert ["r2"] == names("r1/r2.log", nodes=("r1", "r2"))


def test_a_member_of_an_archive_with_a_usual_name_is_its_folders() -> None:
    """An archive's name is a folder's; a member's own name is a node's where it is not a log's usual one."""
    paths = ("r1/var/log/messages", "pack/edge.log")
    assert ["r1", "edge"] == names(*paths, inside=paths)


def test_places_that_fall_to_one_node_are_told() -> None:
    """Two folders of one name in different places can be two routers; days and logs' folders are no places."""
    paths = [
        HOME / each for each in ("a/r1/frr.log", "b/r1/frr.log", "a/r2/frr.log", "2026/r3/frr.log", "2027/r3/frr.log")
    ]
    found = merged(nodes_of(paths, HOME), HOME)
    assert {"r1": [HOME / "a/r1", HOME / "b/r1"]} == found


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("labA/r1.log", "labA/r2.log", "labB/r1.log", "labB/r2.log"), ["labA", "labB"]),
        (("x/labA/logs/r1.log", "x/labA/logs/r2.log", "labB/r1.frr.log", "labB/r3.log"), ["labB", "x/labA"]),
        (("labA/r1.log", "labA/r2.log", "labB/r1.log"), ["labA", "labB"]),
        (("labA/r1.log", "labA/r2.log", "labB/x1.log", "labB/x2.log"), []),
        (("labA/r1.log", "labA/r2.log"), []),
        (("2026-05-09/r1.log", "2026-05-09/r2.log", "2026-05-10/r1.log", "2026-05-10/r2.log"), []),
        (("r1/frr.log", "r1/extra.log", "r2/frr.log", "r2/extra.log"), []),
        (("r1/bgpd.log", "r1/zebra.log", "r2/bgpd.log", "r2/zebra.log"), []),
        (("r1/var/log/frr/frr.log", "r2/var/log/frr/frr.log"), []),
        (("core/a.log", "core/b.log", "edge/a.log", "edge/b.log"), []),
    ],
)
def test_folders_of_several_routers_are_labs(paths: tuple[str, ...], expected: list[str]) -> None:
    """Where a router's name is in two of them; not a router's own folder, nor a day's, nor a node's of the lab."""
    assert expected == [
        str(each.relative_to(HOME)) for each in labs_in([HOME / each for each in paths], HOME, ("core", "edge"))
    ]
