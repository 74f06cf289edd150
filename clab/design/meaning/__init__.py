"""From statements to an intent: who is meant, how many there are, what runs where. Pure."""
