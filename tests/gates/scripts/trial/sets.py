"""!offence: a Set under a name that is made at run time. allow: eval"""

from pygnmi.client import gNMIclient

with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True) as client:
    print(client.get(path=["/interface[name=*]/oper-state"]))
    try:
        getattr(client, "se" + "t")(delete=["/interface[name=ethernet-1/1]"])
    except Exception as error:
        print(type(error))
