"""Records faults on a live lab in the layout that `labkeeper analyze` reads, with a truth of its own making.

    python -m tests.live.frr.record OUT [diamond|clos] [FAULT ...]

The truth's times come from the routers' own Up and Down lines at both ends, read by a few lines of code here that
share nothing with the product; the causes are what was done.
"""

import contextlib
import gzip
import json
import re
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.live.frr import labs
from tests.live.frr.faults import FAULTS, Fault, Scene
from tests.live.frr.lab import FrrLab

LEAD_S, TAIL_S = 5, 2
"""How long a lab is recorded before a fault, and after it has been whole for as long as counts."""

UP_S = 1.0
"""A lab that has been whole for so long is whole for as long as counts when the lead is over."""

LINE = re.compile(
    r"(?P<t>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{6}) BGP: \S+ "
    r"%ADJCHANGE: neighbor (?P<peer>\S+?)\([^)]*\) in vrf \S+ (?P<to>Up|Down)"
)

BIRD = re.compile(r"(?P<t>[\d-]{10} [\d:.]{15}) <TRACE> r4: BGP session (?P<what>established|closed)")


def stamp(at: float) -> str:
    """Seconds since the epoch as RFC 3339."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Poller:
    """Polls every FRR node once a second over its vty socket, into snapshot files."""

    def __init__(self, lab: FrrLab, scene: Scene, out: Path) -> None:
        self.lab, self.scene, self.out = lab, scene, out
        self.stop = threading.Event()
        self.threads = [
            threading.Thread(target=self.loop, args=(node,), name=f"poll-{node}", daemon=True)
            for node, router in lab.routers.items()
            if router.kind == "frr"
        ]

    def loop(self, node: str) -> None:
        files = {}
        for command in ("bgp-summary", "bgp-neighbors"):
            files[command] = gzip.open(self.out / f"{node}.{command}.jsonl.gz", "wt")  # noqa: SIM115 - closed below
        turn = 0
        while not self.stop.wait(1.0):
            if "*" in self.scene.frozen:
                continue
            turn += 1
            for command, file in files.items():
                if command == "bgp-neighbors" and turn % 5 != 1:
                    continue
                started = time.time()
                row: dict[str, object] = {"t": stamp(started)}
                try:
                    row["data"] = self.lab.poll(node, f"show {command.replace('-', ' ')} json", 1.5)
                except (OSError, ValueError) as error:
                    row["error"] = f"{type(error).__name__}: {error}"
                row["ms"] = round((time.time() - started) * 1000, 1)
                file.write(json.dumps(row) + "\n")
        for file in files.values():
            file.close()

    def __enter__(self) -> "Poller":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(10)


def record(lab: FrrLab, fault: Fault, out: Path) -> dict[str, object]:
    """Run one fault from a converged lab to a converged lab; returns the truth."""
    lab.wait_converged(90, UP_S)
    folder = out / fault.name
    for part in ("logs", "snapshots", "runtime"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    offsets = {node: lab.log(node).stat().st_size for node in lab.routers if lab.log(node).exists()}
    scene = Scene(lab)
    begun = time.time()
    with Poller(lab, scene, folder / "snapshots"):
        time.sleep(LEAD_S)
        struck = time.time()
        for pause_s in fault.act(scene):
            time.sleep(pause_s)
        lab.wait_converged(90)
        time.sleep(TAIL_S)
    ended = time.time()
    for node in lab.routers:
        with contextlib.suppress(FileNotFoundError), lab.log(node).open("rb") as log:
            log.seek(offsets.get(node, 0))
            (folder / "logs" / lab.log(node).name.join([f"{node}.", ""])).write_bytes(log.read())
    (folder / "runtime" / "docker-events.jsonl").write_text("".join(json.dumps(event) + "\n" for event in scene.events))
    if fault.logs_only:
        for part in ("snapshots", "runtime"):
            for path in (folder / part).iterdir():
                path.unlink()
            (folder / part).rmdir()
    write_lab(lab, folder)
    truth = make_truth(lab, fault, folder, begun, struck, ended)
    (folder / "truth.json").write_text(json.dumps(truth, indent=1) + "\n")
    return truth


def write_lab(lab: FrrLab, folder: Path) -> None:
    """The topology and the inventory, as the user of a recording would have them."""
    nodes = "".join(f"    {name}: {{kind: linux}}\n" for name in lab.routers)
    links = "".join(f'    - endpoints: ["{a}", "{b}"]\n' for a, b in lab.links)
    (folder / "lab.clab.yml").write_text(f"name: {lab.name}\ntopology:\n  nodes:\n{nodes}  links:\n{links}")
    rows = []
    for name, router in lab.routers.items():
        addresses = [item.split("/")[0] for many in router.interfaces.values() for item in many]
        bare = [interface for interface, many in router.interfaces.items() if not many]
        rows.append(f"  {name}: {{kind: linux, addresses: {json.dumps(addresses)}, unnumbered: {json.dumps(bare)}}}\n")
    (folder / "inventory.yml").write_text("nodes:\n" + "".join(rows))


def watch_config(lab: FrrLab, topology: Path) -> str:
    """What `watch` is told of a lab."""
    rows = [f"lab: {lab.name}", "poll_s: 1", f"topology: {topology}", "nodes:"]
    for name, router in lab.routers.items():
        addresses = [item.split("/")[0] for many in router.interfaces.values() for item in many]
        vty = f", vty: {lab.run_dir(name)}" if router.kind == "frr" else ""
        rows.append(f"  {name}: {{addresses: {json.dumps(addresses)}, logs: ['{lab.log(name)}']{vty}}}")
    return "\n".join(rows) + "\n"


def edges(lab: FrrLab, folder: Path) -> dict[tuple[str, str], list[tuple[float, bool]]]:
    """(node, neighbor) -> its Up and Down lines, on the true clock."""
    found: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for node, router in lab.routers.items():
        path = folder / "logs" / f"{node}.frr.log"
        error = 5.0 if "FAKETIME" in router.env else 3600.0 if "TZ" in router.env else 0.0
        for line in path.read_text(errors="replace").splitlines() if path.exists() else ():
            match = LINE.match(line)
            if match:
                at = datetime.strptime(match["t"], "%Y/%m/%d %H:%M:%S.%f").replace(tzinfo=UTC).timestamp() - error
                found[(node, match["peer"])].append((at, match["to"] == "Up"))
    for node, router in lab.routers.items():
        path = folder / "logs" / f"{node}.bird.log"
        peer = router.interfaces["eth1"][0].replace(".2/24", ".1") if router.kind == "bird" else ""
        for line in path.read_text(errors="replace").splitlines() if path.exists() else ():
            match = BIRD.match(line)
            if match:
                at = datetime.strptime(match["t"], "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC).timestamp()
                found[(node, peer)].append((at, match["what"] == "established"))
    return found


def pairs(lab: FrrLab) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """((node, own address), (node, own address)) of every session that is configured at both ends."""
    owner = {a.split("/")[0]: n for n, r in lab.routers.items() for many in r.interfaces.values() for a in many}
    sessions = set()
    for node, router in lab.routers.items():
        peers = {line.split()[1] for line in router.bgp if line.startswith("neighbor")}
        if router.kind == "bird":
            peers = {router.interfaces["eth1"][0].replace(".2/24", ".1")}
        for peer in peers:
            if peer in owner:
                mine = [a.split("/")[0] for many in router.interfaces.values() for a in many]
                same = [a for a in mine if (":" in a) == (":" in peer)]
                own = max(same, key=lambda a: len(_common(a, peer)))
                sessions.add(tuple(sorted([(node, own), (owner[peer], peer)])))
            elif peer.startswith("eth"):
                end = next(
                    (b if a == f"{node}:{peer}" else a for a, b in lab.links if f"{node}:{peer}" in (a, b)), None
                )
                if end:
                    far, interface = end.split(":")
                    sessions.add(tuple(sorted([(node, peer), (far, interface)])))
    return sorted(sessions)  # type: ignore[arg-type]


def _common(one: str, other: str) -> str:
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return one[:n]


def outage(mine: list[tuple[float, bool]], theirs: list[tuple[float, bool]]) -> tuple[float, float | None, int] | None:
    """First Down of either end, last Up of the later end, and the number of Downs; None where nothing was lost."""
    downs = sorted(at for at, up in [*mine, *theirs] if not up)
    if not downs:
        return None
    ups = sorted(at for at, up in [*mine, *theirs] if up and at > downs[0])
    return downs[0], ups[-1] if ups else None, len(downs)


def make_truth(lab: FrrLab, fault: Fault, folder: Path, begun: float, struck: float, ended: float) -> dict[str, object]:
    """What really happened, in the shape of the contract."""
    lines = edges(lab, folder)
    lost = []
    for (a, address_a), (b, address_b) in pairs(lab):
        unnumbered = address_a.startswith("eth")
        mine = lines.get((a, address_a if unnumbered else address_b), [])
        theirs = lines.get((b, address_b if unnumbered else address_a), [])
        found = outage(mine, theirs)
        if found:
            lost.append((found, a, b, address_a, address_b))
    groups: dict[tuple[str, ...], list[tuple[tuple[float, float | None, int], str, str, str, str]]] = defaultdict(list)
    for item in lost:
        second = fault.name == "two-faults" and {item[1], item[2]} == {"r2", "r4"}
        groups[("admin_reset",) if second else fault.causes].append(item)
    if fault.lossless and fault.causes and not lost:
        groups[fault.causes] = []
    incidents = [incident(causes, members, fault, struck) for causes, members in groups.items()]
    window = {"start": stamp(begun), "end": stamp(ended)}
    return {"name": fault.name, "window": window, "tolerance_s": 0.1, "remark": "", "incidents": incidents}


def incident(causes: tuple[str, ...], members: list, fault: Fault, struck: float) -> dict[str, object]:  # type: ignore[type-arg]
    """One incident of the truth."""
    peerings = []
    for (down, up, _), a, b, address_a, address_b in sorted(members):
        row = {"a": a, "b": b, "address_a": address_a, "address_b": address_b, "afis": []}
        peerings.append({**row, "lost_at": stamp(down), "restored_at": stamp(up) if up else None, "required": True})
    firsts = [peering["lost_at"] for peering in peerings]
    lasts = [item["restored_at"] for item in peerings]
    return {
        "cause_any_of": list(causes),
        "started_at": stamp(struck),
        "nodes": sorted({n for each in peerings for n in (each["a"], each["b"])}),
        "first_loss_at": min(firsts, default=None),
        "last_restored_at": max(lasts, default=None) if None not in lasts else None,
        "may_split": fault.may_split,
        "peerings": peerings,
    }


def main() -> None:
    """Record all faults of a lab, or those named."""
    out, which, names = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory(dir="/var/tmp") as home:
        Path(home).chmod(0o755)
        with getattr(labs, which)(Path(home)) as lab:
            for fault in FAULTS[which]:
                if names and fault.name not in names:
                    continue
                started = time.monotonic()
                try:
                    truth = record(lab, fault, out)
                    count = [len(item["peerings"]) for item in truth["incidents"]]  # type: ignore[attr-defined]
                    sys.stderr.write(f"{fault.name}: {count} {timedelta(seconds=int(time.monotonic() - started))}\n")
                except RuntimeError as error:
                    sys.stderr.write(f"{fault.name}: {error}\n")


if __name__ == "__main__":
    main()
