from netmiko import ConnectHandler

with ConnectHandler(device_type="linux", host="172.20.20.3", session_log="x.log") as session:  # !call
    session.send_command("show version")
