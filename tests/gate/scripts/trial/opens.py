"""!offence: it reads a file by a way that its text hides."""

import logging

from pygnmi.client import gNMIclient

print(gNMIclient, logging.io.open_code("/etc/hosts").read())
