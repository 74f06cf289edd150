"""!offence: it starts a process by a way that its text hides."""

import logging

from pygnmi.client import gNMIclient

print(gNMIclient, getattr(logging.os, "fork")())
