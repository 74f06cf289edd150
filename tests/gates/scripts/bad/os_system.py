import os

os.system("id")  # !call
