"""Whose a file is by its path: its name up to the first dot, else the folder that tells it from files of its name.

`r1/var/log/frr.log` and `r2/var/log/frr.log` are told apart by `r1` and `r2`: no router is called `log`. What a folder
or a file is usually called on any router (a daemon's, a log's, a system folder's name, a date) names none.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_ADDRESS = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d])")

DAEMONS = (
    "frr quagga zebra bgpd ospfd ospf6d isisd ripd ripngd eigrpd ldpd bfdd pimd pim6d staticd fabricd nhrpd pathd "
    "vrrpd pbrd babeld sharpd mgmtd watchfrr vtysh bird bird6 gobgp gobgpd exabgp openbgpd rpd dcd chassisd mgd bgp "
    "ospf isis bfd mpls ldp routing sr_bgp_mgr rib kernel kern daemon daemons auth authpriv cron systemd"
)
LOGS = (
    "log logs logging syslog rsyslog messages journal dmesg debug all any console docker stdout stderr output outputs"
)
FOLDERS = (
    "var tmp run etc opt usr home root srv mnt data files storage persist flash bootflash harddisk disk disk0 archive "
    "archives backup backups old rotated previous current latest remote hosts nodes routers devices"
)
USUAL = frozenset(f"{DAEMONS} {LOGS} {FOLDERS}".split())
"""What folders and files are called on any router, or beside any."""


def stem(path: Path) -> str:
    """A file's node: its name up to the first dot; an address is a name that is not cut at its dots."""
    return short_name(path.name)


def short_name(text: str) -> str:
    """A host's or a file's name up to its first dot, an address whole."""
    address = _ADDRESS.match(text)
    return address[0] if address else text.partition(".")[0]


def is_usual(name: str) -> bool:
    """Whether a folder or a file of this name can be any router's; a date or a number is."""
    return name.lower() in USUAL or not (any(each.isalpha() for each in name) or _ADDRESS.match(name))


@dataclass(slots=True)
class _File:
    """A path, and the folders that may name its node, the nearest first."""

    path: Path
    name: str
    homes: list[str]

    def known(self, nodes: dict[str, str]) -> str | None:
        """The node of the lab that its name or a folder is called after."""
        found = (nodes.get(each.lower()) for each in (self.name, *self.homes))
        return next((each for each in found if each), None)


def nodes_of(
    paths: Sequence[Path], folder: Path, nodes: Iterable[str] = (), *, inside: Collection[Path] = ()
) -> dict[Path, str]:
    """Whose log each file below a bare folder is; `nodes` are those of the lab.

    A folder's name is a file's node where it is a node of the lab, where files of several folders share a name, and
    where a file with a usual name lies among those. `inside` are members of archives: one with a usual name is always
    named by its folder.
    """
    lab = {each.lower(): each for each in nodes}
    files = []
    for path in paths:
        parts = path.relative_to(folder).parts[:-1]
        near = [each for each in reversed(parts) if each.lower() in lab or not is_usual(each)]
        files.append(_File(path, stem(path), near))
    shared = [group for group in _by_name(files) if len({each.path.parent for each in group}) > 1]
    homes = {each.path: home for group in shared for each, home in zip(group, _apart(group), strict=True) if home}
    told = set(homes.values())
    return {each.path: each.known(lab) or _by_folder(each, homes, told, inside) or each.name for each in files}


def labs_in(paths: Iterable[Path], folder: Path, nodes: Iterable[str] = ()) -> list[Path]:
    """The folders below a bare one that are labs of their own: several routers' logs lie in one (`labA/r1.log`,
    `labA/r2.log`), and one of those routers' names in another, too. A router's own folder has a log of a usual name, or
    a single one, or is called as a node of the lab."""
    lab = {each.lower() for each in nodes}
    held: dict[Path, set[str]] = {}
    for path in paths:
        home = path.parent
        while home != folder and is_usual(home.name):
            home = home.parent
        if home != folder and home.name.lower() not in lab:
            held.setdefault(home, set()).add(stem(path))
    routers = {home: names for home, names in held.items() if not any(map(is_usual, names))}
    shared = {
        name
        for home, names in routers.items()
        if len(names) > 1
        for name in names
        if any(name in others for other, others in routers.items() if other != home)
    }
    return sorted(home for home, names in routers.items() if names & shared)


def _by_folder(file: _File, homes: dict[Path, str], told: set[str], inside: Collection[Path]) -> str | None:
    """The folder that a file's node is called after; None where the file's name is the node's."""
    if file.path in homes or not is_usual(file.name):
        return homes.get(file.path)
    near = next((each for each in file.homes if each in told), None)
    return near or (next(iter(file.homes), None) if file.path in inside else None)


def _by_name(files: Iterable[_File]) -> list[list[_File]]:
    groups: dict[str, list[_File]] = {}
    for each in files:
        groups.setdefault(each.name, []).append(each)
    return list(groups.values())


def _apart(group: Sequence[_File]) -> list[str | None]:
    """The folder that tells each of several files of one name apart: the nearest one that not all of them have."""
    common = set.intersection(*(set(each.homes) for each in group))
    return [next((home for home in each.homes if home not in common), next(iter(each.homes), None)) for each in group]


def merged(names: dict[Path, str], folder: Path) -> dict[str, list[Path]]:
    """The nodes that files of one name in different places fell to: by node, the first two such places."""
    places: dict[tuple[str, str], dict[tuple[str, ...], Path]] = {}
    for path, node in names.items():
        parts = path.relative_to(folder).parts[:-1]
        key = tuple(each for each in parts if not is_usual(each))
        places.setdefault((node, stem(path)), {}).setdefault(key, path.parent)
    return {node: list(found.values())[:2] for (node, _), found in places.items() if len(found) > 1}
