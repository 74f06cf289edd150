from os import fork  # !import

fork()
