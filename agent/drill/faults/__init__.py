"""The faults, one file each.

Half of them (`held=True`) are kept back: what a drill records of these is not looked at while cause rules are written,
only their score is taken, and a figure that is quoted for unseen faults comes from them alone.
"""
