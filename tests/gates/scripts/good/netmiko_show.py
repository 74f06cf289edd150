"""A show command by netmiko."""

import json

from netmiko import ConnectHandler

with ConnectHandler(device_type="linux", host="172.20.20.3", username="admin", password="admin") as session:
    print(json.loads(session.send_command("show bgp summary json"))["ipv4Unicast"]["as"])
