"""!offence: it computes without a pause, and connects to nothing."""

from pygnmi.client import gNMIclient

while gNMIclient:
    pass
