"""The kinds of tasks: one file each, with the constant `KIND`."""
