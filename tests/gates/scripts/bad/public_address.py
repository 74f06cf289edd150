from pygnmi.client import gNMIclient

with gNMIclient(target=("8.8.8.8", 57400), username="a", password="b", insecure=True) as client:  # !address
    print(client.get(path=["/system/name/host-name"]))
