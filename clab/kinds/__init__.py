"""Node kinds as data: one file a maker or family with the constant `KINDS`. `table` holds the functions over them."""
