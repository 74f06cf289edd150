"""Sentence plans and phrases of the faithful texts; one file a register, and the causes and verbs they share."""
