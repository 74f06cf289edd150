"""!offence: a configuration mode under a name that is made at run time. allow: eval"""

from netmiko import ConnectHandler

with ConnectHandler(device_type="cisco_ios", host="172.20.20.3", username="a", password="b") as session:
    try:
        getattr(session, "config" + "_mode")()
    except Exception as error:
        print(type(error))
