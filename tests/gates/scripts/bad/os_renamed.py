import os as o  # !import

o.remove("/tmp/x")
