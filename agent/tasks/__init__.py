"""Tasks: what the program does with a model's words, one file each."""
