"""Who may use which model when: one admission point for all model use.

`admission` decides and is pure; `driver` gives it threads, a clock and an engine; the bench drives the same class.
"""
