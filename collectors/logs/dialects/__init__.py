"""What routers say, one file a maker's words, each with `DIALECT`."""
