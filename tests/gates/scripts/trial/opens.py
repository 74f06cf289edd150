"""!offence: it reads a file by a way that its text hides. allow: eval"""

import logging

from pygnmi.client import gNMIclient

print(gNMIclient, getattr(getattr(logging, "i" + "o"), "open_" + "code")("/etc/hosts").read())
