"""Claims: typed statements that code renders as sentences, and that code finds again in anybody's sentences. Pure."""
