from pygnmi.client import gNMIclient

with gNMIclient(target=("127.0.0.1", 57400), username="a", password="b", insecure=True) as client:
    client.set(update=[("/system/name/host-name", {"host-name": "x"})])  # !gnmi-set
