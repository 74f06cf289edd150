"""!silent: it connects, and asks for nothing."""

import time

from pygnmi.client import gNMIclient

with gNMIclient(target=("172.20.20.2", 57401), username="a", password="b", insecure=True):
    while True:
        time.sleep(1)
