import logging

logging.basicConfig(filename="out.log")  # !call
