"""Readers of a gNMI stream, each measured in a process of its own.

python -m tests.bench.readers reader|mapping|subscribe2 UPDATES PORT... prints {"cpu_s", "updates"}.
"""

import json
import resource
import sys
import threading
import time
from collections.abc import Iterable

from collectors.collector import OffsetMark
from collectors.gnmi.profiles.openconfig import SUBSCRIPTIONS
from collectors.observations import Observation
from collectors.sources.gnmi import GnmiCollector, GnmiOptions, StreamLost
from collectors.sources.gnmi_channel import TlsOptions, open_channel
from collectors.sources.gnmi_requests import Way, subscribe_request
from collectors.sources.gnmi_stream import Decoder, read_stream


def cpu() -> float:
    """Seconds of processor time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def reader(port: int, updates: int) -> int:
    """The stream to leaves, and nothing else."""
    done, decode, count = threading.Event(), Decoder(), 0
    with open_channel("127.0.0.1", port, TlsOptions()) as channel:
        for raw in read_stream(channel, subscribe_request(SUBSCRIPTIONS, Way()), None, done):
            count += len(decode(raw).leaves)
            if count >= updates:
                break
    done.set()
    return count


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def put(self, observations: Iterable[Observation], mark: OffsetMark | None = None) -> None:
        self.count += len(list(observations))


def mapping(port: int, updates: int) -> int:
    """The product's collector, mapping included, to the end of the stream."""
    collector = GnmiCollector(GnmiOptions("r1", "", "127.0.0.1", port, profile="openconfig"), time.time_ns)
    try:
        collector.run(_Counter())
    except StreamLost:
        return updates
    raise SystemExit("the stream did not end")


def subscribe2(port: int, updates: int) -> int:
    """pygnmi's own subscription."""
    import logging

    from pygnmi.client import gNMIclient

    logging.getLogger("pygnmi.client").handlers.clear()
    path = {"path": SUBSCRIPTIONS[0].path, "mode": "on_change"}
    asked = {"subscription": [path], "mode": "stream", "encoding": "json_ietf"}
    count = 0
    with gNMIclient(target=("127.0.0.1", port), insecure=True, no_qos_marking=True) as client:
        stream = client.subscribe2(subscribe=asked)
        while count < updates:
            count += len(stream.next().get("update", {}).get("update", []))
    return count


def main() -> None:
    """Read all ports at once, a thread for each."""
    work = {"reader": reader, "mapping": mapping, "subscribe2": subscribe2}[sys.argv[1]]
    updates, ports = int(sys.argv[2]), [int(each) for each in sys.argv[3:]]
    counts: list[int] = []
    before = cpu()
    threads = [threading.Thread(target=lambda p=port: counts.append(work(p, updates))) for port in ports]
    for thread in threads:
        thread.start()
    for item in threads:
        item.join()
    sys.stdout.write(json.dumps({"cpu_s": cpu() - before, "updates": sum(counts)}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
