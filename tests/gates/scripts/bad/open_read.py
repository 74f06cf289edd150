
print(open("/etc/passwd").read())  # !call
