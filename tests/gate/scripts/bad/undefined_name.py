
print(cleint)  # !F821
