"""What carried a line: quotes, cells, prefixes of programs, JSON around it. One file a form, each with `PEEL`."""
