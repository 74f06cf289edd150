"""Arguments for the trial stand in a comment."""
# run with: --host 127.0.0.1 --port 57401

import argparse

from pygnmi.client import gNMIclient

parser = argparse.ArgumentParser()
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
options = parser.parse_args()
with gNMIclient(target=(options.host, options.port), username="a", password="b", insecure=True) as client:
    print(client.get(path=["/system/name/host-name"], encoding="json_ietf"))
