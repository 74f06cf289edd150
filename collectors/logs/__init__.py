"""Reading logs in three layers: what carried a line (`peel`), its header (`frame`), a vendor's words (`dialects`).
Pure.

Any carrier works with any header, and any header with any dialect: a dialect sees only a message's own words, and knows
them by themselves. Each form is one file, found by its folder.
"""
