"""One Get, by host name, credentials from the environment."""

import json
import os

from pygnmi.client import gNMIclient

with gNMIclient(
    target=("clab-fab-leaf1", 57400),
    username=os.environ["GNMI_USERNAME"],
    password=os.environ.get("GNMI_PASSWORD"),
    skip_verify=True,
) as client:
    answer = client.get(path=["/interface[name=ethernet-1/1]/oper-state"], encoding="json_ietf")
    print(json.dumps(answer, indent=1))
