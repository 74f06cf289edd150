"""The shapes that labs commonly have, one file each with its one constant `SHAPE`."""
