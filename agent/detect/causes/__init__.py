"""The cause rules: one file each, with the constant `RULE`."""
