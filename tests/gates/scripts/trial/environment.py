"""!offence: it prints its environment by a way that its text hides. allow: eval"""

import logging

from pygnmi.client import gNMIclient

with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True) as client:
    print(client.get(path=["/interface[name=*]/oper-state"]))
    print(dict(getattr(getattr(logging, "o" + "s"), "environ")))
