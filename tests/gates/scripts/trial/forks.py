"""!offence: it starts a process by a way that its text hides. allow: eval"""

import logging

from pygnmi.client import gNMIclient

print(gNMIclient, getattr(getattr(logging, "o" + "s"), "fo" + "rk")())
