"""The words of a request: its tokens, what they stand for, and the values cut out of it. Pure."""
