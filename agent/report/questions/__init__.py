"""How a question is read: words into slots, slots into one typed look-up, or not at all."""
