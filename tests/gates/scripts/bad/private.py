import threading

from pygnmi.client import gNMIclient

print(gNMIclient, threading._sys.modules["os"])  # !call
