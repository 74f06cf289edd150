"""!ended: it ends with an error."""

from pygnmi.client import gNMIclient

with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True) as client:
    print(client.get(path=["/interface[name=*]/oper-state"], encoding="json_ietf")["nothing"])
