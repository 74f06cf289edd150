"""A request for a script, read by code: words as typed tokens, tokens as what is asked. Pure."""
