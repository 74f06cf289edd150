import logging

print(logging.io.open_code("/etc/hosts").read())  # !call
