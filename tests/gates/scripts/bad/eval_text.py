
eval("print(1)")  # !call
