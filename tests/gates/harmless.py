"""Scripts that only read, in the styles in which network engineers write them; the gate refuses none."""

from collections.abc import Mapping
from typing import Final

_G = 'target=("172.20.20.11", 57400), username="admin", password="NokiaSrl1!"'
_D = 'device_type="cisco_ios", host="172.20.20.11", username="admin", password="admin"'

HARMLESS: Final[Mapping[str, str]] = {
    "one-liner": f"""from netmiko import ConnectHandler
print(ConnectHandler({_D}).send_command("show ip bgp summary"))
""",
    "device-dict": """from netmiko import ConnectHandler

device = {
    "device_type": "arista_eos",
    "host": "172.20.20.5",
    "username": "admin",
    "password": "admin",
    "timeout": 20,
}
net_connect = ConnectHandler(**device)
output = net_connect.send_command("show ip bgp summary | json")
print(output)
net_connect.disconnect()
""",
    "devices-loop": """from netmiko import ConnectHandler

devices = [
    {"device_type": "cisco_ios", "host": "172.20.20.11", "username": "admin", "password": "admin"},
    {"device_type": "cisco_ios", "host": "172.20.20.12", "username": "admin", "password": "admin"},
]
commands = ["show version", "show ip interface brief", "show ip route"]
for device in devices:
    with ConnectHandler(**device) as conn:
        for command in commands:
            print("=" * 20, device["host"], command)
            print(conn.send_command(command))
""",
    "function-command": """from netmiko import ConnectHandler


def run(host, command):
    connection = ConnectHandler(device_type="cisco_ios", host=host, username="admin", password="admin")
    result = connection.send_command(command)
    connection.disconnect()
    return result


if __name__ == "__main__":
    for host in ["172.20.20.11", "172.20.20.12"]:
        print(run(host, "show ip bgp summary"))
""",
    "thread-pool": """from concurrent.futures import ThreadPoolExecutor, as_completed

from netmiko import ConnectHandler

HOSTS = ["172.20.20.11", "172.20.20.12", "172.20.20.13"]


def collect(host):
    with ConnectHandler(device_type="cisco_ios", host=host, username="admin", password="admin") as session:
        return host, session.send_command("show ip ospf neighbor")


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(collect, host) for host in HOSTS]
    for future in as_completed(futures):
        print(*future.result(), sep="\\n")
""",
    "pool-map": """from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

from netmiko import ConnectHandler


def ask(host, command):
    with ConnectHandler(device_type="cisco_ios", host=host, username="admin", password="admin") as session:
        return session.send_command(command)


with ThreadPoolExecutor() as pool:
    for text in pool.map(ask, ["172.20.20.11", "172.20.20.12"], ["show version", "show clock"]):
        print(text)
print(list(repeat("-", 3)))
""",
    "threads": """import threading

from netmiko import ConnectHandler

LOCK = threading.Lock()


def worker(name, host):
    with ConnectHandler(device_type="linux", host=host, username="root", password="x") as session:
        text = session.send_command("vtysh -c 'show bgp summary'")
    with LOCK:
        print(name, text)


threads = [
    threading.Thread(target=worker, args=("r1", "172.20.20.11")),
    threading.Thread(target=worker, args=("r2", "172.20.20.12")),
]
for t in threads:
    t.start()
for t in threads:
    t.join()
""",
    "class-wrapper": """from netmiko import ConnectHandler


class Device:
    def __init__(self, host):
        self.host = host
        self._session = None

    def __enter__(self):
        self._session = ConnectHandler(device_type="cisco_xr", host=self.host, username="clab", password="clab@123")
        return self

    def __exit__(self, *exc):
        self._session.disconnect()

    def run(self, command):
        return self._session.send_command(command)


with Device("172.20.20.11") as device:
    print(device.run("show bgp summary"))
    print(device.run("show version"))
""",
    "class-constants": """from netmiko import ConnectHandler


class Audit:
    COMMANDS = ("show version", "show ip bgp summary")

    def collect(self, host):
        with ConnectHandler(device_type="cisco_ios", host=host, username="admin", password="admin") as session:
            return {command: session.send_command(command) for command in self.COMMANDS}


print(Audit().collect("172.20.20.11"))
""",
    "per-platform": """from netmiko import ConnectHandler

COMMANDS = {
    "cisco_ios": ["show ip bgp summary", "show ip route"],
    "juniper_junos": ["show bgp summary | no-more", "show route | display json"],
}
NODES = [("172.20.20.11", "cisco_ios"), ("172.20.20.12", "juniper_junos")]
for host, platform in NODES:
    session = ConnectHandler(device_type=platform, host=host, username="admin", password="admin")
    for command in COMMANDS[platform]:
        print(session.send_command(command))
    session.disconnect()
""",
    "named-commands": f"""import json

from netmiko import ConnectHandler

SHOWS = {{"bgp": "show ip bgp summary", "routes": "show ip route summary"}}
with ConnectHandler({_D}) as session:
    result = {{}}
    for name, command in SHOWS.items():
        result[name] = session.send_command(command)
print(json.dumps(result, indent=2))
""",
    "splitlines": f'''from netmiko import ConnectHandler

COMMANDS = """
show version
show ip bgp summary
show interfaces description
""".strip().splitlines()
with ConnectHandler({_D}) as session:
    for command in COMMANDS:
        print(session.send_command(command))
''',
    "f-string": f"""from netmiko import ConnectHandler

PEERS = ["10.0.0.1", "10.0.0.2"]
with ConnectHandler({_D}) as session:
    for peer in PEERS:
        print(session.send_command(f"show ip bgp neighbors {{peer}}"))
""",
    "terminal-length": f"""from netmiko import ConnectHandler

conn = ConnectHandler({_D})
conn.enable()
conn.send_command("terminal length 0")
print(conn.find_prompt())
print(conn.send_command("show running-config | section router bgp"))
conn.disconnect()
""",
    "except-clauses": """from netmiko import ConnectHandler
from netmiko.exceptions import NetmikoAuthenticationException, NetmikoTimeoutException

try:
    net = ConnectHandler(device_type="cisco_nxos", ip="172.20.20.11", username="admin", password="admin")
    print(net.send_command("show bgp sessions"))
    net.disconnect()
except (NetmikoTimeoutException, NetmikoAuthenticationException) as err:
    print(f"failed: {err}")
""",
    "environment": """import os

from netmiko import ConnectHandler

user = os.environ.get("NET_USER", "admin")
password = os.environ["NET_PASS"]
host = os.getenv("NET_HOST", "172.20.20.11")
with ConnectHandler(device_type="cisco_ios", host=host, username=user, password=password) as c:
    print(c.send_command("show lldp neighbors"))
""",
    "getpass": """from getpass import getpass

from netmiko import ConnectHandler

conn = ConnectHandler(device_type="cisco_ios", host="172.20.20.11", username="admin", password=getpass())
print(conn.send_command("show ip int brief"))
conn.disconnect()
""",
    "argparse": """# run with: --host 172.20.20.11
import argparse

from netmiko import ConnectHandler

parser = argparse.ArgumentParser(description="BGP summary of one router")
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, default=22)
parser.add_argument("-v", "--verbose", action="store_true")
args = parser.parse_args()
with ConnectHandler(device_type="cisco_ios", host=args.host, port=args.port, username="a", password="b") as conn:
    text = conn.send_command("show ip bgp summary")
if args.verbose:
    print("connected to {}".format(args.host))
print(text)
""",
    "logging-level": """import logging
import os

from netmiko import ConnectHandler

logging.basicConfig(level=getattr(logging, os.environ.get("LEVEL", "info").upper(), logging.INFO))
log = logging.getLogger(__name__)
with ConnectHandler(device_type="cisco_ios", host="172.20.20.11", username="admin", password="admin") as conn:
    log.info("prompt %s", conn.find_prompt())
    print(conn.send_command("show version"))
""",
    "csv-output": f"""import csv
import sys

from netmiko import ConnectHandler

with ConnectHandler({_D}) as conn:
    lines = conn.send_command("show ip bgp summary").splitlines()
writer = csv.writer(sys.stdout)
for line in lines:
    fields = line.split()
    if fields and fields[0][0].isdigit():
        writer.writerow([fields[0], fields[2], fields[-1]])
""",
    "regex": f"""import re

from netmiko import ConnectHandler

PEER = re.compile(r"^(?P<peer>\\d+\\.\\d+\\.\\d+\\.\\d+)\\s+4\\s+(?P<asn>\\d+)", re.M)
with ConnectHandler({_D}) as conn:
    for found in PEER.finditer(conn.send_command("show ip bgp summary")):
        print("{{:<20}}{{:>10}}".format(found.group("peer"), found["asn"]))
""",
    "rich-table": f"""from netmiko import ConnectHandler
from rich.console import Console
from rich.table import Table

table = Table(title="BGP")
for name in ("neighbor", "state"):
    table.add_column(name)
with ConnectHandler({_D}) as conn:
    for line in conn.send_command("show ip bgp summary").splitlines():
        if line.startswith("10."):
            table.add_row(line.split()[0], line.split()[-1])
Console().print(table)
""",
    "textfsm": f"""from netmiko import ConnectHandler

with ConnectHandler({_D}) as conn:
    for row in conn.send_command("show ip bgp summary", use_textfsm=True):
        print(row)
""",
    "public-argument": f"""from netmiko import ConnectHandler

with ConnectHandler({_D}) as conn:
    print(conn.send_command("show ip route 8.8.8.8"))
    print(conn.send_command("ping 1.1.1.1 count 2"))
""",
    "srl-cli": """from netmiko import ConnectHandler

with ConnectHandler(device_type="nokia_srl", host="172.20.20.11", username="admin", password="NokiaSrl1!") as conn:
    print(conn.send_command("show network-instance default protocols bgp neighbor"))
    print(conn.send_command("info from state interface ethernet-1/1 oper-state"))
""",
    "poll": f"""import time

from netmiko import ConnectHandler

with ConnectHandler({_D}) as conn:
    for _ in range(3):
        print(time.strftime("%H:%M:%S"), conn.send_command("show ip bgp summary | include 10.0.0"))
        time.sleep(0.5)
""",
    "prompt-only": f"""from netmiko import ConnectHandler

conn = ConnectHandler({_D})
print(conn.find_prompt())
conn.disconnect()
""",
    "multiline": f"""from netmiko import ConnectHandler

with ConnectHandler({_D}) as conn:
    print(conn.send_multiline(["show version", "show clock"]))
""",
    "capabilities": f"""import json

from pygnmi.client import gNMIclient

with gNMIclient({_G}, insecure=True) as gc:
    print(json.dumps(gc.capabilities(), indent=2))
""",
    "get": f"""from pygnmi.client import gNMIclient

with gNMIclient({_G}, skip_verify=True) as gc:
    result = gc.get(path=["/interface[name=*]/oper-state"], encoding="json_ietf")
for notification in result["notification"]:
    for update in notification.get("update", []):
        print(update["path"], update["val"])
""",
    "get-openconfig": f"""from pygnmi.client import gNMIclient

PATHS = ["openconfig-interfaces:interfaces/interface[name=Ethernet1]/state/oper-status"]
with gNMIclient({_G}, insecure=True) as gc:
    print(gc.get(path=PATHS, datatype="state", encoding="json"))
""",
    "get-config-leaf": f"""from pygnmi.client import gNMIclient

with gNMIclient({_G}, insecure=True) as gc:
    print(gc.get(path=["openconfig:/interfaces/interface[name=Ethernet1]/config/description"], datatype="config"))
    print(gc.get(path=["/openconfig-interfaces:interfaces/interface[name=Ethernet1]/config"]))
""",
    "path-cert": f"""from pygnmi.client import gNMIclient

with gNMIclient({_G}, path_cert="clab-dc/.tls/ca/ca.pem") as gc:
    print(gc.get(path=["/system/name/host-name"], encoding="json_ietf"))
""",
    "subscribe": f"""from pygnmi.client import gNMIclient, telemetryParser

subscribe = {{
    "subscription": [
        {{
            "path": "/network-instance[name=default]/protocols/bgp/neighbor[peer-address=*]/session-state",
            "mode": "on_change",
        }}
    ],
    "mode": "stream",
    "encoding": "json_ietf",
}}
with gNMIclient({_G}, insecure=True) as gc:
    for response in gc.subscribe(subscribe=subscribe, timeout=None):
        print(telemetryParser(response))
""",
    "subscribe-stop": f"""import signal
import sys
import threading

from pygnmi.client import gNMIclient

stop = threading.Event()
signal.signal(signal.SIGINT, lambda *_: stop.set())
signal.signal(signal.SIGTERM, lambda *_: stop.set())
request = {{"subscription": [{{"path": "/interface[name=*]/statistics/in-octets", "mode": "sample",
    "sample_interval": 1_000_000_000}}], "mode": "stream", "encoding": "json_ietf"}}
with gNMIclient({_G}, insecure=True) as gc:
    for message in gc.subscribe(subscribe=request, timeout=None):
        print(message)
        if stop.is_set():
            break
sys.exit(0)
""",
    "timer-event": f"""import threading

from pygnmi.client import gNMIclient

done = threading.Event()
threading.Timer(2.0, done.set).start()
with gNMIclient({_G}, insecure=True) as gc:
    while not done.is_set():
        print(gc.get(path=["/interface[name=*]/oper-state"]))
        done.wait(0.5)
""",
    "targets-dict": """from pygnmi.client import gNMIclient

TARGETS = {"leaf1": ("172.20.20.11", 57400), "leaf2": ("172.20.20.12", 57400)}
for name, target in TARGETS.items():
    try:
        with gNMIclient(target=target, username="admin", password="NokiaSrl1!", insecure=True) as gc:
            answer = gc.get(path=["/system/information/version"], encoding="json_ietf")
            print(f"{name:<10} {answer['notification'][0]['update'][0]['val']}")
    except Exception as error:
        print(name, error)
""",
    "dataclass": """from dataclasses import dataclass, field
from typing import Dict, List, Set

from pygnmi.client import gNMIclient


@dataclass
class Peer:
    address: str
    state: str = "unknown"
    tags: Set[str] = field(default_factory=set)


peers: List[Peer] = []
seen: Dict[str, int] = {}
with gNMIclient(target=("172.20.20.11", 57400), username="a", password="b", insecure=True) as gc:
    answer = gc.get(path=["/network-instance[name=default]/protocols/bgp/neighbor[peer-address=*]/session-state"])
    for each in answer["notification"]:
        for update in each.get("update") or []:
            seen[update["path"]] = seen.get(update["path"], 0) + 1
            peers.append(Peer(update["path"], update["val"]))
for peer in sorted(peers, key=lambda one: one.address):
    print(peer)
""",
    "enum-match": """from enum import Enum

from netmiko import ConnectHandler


class State(Enum):
    UP = "up"
    DOWN = "down"


def judge(text):
    match text.split():
        case [peer, _, *rest] if rest and rest[-1].isdigit():
            return peer, State.UP
        case [peer, *_]:
            return peer, State.DOWN
    return "", State.DOWN


with ConnectHandler(device_type="cisco_ios", host="172.20.20.11", username="admin", password="admin") as conn:
    for line in conn.send_command("show ip bgp summary").splitlines():
        if line.startswith("10."):
            print(*judge(line))
""",
    "context-manager": """from contextlib import contextmanager

from netmiko import ConnectHandler


@contextmanager
def session(host, **extra):
    conn = ConnectHandler(device_type="cisco_ios", host=host, username="admin", password="admin", **extra)
    try:
        yield conn
    finally:
        conn.disconnect()


with session("172.20.20.11", conn_timeout=5) as one:
    print(one.send_command("show ip protocols"))
""",
    "row-format": f"""from netmiko import ConnectHandler

ROW = "{{:<18}}{{:<10}}{{:>8}}"
with ConnectHandler({_D}) as conn:
    print(ROW.format("neighbor", "as", "state"))
    for line in conn.send_command("show ip bgp summary").splitlines():
        if line[:3] == "10.":
            cells = line.split()
            print(ROW.format(cells[0], cells[2], cells[-1]))
    print(("{{:-<12}}" * 3).format("", "", ""))
""",
    "detect": """from netmiko import ConnectHandler, SSHDetect

device = {"device_type": "autodetect", "host": "172.20.20.11", "username": "admin", "password": "admin"}
guesser = SSHDetect(**device)
print(guesser.autodetect(), guesser.potential_matches)
print(ConnectHandler)
""",
    "super-init": f"""from collections import namedtuple

from netmiko import ConnectHandler

Row = namedtuple("Row", "peer state")


class Base:
    def __init__(self, device):
        self.device = device
        self.__rows = []


class Collector(Base):
    def __init__(self, device):
        super().__init__(device)
        self.rows = []

    def collect(self):
        with ConnectHandler(**self.device) as conn:
            for line in conn.send_command("show ip bgp summary").splitlines():
                if line.startswith("10."):
                    self.rows.append(Row(line.split()[0], line.split()[-1]))
        return self.rows


try:
    for row in Collector(dict({_D})).collect():
        print(row._asdict())
except Exception as error:
    print(error.__class__.__name__, error)
""",
    "message-to-dict": f"""from google.protobuf.json_format import MessageToDict
from pygnmi.client import gNMIclient
from rich import print

request = {{"subscription": [{{"path": "/interface[name=*]/oper-state", "mode": "on_change"}}], "mode": "once",
    "encoding": "json_ietf"}}
with gNMIclient({_G}, insecure=True) as gc:
    for message in gc.subscribe(subscribe=request, timeout=None):
        print(MessageToDict(message))
""",
    "os-path": f"""import os
import sys
from os import path

from netmiko import ConnectHandler

print(os.path.basename(sys.argv[0]), path.splitext("a.b"))
os.environ["GRPC_VERBOSITY"] = "NONE"
with ConnectHandler({_D}) as conn:
    print(conn.send_command("show version"))
""",
    "public-docs-name": f"""\"\"\"See www.some-vendor.com for the command reference.\"\"\"
import logging

from netmiko import ConnectHandler

logging.getLogger("netmiko.base_connection").setLevel(logging.WARNING)
with ConnectHandler({_D}) as conn:
    print(conn.send_command("show version"))
""",
}
