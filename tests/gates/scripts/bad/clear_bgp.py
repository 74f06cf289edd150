from netmiko import ConnectHandler

COMMANDS = ["clear bgp *"]  # !configuration
with ConnectHandler(device_type="linux", host="172.20.20.3", username="a", password="b") as session:
    for command in COMMANDS:
        session.send_command(command)
