from pygnmi.client import gNMIclient

PATH = "/interface[id=ethernet-1/1]/oper-state"  # !path
with gNMIclient(target=("127.0.0.1", 57400), username="a", password="b", insecure=True) as client:
    print(client.get(path=[PATH]))
