"""From tokens to statements: what a request says of a lab, read from left to right; no word is lost. Pure."""
