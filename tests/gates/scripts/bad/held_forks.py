import logging

getattr(logging.os, "fork")()  # !call
