"""Sampled interface states over plain text, as tools commonly write it."""

from pygnmi.client import gNMIclient, telemetryParser

REQUEST = {
    "subscription": [
        {"path": "openconfig:/interfaces/interface[name=*]/state/oper-status", "mode": "sample", "sample_interval": 1000000000}
    ],
    "mode": "stream",
    "encoding": "json",
}
with gNMIclient(target=("192.0.2.7", 6030), username="admin", password="admin", insecure=True) as client:
    for message in client.subscribe(subscribe=REQUEST, timeout=None):
        print(telemetryParser(message))
