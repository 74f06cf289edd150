"""The logs of a folder, one by one: whose each is, when its bytes arrived, and what must be said of it."""

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from collectors.logs.files import Settled, zone_between
from collectors.logs.frame.zones import HOURS
from collectors.logs.reader import LONGEST_LINE, LineReader
from collectors.logs.readings import Reading
from collectors.observations import BgpNotification, BgpState, Observation, SourceAlive
from collectors.sources.node_names import short_name, stem
from collectors.sources.opening import PACKED_SUFFIXES

PASSED_OVER = {
    ".json": "JSON, and no gNMI client's output",
    ".jsonl": "JSON, and no gNMI client's output",
    ".md": "a text about the network; logs in it are read from a .log or .txt file",
    ".conf": "a configuration",
    ".cfg": "a configuration",
    ".pcap": "a packet capture; export its syslog messages as text",
    ".pcapng": "a packet capture; export its syslog messages as text",
}
"""What lies beside logs and is not read as one, and why."""

SILENT = (".yml", ".yaml", ".png", ".pem", ".key", ".crt", ".svg", ".jpg", ".bak", ".annotations")
LARGEST_ANSWERS = 256 << 20


def bare_logs(files: Sequence[Path], passed_over: Callable[[str | None, Path, str], None]) -> list[Path]:
    """Those of a bare folder's files that can be a log, or what a gNMI client printed; `passed_over` gets the others
    that one might take for a log: the node, the file, and why."""
    found = []
    for path in files:
        name = plain_name(path)
        if name == "truth.json" or name.endswith(SILENT) or ".arrivals.jsonl" in name:
            continue
        suffix = Path(name).suffix.lower()
        if suffix in PASSED_OVER and not suffix.startswith(".json"):
            passed_over(stem(path), path, PASSED_OVER[suffix])
            continue
        found.append(path)
    return found


@dataclass(slots=True)
class Log:
    """One log as it was read, before what only the whole folder can tell."""

    path: str
    file: Path
    node: str
    reader: LineReader
    readings: list[Reading]
    arrivals: list[tuple[int, int]]
    until_ns: int


def one_zone(logs: Sequence[Settled]) -> None:
    """Put a router's log without a zone to the zone that another log of the same router names."""
    zoned: dict[str, list[Observation]] = {}
    for log in logs:
        for each in log.observations:
            if each.zoned and not isinstance(each, SourceAlive):
                zoned.setdefault(each.node, []).append(each)
    for log in logs:
        nodes = {each.node for each in log.observations if not each.zoned} & set(zoned)
        ahead = {node: _ahead(zoned[node], log, node) for node in nodes}
        if any(ahead.values()):
            log.observations = [
                each if each.zoned else _earlier(each, ahead.get(each.node, 0)) for each in log.observations
            ]


def _ahead(zoned: Sequence[Observation], log: Settled, node: str) -> int:
    return zone_between(zoned, [each for each in log.observations if each.node == node and not each.zoned])


def node_of(log: Log, nodes: Iterable[str]) -> Callable[[str], str] | None:
    """How a host in a line is a node, in a file of several routers; None in one router's file."""
    if len(_hosts(log)) < 2:
        return None
    known = {each.lower(): each for each in nodes}
    return lambda host: known.get(short_name(host).lower(), short_name(host))


def _hosts(log: Log) -> dict[str, str]:
    """The routers that a log's lines name, by their names in small letters."""
    hosts = {each.host for each in log.readings if each.host and not isinstance(each.item, SourceAlive)}
    names = {short_name(each) for each in hosts}
    return {each.lower(): each for each in sorted(names) if each.lower() not in ("localhost", "-")}


def hosts_merged(logs: Iterable[Log]) -> Iterator[tuple[str, str]]:
    """Nodes whose lines name several routers, and what must be said of each. One router can have two names; two routers
    under one name would be told as one."""
    found: dict[str, dict[str, str]] = {}
    files: dict[str, list[str]] = {}
    for log in logs:
        if hosts := _hosts(log):
            found.setdefault(log.node, {}).update(hosts)
            files.setdefault(log.node, []).append(log.path)
    for node, hosts in found.items():
        if len(hosts) > 1:
            names = ", ".join(list(hosts.values())[:4]) + (f" and {len(hosts) - 4} more" if len(hosts) > 4 else "")
            where = ", ".join(files[node][:3]) + (f" and {len(files[node]) - 3} more" if len(files[node]) > 3 else "")
            yield node, f"{where}: all lines were read as {node}'s, and they name {len(hosts)} hosts: {names}"


def _earlier(seen: Observation, by_ns: int) -> Observation:
    if not by_ns:
        return seen
    received_ns = seen.received_ns - by_ns if seen.received_ns == seen.seen_ns else seen.received_ns
    return replace(seen, seen_ns=seen.seen_ns - by_ns, received_ns=received_ns)


def plain_name(path: Path) -> str:
    """A file's name without its packing's suffix."""
    name = path.name.lower()
    return next((name.removesuffix(each) for each in PACKED_SUFFIXES if name.endswith(each)), name)


def arrival_of(offsets: Sequence[int], arrivals: Sequence[tuple[int, int]], reading: Reading) -> int | None:
    """When the first read that held the end of a line was; None for a line that came after the last one."""
    seen = reading.seen
    k = bisect.bisect_right(offsets, seen.seq + max(0, len(seen.raw.encode()) - 1))
    return arrivals[k][1] if k < len(arrivals) else None


def words_on(log: Log, settled: Settled) -> Iterator[tuple[str, str]]:
    """What must be said of a log."""
    tally = log.reader.tally
    if tally.unset:
        yield "its clock was never set (it counts from 1 March): durations hold, dates do not", "clock_unset"
    elif settled.years:
        years = str(settled.years[0]) + (f" to {settled.years[-1]}" if len(settled.years) > 1 else "")
        yield f"its stamps have no year; {years} was taken from {settled.years_from}", "year_taken"
    if settled.undated:
        yield "no date: log with time stamps; the order and the durations hold, the dates do not", "no_date"
    for name in sorted(tally.zones):
        hours = HOURS[name]
        yield f"the zone {name} can mean several; it was read as UTC{hours:+g} h", "zone_name"
    if tally.stampless:
        name = tally.stampless_format
        yield (
            f"{tally.stampless} lines of {name} have no time stamps, nothing is said of them: log with time stamps",
            "no_stamps",
        )
    if tally.cut:
        lines = "1 line is" if tally.cut == 1 else f"{tally.cut} lines are"
        yield f"{lines} longer than {LONGEST_LINE >> 10} KB; what stands behind that was not read", "line_cut"
    notes = sum(isinstance(each, BgpNotification) for each in settled.observations)
    if notes and not any(isinstance(each, BgpState) for each in settled.observations):
        what = "NOTIFICATION and no line of a" if notes == 1 else "NOTIFICATIONs and no line of any"
        yield f"{notes} {what} session's state: what was lost is not told; log neighbor changes, too", "no_states"
    if settled.unheld:
        first = settled.unheld[0]
        who = ", ".join(dict.fromkeys(each.neighbor for each in settled.unheld[:100]))[:200]
        yield (
            f"the end of what was not seen established is no loss here ({len(settled.unheld)} of {who}, the first: "
            f"{first.reason[:120]!r}): a session's, or an attempt's; log when sessions come up, too",
            "not_seen_up",
        )
    if tally.unread:
        lines = "1 line" if tally.unread == 1 else f"{tally.unread} lines"
        of = ", the first" if tally.unread > 1 else ""
        yield f"{lines} could not be read{of}: {tally.first_unread!r}", "unread"
