"""Stories of the cause rules: one file each, with what triggers it and what must not."""
