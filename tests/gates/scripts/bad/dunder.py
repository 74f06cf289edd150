
print(().__class__.__bases__)  # !call
