"""!offence: it prints without end."""

from pygnmi.client import gNMIclient

with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True) as client:
    answer = client.get(path=["/interface[name=*]/oper-state"])
    while True:
        print(answer)
