"""!offence: a library writes a file for it. allow: eval"""

from netmiko import ConnectHandler

device = {"device_type": "cisco_ios", "host": "172.20.20.3", "username": "a", "password": "b"}
device["session" + "_log"] = "out.log"
with ConnectHandler(**device) as session:
    print(session.send_command("show version"))
