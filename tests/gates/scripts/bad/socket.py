from socket import create_connection  # !import

create_connection(("127.0.0.1", 1))
