from netmiko import ConnectHandler

with ConnectHandler(device_type="linux", host="172.20.20.3", username="a", password="b") as session:
    session.send_command_timing("configure terminal")  # !configuration
