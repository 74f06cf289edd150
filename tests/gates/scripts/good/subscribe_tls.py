"""Subscribe."""
import signal
import sys

from pygnmi.client import gNMIclient

REQUEST = {"mode": "stream", "encoding": "json_ietf", "subscription": [
    {"path": "/network-instance[name=*]/protocols/bgp/neighbor[peer-address=*]/session-state", "mode": "on_change"}]}

def stop(*_):
    sys.exit(0)

signal.signal(signal.SIGTERM, stop)
with gNMIclient(target=("172.20.20.2", 57400), username="admin", password="x", skip_verify=True) as client:
    for message in client.subscribe(subscribe=REQUEST, timeout=None):
        print(message)
