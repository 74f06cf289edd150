from pygnmi.client import gNMIclient
def f(:  # !syntax
    pass
