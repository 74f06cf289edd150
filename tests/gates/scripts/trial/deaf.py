"""!sigterm: it takes no notice of SIGTERM."""

import signal

from pygnmi.client import gNMIclient

signal.signal(signal.SIGTERM, signal.SIG_IGN)
SUBSCRIPTION = {"path": "/interface[name=*]/oper-state", "mode": "on_change"}
with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True) as client:
    for message in client.subscribe(subscribe={"subscription": [SUBSCRIPTION]}, timeout=None):
        print(message)
