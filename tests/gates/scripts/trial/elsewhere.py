"""!offence: it talks to an address that it puts together."""

from netmiko import ConnectHandler

host = ".".join(["10", "9", "8", "7"])
with ConnectHandler(device_type="linux", host=host, username="a", password="b", conn_timeout=3) as session:
    session.send_command("show version")
